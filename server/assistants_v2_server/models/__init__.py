"""Where the words of a run come from: the protocol that a model fulfils, and the values it takes and gives.

A worker hands a `Prompt` to a `Model` and reads `Piece`s up to the `FinishPiece`. The models of this
package are `rehearsal` (rules, no AI), `script` (what a test wants to be said), `chat_completions` and
`responses` (any OpenAI-compatible endpoint); a user's own class needs `answer` and `close`, nothing else.
Everything here is public: the package itself offers these names.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, Literal, Protocol, TypeAlias, TypeVar, get_args, runtime_checkable

from msgspec import Struct

from .hosted import HostedKind, HostedPiece, HostedTool

ErrorCode = Literal["server_error", "rate_limit_exceeded", "invalid_prompt"]
FinishReason = Literal["stop", "tool_calls", "length", "content_filter"]


class ModelError(Exception):
    """The model could not answer; the run fails with this as its `last_error`.

    Args:
        code: One of the three codes a run can fail with.
        message: Shown to everybody who reads the run, so it must hold no key and no content.
        is_too_long: Whether the prompt was too long for the model, which is then asked again with less, if
            the run leaves that to the server. False by default.
        public: Shown instead by a server that is to say nothing of its model endpoint; the message by
            default.
    """

    def __init__(
        self, code: ErrorCode, message: str, *, is_too_long: bool = False, public: str | None = None
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.is_too_long = is_too_long
        self.public = message if public is None else public


class TextPart(Struct, frozen=True):
    """A piece of `text` that somebody wrote."""

    text: str


class ImageUrlPart(Struct, frozen=True):
    """A picture by its `url`; `detail` is `auto`, the default, `low` or `high`."""

    url: str
    detail: str = "auto"


class ImageFilePart(Struct, frozen=True):
    """A picture by file id.

    Attributes:
        file_id: The id of the file.
        detail: `auto`, `low` or `high`.
        url: The picture as a data URL; None, the default, if it cannot be given.
    """

    file_id: str
    detail: str = "auto"
    url: str | None = None

    @property
    def note(self) -> str:
        """Return what a model is told instead."""
        return f"[image file {self.file_id}: not available]"


class AttachedFilePart(Struct, frozen=True):
    """A file that came with a message, of which a model is told.

    Attributes:
        file_id: Its id.
        place: Where the model finds it, such as `/mnt/data/table.csv`; empty, the default, for nowhere.
    """

    file_id: str
    place: str = ""

    @property
    def note(self) -> str:
        """Return what a model is told of it."""
        return f"[attached file {self.file_id}: {self.place or 'not available'}]"


Part: TypeAlias = TextPart | ImageUrlPart | ImageFilePart | AttachedFilePart


class FunctionCall(Struct, frozen=True):
    """A call of a function, as the model made it.

    Attributes:
        id: The id of the call, which its output names.
        name: The function.
        arguments: What it was called with, as JSON text.
    """

    id: str
    name: str
    arguments: str


class SystemMessage(Struct, frozen=True):
    """The instructions of the run, as `text`."""

    text: str


class _Said(Struct, frozen=True, eq=False):
    """What somebody said on a thread: equal to what says the same, whichever message has the id."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self._list_said() == other._list_said()

    def __ne__(self, other: object) -> bool:
        return not self == other  # a Struct has a `__ne__` of its own, which would not ask `__eq__`

    def __hash__(self) -> int:
        return hash(self._list_said())

    def _list_said(self) -> tuple[object, ...]:
        return (type(self), *(getattr(self, name) for name in self.__struct_fields__ if name != "id"))


class UserMessage(_Said, frozen=True):
    """What the user said.

    Attributes:
        parts: Its texts, pictures and files, in order.
        id: The id of the message; empty, the default, if it is no message of the thread. Messages that say
            the same are equal.
    """

    parts: tuple[Part, ...]
    id: str = ""


class AssistantMessage(_Said, frozen=True):
    """What the assistant said, and the functions it called in the same turn.

    Attributes:
        text: What it said; empty, the default, if it only called functions.
        calls: The calls; none by default.
        id: The id of the message; empty, the default, if it is no message of the thread. Messages that say
            the same are equal.
        items: What the model has asked to be given again in place of text and calls, with
            `FinishPiece.items`; nothing by default, and nothing if the turn was another model's.
    """

    text: str = ""
    calls: tuple[FunctionCall, ...] = ()
    id: str = ""
    items: tuple[Mapping[str, Any], ...] = ()


