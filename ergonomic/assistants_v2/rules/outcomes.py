"""What a settled run means to the caller: a result, or which error. Pure. Used by `flows.execution`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from attrs import evolve, field, frozen

from ..errors import (
    RunAnswerInvalid,
    RunCancelled,
    RunError,
    RunExpired,
    RunFailed,
    RunIncomplete,
    RunRequiresAction,
    ToolError,
)
from .answer_types import parse_answer
from .representations import Described
from .suggestions import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistants_v2_raw.models import (
        FileCitationAnnotation,
        FilePathAnnotation,
        ImageFile,
        ImageFileContentBlock,
        ImageURL,
        ImageURLContentBlock,
        Message,
        RefusalContentBlock,
        RequiredActionFunctionToolCall,
        Run,
        RunStep,
        RunUsage,
        TextContentBlock,
    )
    from assistants_v2_raw.types import Unknown
    from assistants_v2_transcripts.formats import TimelineFormat
    from assistants_v2_transcripts.timeline import TimelineEntry

_BY_STATUS: dict[str, type[RunError]] = {
    "failed": RunFailed,
    "expired": RunExpired,
    "cancelled": RunCancelled,
    "incomplete": RunIncomplete,
    "requires_action": RunRequiresAction,
}


@frozen(repr=False)
class Citation(Described):
    """A place in a result's text that rests on a file.

    Attributes:
        number: Its number within the result, from 1; the same file has the same number.
        marker: What stands for it in the text, such as `【4:0†source】`.
        file_id: The file.
        annotation: The annotation as it came.
    """

    number: int
    marker: str
    file_id: str | None
    annotation: FileCitationAnnotation | FilePathAnnotation

    def _list_fields(self) -> dict[str, object]:
        return {"number": self.number, "marker": self.marker, "file_id": self.file_id}


@frozen(repr=False)
class AnsweredCall(Described):
    """A function that the model called in a run.

    Attributes:
        id: The call's id.
        name: The function's name.
        arguments: The JSON text of its arguments.
        output: What it was answered with, or None.
        seconds: How long it took here, or None if it was answered elsewhere.
    """

    id: str
    name: str
    arguments: str
    output: str | None
    seconds: float | None

    def _list_fields(self) -> dict[str, object]:
        return {
            "name": self.name,
            "arguments": self.arguments,
            "output": self.output,
            "seconds": None if self.seconds is None else round(self.seconds, 3),
            "id": self.id,
        }


_WORDS_FOR_TEXT = ("answer", "choices", "content", "message", "output", "output_text", "response", "value")
"""What people call the text of an answer elsewhere."""


@frozen(repr=False)
class RunResult(Described):
    """What a run did.

    Attributes:
        run: The run; completed, unless `on_deadline="return"` cut it short.
        messages: The messages it made, oldest first.
        steps: What it did, oldest first: messages written and tools called.
        seconds: How long each tool call that was answered here took, by call id.
        parsed: The answer as a value of the type passed as `response_format`; None without one.
    """

    run: Run
    messages: Sequence[Message]
    steps: Sequence[RunStep]
    seconds: Mapping[str, float] = field(factory=dict[str, float])
    parsed: Any = None

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"a result has no attribute {name!r}{_find_in_result(self, name)}")

    def _list_fields(self) -> dict[str, object]:
        return {
            "status": self.run.status,
            "text": self.text,
            "parsed": self.parsed,
            "refusal": self.refusal,
            "tool_calls": self.tool_calls,
            "citations": self.citations,
            "images": self.images,
            "run": self.run.id,
            "thread": self.run.thread_id,
        }

    @property
    def text(self) -> str:
        """Everything the assistant said in this run; messages are a blank line apart."""
        return "\n\n".join(filter(None, map(_text_of, self.messages)))

    @property
    def usage(self) -> RunUsage | None:
        """The tokens the run used, or None if the server does not count them."""
        return self.run.usage

    @property
    def citations(self) -> list[Citation]:
        """The places in the text that rest on files, in order."""
        numbers: dict[str | None, int] = {}
        found: list[Citation] = []
        for block in _text_blocks(self.messages):
            notes: list[Any] = (block.text and block.text.annotations) or []
            for note in notes:
                if note.type == "file_citation":
                    file_id = getattr(note.file_citation, "file_id", None)
                elif note.type == "file_path":
                    file_id = getattr(note.file_path, "file_id", None)
                else:
                    continue
                number = numbers.setdefault(file_id, len(numbers) + 1)
                found.append(Citation(number, note.text, file_id, note))
        return found

    @property
    def images(self) -> list[ImageFile | ImageURL]:
        """The images in the messages, in order."""
        found: list[ImageFile | ImageURL] = []
        for message in self.messages:
            for block in _blocks(message):
                if block.type == "image_file":
                    found.append(block.image_file)
                elif block.type == "image_url":
                    found.append(block.image_url)
        return found

    @property
    def tool_calls(self) -> list[AnsweredCall]:
        """The functions that the model called, in order."""
        calls: list[Any] = []
        for step in self.steps:
            calls += getattr(step.step_details, "tool_calls", None) or []
        return [
            AnsweredCall(
                call.id,
                call.function.name,
                call.function.arguments,
                call.function.output if isinstance(call.function.output, str) else None,
                self.seconds.get(call.id),
            )
            for call in calls
            if call.type == "function" and call.function
        ]

    @property
    def timeline(self) -> list[TimelineEntry]:
        """What happened in the run, in order: what it said, which tools it called, what they answered."""
        from assistants_v2_transcripts.weaving import make_run_timeline  # late: most programs never ask

        return [*make_run_timeline(self.run, self.steps, self.messages, self.seconds)]

    def transcript(self, format: TimelineFormat = "text") -> str:
        """Return the same, written down.

        Args:
            format: `text`, `markdown`, or `html` for a page that needs nothing from elsewhere.

        Raises:
            ValueError: There is no such format.
        """
        from assistants_v2_transcripts.formats import write_timeline  # late: most programs never ask

        return "".join(write_timeline(self.timeline, format))

    def _repr_html_(self) -> str:
        """Return what notebooks show."""
        from assistants_v2_transcripts.web_page import write_fragment  # late: only notebooks ask

        return write_fragment(self.timeline)

    @property
    def refusal(self) -> str | None:
        """What the model said when it refused to answer, or None."""
        said = [block.refusal for m in self.messages for block in _blocks(m) if block.type == "refusal"]
        return "\n".join(filter(None, said)) or None


def _text_blocks(messages: Sequence[Message]) -> list[TextContentBlock]:
    """Return the text parts of messages, in order."""
    return [block for message in messages for block in _blocks(message) if block.type == "text"]


def _blocks(
    message: Message,
) -> list[TextContentBlock | ImageFileContentBlock | ImageURLContentBlock | RefusalContentBlock | Unknown]:
    """Return the parts of a message; some servers say null for none."""
    return message.content or []


def _text_of(message: Message) -> str:
    """Return a message's text parts as one text, a line apart."""
    return "\n".join((block.text and block.text.value) or "" for block in _text_blocks([message]))


