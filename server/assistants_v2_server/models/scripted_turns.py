"""What a test has a model say: the entries of a `Script` as values, each of them one turn.

`script` plays them. The functions here (`call`, `fails`, `pause` and their siblings) are what tests write.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any, Literal, TypeAlias, cast, get_args

from msgspec import Struct

from ..clocks import Clock, Gate
from . import ErrorCode, Prompt, Usage

Cut = Literal["max_tokens", "content_filter"]
"""Why a message is incomplete, in the words of the contract."""

PATIENCE = 30.0
"""Seconds that a test waits for a run to come to a pause."""

LONGEST_EXCERPT = 200
"""Characters of a text that are shown where a script and a run differ."""


class Call(Struct, frozen=True):
    """A call of a function; made by `call`. `arguments` is JSON text, or what a model takes for it."""

    name: str
    arguments: str

    def __str__(self) -> str:
        return f"call({self.name!r}) with {shorten(self.arguments)}"


class Refusal(Struct, frozen=True):
    """The model refuses to answer; made by `refuses`."""

    text: str

    def __str__(self) -> str:
        return f"refuses({shorten(self.text)!r})"


class Citation(Struct, frozen=True):
    """The mark of a passage that a search of the run has found; made by `cites`."""

    filename: str

    def __str__(self) -> str:
        return f"cites({self.filename!r})"


class Failure(Struct, frozen=True):
    """The model cannot answer, and the run fails; made by `fails`."""

    code: ErrorCode
    message: str

    def __str__(self) -> str:
        return f"fails({self.code!r})"


class Pause:
    """A stop within a turn; made by `pause`. The run is in progress meanwhile.

    Attributes:
        seconds: After which the run goes on; None for until `release`.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = seconds
        self._reached = Event()
        self._gate = Gate()

    def __str__(self) -> str:
        return "pause()" if self.seconds is None else f"pause({self.seconds:g})"

    __repr__ = __str__

    def wait(self, within: float = PATIENCE) -> None:
        """Return when a run has come here: what it said before can be seen by then.

        Args:
            within: Seconds to wait, 30 by default.

        Raises:
            AssertionError: No run has come in time.
        """
        if not self._reached.wait(within):
            raise AssertionError(f"no run came to {self} within {within:g} seconds")

    async def wait_async(self, within: float = PATIENCE) -> None:
        """Return when a run has come here, as `wait` does, while the event loop goes on.

        Args:
            within: Seconds to wait, 30 by default.

        Raises:
            AssertionError: No run has come in time.
        """
        from anyio.to_thread import run_sync  # late: whoever waits has an event loop

        await run_sync(self.wait, within)

    def release(self) -> None:
        """Have the run go on, and all that come here later."""
        self._gate.open()

    async def hold(self, clock: Clock | None) -> None:
        """Keep a run here.

        Args:
            clock: The clock that seconds are measured by; None for the real time.
        """
        waits = [asyncio.create_task(self._gate.wait())]
        if self.seconds is not None:  # the time is taken first: a test may move the clock at once
            passing = (
                asyncio.sleep(self.seconds) if clock is None else clock.wait_until(clock() + self.seconds)
            )
            waits.append(asyncio.create_task(passing))
        self._reached.set()
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in waits:
                waiting.cancel()


Part: TypeAlias = str | Call | Refusal | Citation | Pause | Failure
"""A part of a turn; a text is what the model says."""


class ScriptedTurn(Struct, frozen=True):
    """One turn of the model; made by `turn` and `stops_short`.

    Attributes:
        parts: What comes, in this order.
        usage: The tokens that it costs; None to count words.
        cut: Why it ends before its end; None if it does not.
    """

    parts: tuple[Part, ...]
    usage: Usage | None = None
    cut: Cut | None = None

    def __str__(self) -> str:
        said = [repr(shorten(part)) if isinstance(part, str) else str(part) for part in self.parts]
        return said[0] if len(said) == 1 else f"[{', '.join(said)}]"


Entry: TypeAlias = Part | ScriptedTurn | Sequence[Part]
"""One turn: a part, several of them, or a turn with settings."""

Chooser: TypeAlias = Callable[[Prompt], Entry]
"""A function that chooses the turn by what the model is asked."""