class ToolMessage(Struct, frozen=True):
    """What a called function returned.

    Attributes:
        call_id: The id of the call.
        name: The function.
        output: What it returned, as text.
    """

    call_id: str
    name: str
    output: str


PromptMessage: TypeAlias = SystemMessage | UserMessage | AssistantMessage | ToolMessage


def read_text(message: PromptMessage) -> str:
    """Return the text of a message, without pictures, files and calls."""
    match message:
        case SystemMessage() | AssistantMessage():
            return message.text
        case UserMessage():
            return " ".join(part.text for part in message.parts if isinstance(part, TextPart))
        case ToolMessage():
            return message.output


class FunctionTool(Struct, frozen=True):
    """A function the model may call.

    Attributes:
        name: What the model calls it by.
        description: What it does, for the model; None, the default, if nobody said.
        parameters: The JSON schema of its arguments; None, the default, for none.
        strict: Whether the model is held to the schema; False by default.
    """

    name: str
    description: str | None = None
    parameters: Mapping[str, Any] | None = None
    strict: bool = False


class NamedFunction(Struct, frozen=True):
    """The choice of one function that must be called, by its `name`."""

    name: str


ToolChoice: TypeAlias = Literal["none", "auto", "required"] | NamedFunction | HostedTool


class Prompt(Struct, frozen=True, kw_only=True):
    """All that one model turn is given.

    Attributes:
        model: The name of the model, as the run gives it.
        messages: The conversation, oldest first.
        functions: What may be called; empty for a turn without tools.
        tool_choice: Whether tools may, must or must not be called, or which one must.
        parallel_tool_calls: Whether one turn may call several functions.
        temperature: 0 to 2, or None for the model's own.
        top_p: 0 to 1, or None for the model's own.
        reasoning_effort: Passed on as it is.
        response_format: The contract's object, or None for free text.
        max_completion_tokens: The tokens that are left of the run's budget, or None for no limit.
        run_id: The run that the turn is for; empty if it is for none.
        thread_id: The thread of that run; empty if there is none.
        assistant_id: The assistant of that run; empty if there is none.
        claims: How often a server has taken that run up, this time included; 0 if there is none.
        hosted_tools: The built-in tools that the model's endpoint carries out; none by default.
        kept: What the model has asked to be kept with the thread, with `FinishPiece.kept`; None, the default,
            for nothing.
    """

    model: str
    messages: tuple[PromptMessage, ...]
    functions: tuple[FunctionTool, ...] = ()
    tool_choice: ToolChoice = "auto"
    parallel_tool_calls: bool = True
    temperature: float | None = None
    top_p: float | None = None
    reasoning_effort: str | None = None
    response_format: Mapping[str, Any] | None = None
    max_completion_tokens: int | None = None
    run_id: str = ""
    thread_id: str = ""
    assistant_id: str = ""
    claims: int = 0
    hosted_tools: tuple[HostedTool, ...] = ()
    kept: Mapping[str, Any] | None = None

    @property
    def instructions(self) -> str:
        """The instructions, and what the server has added to them; empty without any."""
        return "\n".join(message.text for message in self.messages if isinstance(message, SystemMessage))

    @property
    def question(self) -> str:
        """What the user said last, without pictures and files; empty if nobody said anything."""
        said = (message for message in reversed(self.messages) if isinstance(message, UserMessage))
        return next(map(read_text, said), "")

    @property
    def outputs(self) -> tuple[ToolMessage, ...]:
        """What the functions returned that were called in the turn before; empty if none were."""
        after = takewhile(lambda message: isinstance(message, ToolMessage), reversed(self.messages))
        return tuple(reversed([message for message in after if isinstance(message, ToolMessage)]))

    def count_words(self) -> int:
        """Return how many words the messages have: what stands for tokens where nobody counts those."""
        return sum(len(read_text(message).split()) for message in self.messages)