def parse_result(result: RunResult, kind: Any) -> RunResult:
    """Return *result* with the last thing said in it read as the type *kind*.

    Raises:
        RunAnswerInvalid: It does not fit; the error keeps the messages.
    """
    said = [text for text in map(_text_of, result.messages) if text]
    try:
        return evolve(result, parsed=parse_answer(kind, said[-1] if said else ""))
    except ToolError as misfit:
        where = f"run {result.run.id} on thread {result.run.thread_id}"
        error = RunAnswerInvalid(f"{where} completed, but {misfit}", run=result.run)
        error.messages = result.messages
        raise error from misfit


def make_run_error(run: Run, rounds: int = 0) -> RunError | None:
    """Return the error that a run's status stands for, or None for a completed one.

    *rounds* is how often the run's tool calls were answered.
    """
    kind = _BY_STATUS.get(run.status)
    if kind is None:
        return None
    return kind(f"run {run.id} on thread {run.thread_id} {_describe_end(run, rounds)}.", run=run)


def make_forgotten_error(run: Run, *, is_cancelled: bool) -> RunRequiresAction:
    """Return the error for a run that calls functions, where the caller has passed none.

    Only names that the run offered are told: what else a model calls a function may be content.
    """
    offered = {getattr(getattr(tool, "function", None), "name", None) for tool in run.tools or ()}
    called = {call.function.name: None for call in required_calls(run)}
    names = ", ".join(name for name in called if name in offered) or "..."
    resume = f"runs.resume({run.id!r}, thread_id={run.thread_id!r}, functions=[{names}])"
    rest = "The run was cancelled." if is_cancelled else f"To go on with this run: {resume}."
    return RunRequiresAction(
        f"run {run.id} on thread {run.thread_id} waits for the outputs of functions, and none were passed: "
        f"pass functions=[{names}]. {rest}",
        run=run,
    )


def is_made_by(message: Message, run_id: str) -> bool:
    """Say whether a message is what a run said: some servers list the whole thread, whatever is asked."""
    return message.role == "assistant" and (not message.run_id or message.run_id == run_id)


def required_calls(run: Run) -> Sequence[RequiredActionFunctionToolCall]:
    """Return the function calls whose outputs the run waits for; none if it waits for something else too."""
    if run.status != "requires_action":
        return ()
    action = run.required_action and run.required_action.submit_tool_outputs
    calls = (action and action.tool_calls) or ()
    return calls if all(call.function for call in calls) else ()


def _describe_end(run: Run, rounds: int) -> str:
    """Return how a run ended, as the end of a sentence."""
    if run.status == "requires_action":
        kind = (run.required_action and run.required_action.type) or "nothing it names"
        times = f", after {rounds} rounds of tool calls" if rounds else ""
        return f"still waits for {kind}{times}; answer it yourself, or cancel it to free the thread"
    if run.last_error:
        code, said = run.last_error.code, run.last_error.message
        reason = (f" ({code})" if code else "") + (f": {said}" if said else "")
        return f"ended as {run.status}{reason}".rstrip(".")
    if run.incomplete_details:
        return f"ended as {run.status} ({run.incomplete_details.reason})"
    return f"ended as {run.status}"


def _find_in_result(result: RunResult, name: str) -> str:
    """Return the end of a sentence that says a result has no such attribute: where it is."""
    if name.startswith("_"):
        return ""  # Python itself asks for many
    if name in _WORDS_FOR_TEXT:
        return ": what the assistant said is in .text, its messages are in .messages"
    if name != "run" and hasattr(result.run, name):
        return f": it is in .run.{name}"
    return suggest(name, [known for known in dir(RunResult) if not known.startswith("_")])
