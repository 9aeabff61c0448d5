"""What a request for an answer may hold, as a strict type, and refusals of the rest.

Whatever is not here is refused, also what real servers know and no caller of ours has a use for: a test that
sends it has made a mistake, or wants it added. `items` and `tools` have the types of what is in lists.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from .items import Item, Strict
from .refusals import Refusal
from .tools import CodeInterpreter, FileSearch, Function, Tool


class _Choice(Strict):
    type: Literal["function", "file_search", "code_interpreter"]
    name: str | None = None


class _Format(Strict):
    type: Literal["text", "json_object", "json_schema"]
    name: str | None = None
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")
    description: str | None = None
    strict: bool | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> _Format:
        if (self.type == "json_schema") != (self.name is not None and self.schema_ is not None):
            raise ValueError("json_schema has a name and a schema, and nothing else has")
        return self


class _TextOptions(Strict):
    format: _Format | None = None
    verbosity: Literal["low", "medium", "high"] | None = None


class _ReasoningOptions(Strict):
    effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    summary: Literal["auto", "concise", "detailed"] | None = None


class _ConversationId(Strict):
    id: str


class Asking(Strict):
    """A request for an answer."""

    model: str
    input: str | list[Item] = Field(default=[])
    instructions: str | None = None
    tools: list[Tool] = Field(default=[])
    tool_choice: Literal["none", "auto", "required"] | _Choice = "auto"
    include: list[
        Literal["file_search_call.results", "code_interpreter_call.outputs", "reasoning.encrypted_content"]
    ] = Field(default=[])
    stream: bool | None = None
    store: bool | None = None
    conversation: str | _ConversationId | None = None
    previous_response_id: str | None = None
    max_output_tokens: int | None = Field(default=None, ge=16)
    max_tool_calls: int | None = Field(default=None, ge=1)
    parallel_tool_calls: bool | None = None
    reasoning: _ReasoningOptions | None = None
    text: _TextOptions | None = None
    truncation: Literal["auto", "disabled"] | None = None
    metadata: dict[str, str] | None = Field(default=None, max_length=16)
    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, ge=0, le=1)

    @property
    def conversation_id(self) -> str | None:
        """The conversation that the answer belongs to."""
        return self.conversation.id if isinstance(self.conversation, _ConversationId) else self.conversation

    @property
    def items(self) -> list[dict[str, Any]]:
        """The items of its input as plain values."""
        if isinstance(self.input, str):
            return [{"type": "message", "role": "user", "content": self.input}]
        return [item.model_dump(exclude_none=True) for item in self.input]

    def find_tool(self, kind: type[Any], name: str | None = None) -> Any:
        """Return the tool of a kind, and of a name if it has one; None if it is not offered."""
        found: list[Any] = [tool for tool in self.tools if isinstance(tool, kind)]
        return next((tool for tool in found if name is None or tool.name == name), None)


def read_asking(body: Any) -> Asking:
    """Return a request as it is understood.

    Raises:
        Refusal: Something in it is unknown, missing or of the wrong shape.
    """
    try:
        asking = Asking.model_validate(body)
    except ValidationError as error:
        raise _explain(error) from None
    if asking.conversation_id and asking.previous_response_id:
        raise Refusal(
            400,
            "Mutually exclusive parameters: 'previous_response_id' and 'conversation'.",
            param="conversation",
        )
    choice = asking.tool_choice
    if isinstance(choice, _Choice):
        kinds = {"function": Function, "file_search": FileSearch, "code_interpreter": CodeInterpreter}
        if asking.find_tool(kinds[choice.type], choice.name) is None:
            raise Refusal(400, "Tool choice names a tool that is not in 'tools'.", param="tool_choice")
    return asking


def _explain(error: ValidationError) -> Refusal:
    """Return the refusal of a request by the deepest of what is wrong with it."""
    found = max(error.errors(), key=lambda problem: len(problem["loc"]))
    path, is_tag = "", False
    for part in found["loc"]:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not (is_tag and part in _TAGS) and not _TYPE.match(part):
            path += f".{part}" if path else part
        is_tag = isinstance(part, int)
    path = path or ".".join(map(str, found["loc"]))
    if found["type"] == "extra_forbidden":
        return Refusal(400, f"Unknown parameter: '{path}'.", param=path, code="unknown_parameter")
    if found["type"] == "missing":
        return Refusal(
            400, f"Missing required parameter: '{path}'.", param=path, code="missing_required_parameter"
        )
    return Refusal(400, f"Invalid value for '{path}': {found['msg']}.", param=path, code="invalid_value")


_TAGS = {
    "message",
    "function_call",
    "function_call_output",
    "reasoning",
    "file_search_call",
    "code_interpreter_call",
    "item_reference",
    "input_text",
    "input_image",
    "input_file",
    "output_text",
    "refusal",
    "function",
    "file_search",
    "code_interpreter",
}
"""What kinds of items and tools are called on the way to a place; they are no part of it."""

_TYPE = re.compile(r"(str|list\[.*|_[A-Z]\w*|literal\[.*)$")
"""What types are called on the way to a place; they are no part of it either."""