class Usage(Struct, frozen=True):
    """The tokens that one turn cost; each number is 0 by default.

    Attributes:
        prompt_tokens: Those of the prompt.
        completion_tokens: Those of the answer.
        cached_tokens: Those of the prompt that the endpoint had in its cache.
        reasoning_tokens: Those of the answer that a reasoning model thought with.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0


class TextPiece(Struct, frozen=True):
    """More `text` of the answer."""

    text: str


class RefusalPiece(Struct, frozen=True):
    """More `text` of a refusal to answer."""

    text: str


class ToolCallPiece(Struct, frozen=True):
    """More of a call of the turn: its name once, its arguments in any number of pieces.

    Attributes:
        index: Which call of the turn it is, from 0 on.
        name: The function; empty, the default, in further pieces.
        arguments: More of its arguments, as JSON text; empty by default.
        id: What the endpoint calls the call, in its first piece; empty, the default, if it has no name.
    """

    index: int
    name: str = ""
    arguments: str = ""
    id: str = ""


class FinishPiece(Struct, frozen=True):
    """The end of the turn: why, and what it cost.

    Attributes:
        reason: Why, as endpoints name it.
        usage: What it cost.
        model: The name of the model that answered, which may be another than was asked for; None, the
            default, if that is not known. It is what traces and logs show.
        response_id: What the endpoint calls the answer; empty, the default, if it has no name.
        items: What the model is to be given again with the next turn of the run, in
            `AssistantMessage.items`; nothing by default.
        kept: What is to be kept with the thread and given with each of its prompts, in `Prompt.kept`, in
            place of what was kept before; None, the default, to leave that as it is. A text under
            `conversation` is also noted as what the endpoint calls the thread.
    """

    reason: FinishReason
    usage: Usage
    model: str | None = None
    response_id: str = ""
    items: tuple[Mapping[str, Any], ...] = ()
    kept: Mapping[str, Any] | None = None


Piece: TypeAlias = TextPiece | RefusalPiece | ToolCallPiece | HostedPiece | FinishPiece


_Answer = TypeVar("_Answer", bound=Callable[..., Iterator[Piece]])


def never_waits(answer: _Answer) -> _Answer:
    """Mark a plain `Model.answer` that only computes, and not for long: it needs no thread of its own."""
    answer.__dict__["never_waits"] = True
    return answer


def check_model(given: object) -> None:
    """Check that something can be the model of a server; None stands for the default.

    Raises:
        TypeError: It is the name of a model, a class, or lacks a method.
    """
    if given == "rehearsal":
        raise TypeError("model= takes what answers, not a name: the rehearsal answers if model= is left out.")
    if isinstance(given, str):
        raise TypeError(
            "model= takes what answers, not the name of a model. For a model behind an OpenAI-compatible "
            f'endpoint, pass assistants_v2_server.ChatCompletions(url, model="{given[:80]}").'
        )
    if isinstance(given, type):
        raise TypeError(f"model= takes an object, not a class: pass {given.__name__}(...).")
    lacking = [f"{name}()" for name in ("answer", "close") if not callable(getattr(given, name, None))]
    if lacking and given is not None:
        raise TypeError(
            f"model= takes a Model of assistants_v2_server, and {type(given).__name__} has no "
            f"{' and no '.join(lacking)}."
        )


@runtime_checkable
class Model(Protocol):
    """Answers prompts, several at the same time."""

    def answer(self, prompt: Prompt) -> Iterator[Piece] | AsyncIterator[Piece]:
        """Answer one turn piece by piece, a `FinishPiece` last.

        Either `async def` with `yield`, which runs on the server's event loop and must not block it, or a
        plain function, which gets a thread of its own. The former is ended at once when its run is
        cancelled or the server closed, the latter at its next piece.

        Raises:
            ModelError: The turn cannot be answered.
        """
        ...

    def close(self) -> None:
        """Close what is open; the server calls this once, when it is closed.

        A model may have a coroutine `aclose` beside it, which is awaited before, on the event loop that its
        answers ran on, and a coroutine `list_models`, which returns the names of models that it answers for.
        """
        ...


def list_hosted_tools(model: Model, *, has_its_files_there: bool = False) -> frozenset[str]:
    """Return the kinds of the built-in tools that a model's endpoint carries out.

    Args:
        model: The model, which says it with `hosted_tools`; one that says None leaves it to its server.
        has_its_files_there: Whether the server has its files at the model's endpoint; then such a model's
            endpoint carries out all of them. False by default.
    """
    said: Iterable[str] | None = getattr(model, "hosted_tools", ())
    if said is None:
        said = get_args(HostedKind) if has_its_files_there else ()
    return frozenset(said)


def identify_model(model: Model) -> str:
    """Return what tells a model from others: its `identity` if it has one, else the name of its class.

    A run keeps the identity of the model that it was made for, and no other model answers it.
    """
    kind = type(model)
    return str(getattr(model, "identity", None) or f"{kind.__module__}.{kind.__qualname__}")
