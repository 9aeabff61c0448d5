"""The items that the input of a request may have, as strict types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator


class Strict(BaseModel):
    """A type that takes nothing that it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True)


class InputText(Strict):
    """Text that a user, a system or a developer says."""

    type: Literal["input_text"]
    text: str


class InputImage(Strict):
    """A picture, by its address or by its file."""

    type: Literal["input_image"]
    detail: Literal["low", "high", "auto", "original"]
    image_url: str | None = None
    file_id: str | None = None

    @model_validator(mode="after")
    def _has_one(self) -> InputImage:
        if (self.image_url is None) == (self.file_id is None):
            raise ValueError("either image_url or file_id is needed")
        return self


class InputFile(Strict):
    """A file, by its id, its address or its bytes."""

    type: Literal["input_file"]
    file_id: str | None = None
    file_url: str | None = None
    file_data: str | None = None
    filename: str | None = None


class OutputText(Strict):
    """Text that the assistant has said."""

    type: Literal["output_text"]
    text: str
    annotations: list[dict[str, Any]] = []
    logprobs: list[dict[str, Any]] | None = None


class RefusalPart(Strict):
    """A refusal of the assistant's."""

    type: Literal["refusal"]
    refusal: str


Part = Annotated[InputText | InputImage | InputFile | OutputText | RefusalPart, Field(discriminator="type")]
Status = Literal["in_progress", "completed", "incomplete"]


class Message(Strict):
    """A message, as it came or in short."""

    type: Literal["message"] = "message"
    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[Part]
    id: str | None = Field(default=None, pattern="^msg_")
    status: Status | None = None
    phase: Literal["commentary", "final_answer"] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Message:
        allowed = (
            {"output_text", "refusal"}
            if self.role == "assistant"
            else {"input_text", "input_image", "input_file"}
        )
        found = {part.type for part in self.content if not isinstance(part, str)}
        if found - allowed:
            raise ValueError(f"the role {self.role} has content of {', '.join(sorted(allowed))} only")
        return self


class FunctionCall(Strict):
    """A call of a function."""

    type: Literal["function_call"]
    call_id: str
    name: str
    arguments: str
    id: str | None = Field(default=None, pattern="^fc_")
    status: Status | None = None


class FunctionCallOutput(Strict):
    """What a call has come to."""

    type: Literal["function_call_output"]
    call_id: str
    output: str | list[Part]
    id: str | None = None
    status: Status | None = None


class _Text(Strict):
    type: Literal["summary_text", "reasoning_text"]
    text: str


class Reasoning(Strict):
    """What the model has thought."""

    type: Literal["reasoning"]
    id: str = Field(pattern="^rs_")
    summary: list[_Text]
    content: list[_Text] | None = None
    encrypted_content: str | None = None
    status: Status | None = None


class _Result(Strict):
    file_id: str
    filename: str
    score: float
    text: str
    attributes: dict[str, str | float | bool] | None = None


class FileSearchCall(Strict):
    """A search that was made."""

    type: Literal["file_search_call"]
    id: str = Field(pattern="^fs_")
    queries: list[str]
    status: Literal["in_progress", "searching", "completed", "incomplete", "failed"]
    results: list[_Result] | None = None


class CodeInterpreterCall(Strict):
    """Code that was run."""

    type: Literal["code_interpreter_call"]
    id: str = Field(pattern="^ci_")
    code: str | None
    container_id: str
    outputs: list[dict[str, Any]] | None
    status: Literal["in_progress", "completed", "incomplete", "interpreting", "failed"]


class ItemReference(Strict):
    """An item that the server keeps, by its id."""

    type: Literal["item_reference"]
    id: str


def _kind(item: Any) -> Any:
    return item.get("type", "message") if isinstance(item, dict) else getattr(item, "type", "message")


Item = Annotated[
    Annotated[Message, Tag("message")]
    | Annotated[FunctionCall, Tag("function_call")]
    | Annotated[FunctionCallOutput, Tag("function_call_output")]
    | Annotated[Reasoning, Tag("reasoning")]
    | Annotated[FileSearchCall, Tag("file_search_call")]
    | Annotated[CodeInterpreterCall, Tag("code_interpreter_call")]
    | Annotated[ItemReference, Tag("item_reference")],
    Discriminator(_kind),
]