def call(name: str, arguments_json: str | None = None, /, **arguments: object) -> Call:
    """Return a call of a function.

    Args:
        name: The name of the function.
        arguments_json: The arguments as text, for what is no JSON or does not fit; left out by default.
        **arguments: The arguments, which become JSON.

    Raises:
        TypeError: The name is none, an argument cannot be written as JSON, or both forms are given.
    """
    if not isinstance(cast("object", name), str):
        raise TypeError(f"call() takes the name of a function as text, got {type(name).__name__}.")
    if arguments_json is not None:
        if arguments:
            raise TypeError(f"call({name!r}) takes the arguments either as text or by name, not both.")
        return Call(name, arguments_json)
    for argument, value in arguments.items():
        try:
            json.dumps(value)
        except (TypeError, ValueError) as error:
            raise TypeError(f"call({name!r}): {argument} cannot be written as JSON: {error}.") from None
    return Call(name, json.dumps(arguments, ensure_ascii=False))


def fails(code: ErrorCode, message: str = "The script has this turn fail.") -> Failure:
    """Return the failure of a turn, with which the run fails.

    Args:
        code: `server_error`, `rate_limit_exceeded` or `invalid_prompt`: the `code` of the run's `last_error`.
        message: The `message` of it.

    Raises:
        ValueError: A run cannot fail with this code.
    """
    if code not in get_args(ErrorCode):
        raise ValueError(f"a run fails with {', '.join(get_args(ErrorCode))}; there is no {code!r}.")
    return Failure(code, message)


def refuses(text: str) -> Refusal:
    """Return a refusal to answer: the message has a part of the type `refusal`, and the run completes.

    Args:
        text: What it says.
    """
    return Refusal(text)


def cites(filename: str) -> Citation:
    """Return the mark of a passage, which becomes a `file_citation` in the message.

    Args:
        filename: The name of the file. A `call("file_search", queries=[...])` of the same run must have found
            it.
    """
    return Citation(filename)


def pause(seconds: float | None = None) -> Pause:
    """Return a stop within a turn: a test looks at the run meanwhile, and lets it go on.

    Args:
        seconds: After which it goes on by itself, by the clock of the script; by default not before
            `release`.
    """
    return Pause(seconds)


def turn(*parts: Part, usage: Usage | None = None) -> ScriptedTurn:
    """Return a turn of several parts: texts, calls, citations, pauses.

    Args:
        *parts: What comes, in this order.
        usage: The tokens that it costs; by default as many as there are words.
    """
    return ScriptedTurn(parts, usage)


def stops_short(*parts: Part, reason: Cut = "max_tokens", usage: Usage | None = None) -> ScriptedTurn:
    """Return a turn that ends before its end: the message and the run are `incomplete`.

    Args:
        *parts: What comes before.
        reason: `max_tokens` (the default) or `content_filter`: the reason in the message's
            `incomplete_details`.
        usage: The tokens that it costs; by default as many as there are words.

    Raises:
        ValueError: There is no such reason.
    """
    if reason not in get_args(Cut):
        raise ValueError(f"a message stops short for {' or '.join(get_args(Cut))}; there is no {reason!r}.")
    return ScriptedTurn(parts, usage, reason)


def read_turn(entry: Entry, place: str) -> ScriptedTurn:
    """Return an entry as a turn.

    Args:
        entry: What a test wrote.
        place: What the entry is called in errors.

    Raises:
        TypeError: It is none, or has a part that is none.
        ValueError: Its parts do not make a turn.
    """
    made = entry if isinstance(entry, ScriptedTurn) else ScriptedTurn(_list_parts(entry, place))
    for part in made.parts:
        if not isinstance(part, get_args(Part)):
            raise TypeError(
                f"{place} has a part of the type {type(part).__name__}; parts are texts, call(...), "
                "cites(...), refuses(...), pause(...) and fails(...)."
            )
    if all(isinstance(part, Pause) for part in made.parts):
        raise ValueError(f"{place} says nothing: put what follows the pause beside it, as [pause(), 'text'].")
    if any(isinstance(part, Failure) for part in made.parts[:-1]):
        raise ValueError(f"{place} goes on after it failed: put nothing behind fails(...).")
    return made


def shorten(text: str) -> str:
    """Return a text as it is shown in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else f"{line[: LONGEST_EXCERPT - 1]}…"


def _list_parts(entry: Any, place: str) -> tuple[Part, ...]:
    if isinstance(entry, get_args(Part)):
        return (entry,)
    if isinstance(entry, list | tuple):
        return tuple(cast("Sequence[Part]", entry))
    raise TypeError(
        f"{place} is of the type {type(entry).__name__}; an entry is a text, call(...), fails(...), "
        "refuses(...), stops_short(...), turn(...), a list of parts of one turn, or a function of the prompt."
    )
