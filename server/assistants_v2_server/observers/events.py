"""What observers are told, as values, and what an observer can do. Everybody who tells or observes uses it.

What happens to a run at one moment is a `RunNote`, told after it was stored. What takes a while is a watch,
which whoever does it fills in before it ends. No value here may be written to a log or a span as a whole:
prompts, turns and calls hold what a conversation says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct

from ..models import FinishReason, Model, ModelError, Prompt, Usage

if TYPE_CHECKING:
    from ..store import JsonObject, RunRow

RunNews = Literal["queued", "claimed", "taken up", "waiting", "resumed", "replaced", "deleted", "ended"]
"""What can happen to a run.

It is `taken up` when a worker claims it that another one had begun, `waiting` when its caller has to answer
calls, `resumed` when that was done, and `replaced` when a worker has an answer for it that comes too late.
"""

End: TypeAlias = Callable[[], None]
"""Called once, when what was watched has ended."""


class RunNote(Struct, frozen=True):
    """Something that has happened to a run.

    Attributes:
        news: What.
        run: The run as it is stored now; as it was, if it is gone.
        agent_name: The name of its assistant, where that is known. It is content.
        calls: How many calls its caller has to answer, or has answered.
    """

    news: RunNews
    run: RunRow
    agent_name: str | None = None
    calls: int = 0


class TurnCallLike(Protocol):
    """A function call of a turn."""

    @property
    def name(self) -> str:
        """Return the name of the function."""
        ...

    @property
    def arguments(self) -> str:
        """Return the arguments, as JSON text."""
        ...


class TurnLike(Protocol):
    """What came of a model turn."""

    @property
    def text(self) -> str:
        """Return what the model said."""
        ...

    @property
    def refusal(self) -> str:
        """Return how it declined, empty if it did not."""
        ...

    @property
    def calls(self) -> Sequence[TurnCallLike]:
        """Return the functions that it called, and the tools that its endpoint has called."""
        ...

    @property
    def reason(self) -> FinishReason:
        """Return why it ended."""
        ...

    @property
    def usage(self) -> Usage:
        """Return what it cost."""
        ...

    @property
    def model(self) -> str | None:
        """Return the name of the model that answered, where the endpoint says it."""
        ...

    @property
    def response_id(self) -> str:
        """Return what the endpoint calls the answer; empty if it has no name."""
        ...


class TurnWatch(Struct, eq=False):
    """A model turn.

    Attributes:
        run: Its run.
        prompt: What the model is asked.
        model: Who is asked.
        turn: What came of it; None if nothing did.
        error: What was raised instead; None if nothing was.
        seconds: How long it took.
    """

    run: RunRow
    prompt: Prompt
    model: Model
    turn: TurnLike | None = None
    error: BaseException | None = None
    seconds: float = 0.0


class CallWatch(Struct, eq=False):
    """A call of a built-in tool.

    Attributes:
        run: Its run.
        id: The id of the call; the endpoint's of one that it makes, empty if that has no name.
        tool: The type of the tool: `file_search` or `code_interpreter`.
        arguments: What the model calls it with, as JSON text; of a call that its endpoint makes, at the end.
        output: What the model is told of it; None if the call failed.
        error: What was raised; None if nothing was.
        seconds: How long it took.
    """

    run: RunRow
    id: str
    tool: str
    arguments: str
    output: str | None = None
    error: BaseException | None = None
    seconds: float = 0.0


class RequestWatch(Struct, eq=False):
    """A request over HTTP, to the end of its answer.

    Attributes:
        method: The HTTP method, as it came.
        path: The path of the address, as it came.
        headers: Its headers, with names in lower case. Observers may change those that carry a trace.
        scheme: `http` or `https`.
        server: The address and the port that it came to; None where the ASGI server does not say.
        operation: The contract's name of what was asked for; None if that is not known.
        status: The status that it was answered with; None if it was not.
        is_left: Whether the client left before the end of the answer.
        error: What was raised; None if nothing was.
        seconds: How long it took.
    """

    method: str
    path: str
    headers: dict[str, str]
    scheme: str
    server: tuple[str, int | None] | None
    operation: str | None = None
    status: int | None = None
    is_left: bool = False
    error: BaseException | None = None
    seconds: float = 0.0


Watch: TypeAlias = TurnWatch | CallWatch | RequestWatch


class Observer:
    """Is told what happens, in any thread, and must neither wait nor raise. This one does nothing."""

    watches_requests = False
    """Whether it wants to know of requests over HTTP."""

    def wants(self, news: RunNews, run: RunRow) -> bool:
        """Say whether it wants to be told of something that happens to a run; of everything by default."""
        del news, run
        return True

    def note(self, event: RunNote) -> None:
        """Take note of what has happened to a run."""

    def begin(self, watch: Watch) -> End | None:
        """Take note of what begins; return what is called at its end, in the same task. None for nothing."""

    def list_headers(self) -> Mapping[str, str]:
        """Return the headers that carry the trace of the moment on to another server."""
        return {}

    def enter(self, headers: Mapping[str, str]) -> AbstractContextManager[object] | None:
        """Return a block in which a request is answered, whose headers may carry a trace; None for any."""
        del headers
        return None

    def let_go(self, owner: str) -> None:
        """Take note that a server has closed: the runs that it had in hand are for others now."""

    def close(self) -> None:
        """End what it has open; nothing is told to it any more."""


def name_error(error: BaseException) -> str:
    """Return a short word for a failure, which holds nothing of a conversation: its code, or its class."""
    if isinstance(error, ModelError):
        return error.code
    kind = type(error).__name__
    return "cancelled" if kind == "CancelledError" else kind


def count_tokens(usage: JsonObject | None) -> tuple[int, int]:
    """Return the tokens of prompts and of answers of a run's usage; (0, 0) if it has none."""
    return (0, 0) if usage is None else (usage["prompt_tokens"], usage["completion_tokens"])
