"""What the model of an upstream does, in plain values: a script is a list of turns, one for each answer.

The functions are what tests write. A turn is a list of items, such as `[search("leave"), say("17 days.")]`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

Stop = Literal["max_output_tokens", "content_filter"]
"""Why an answer is incomplete, in the words of Responses."""


@frozen
class Cite:
    """A citation of a file that a search of the conversation has found, by its name."""

    filename: str


@frozen
class Link:
    """A link to a file that code has written, by its name."""

    filename: str


TextPart: TypeAlias = str | Cite | Link


@frozen
class Say:
    """A message of text and references."""

    parts: tuple[TextPart, ...]


@frozen
class Refuse:
    """A message that is a refusal."""

    text: str


@frozen
class Reason:
    """What the model thought, of which a summary is shown."""

    summary: str


@frozen
class Call:
    """A call of a function of the caller's; `arguments` is JSON text."""

    name: str
    arguments: str


@frozen
class Search:
    """A call of the hosted file search."""

    queries: tuple[str, ...]


@frozen
class Run:
    """A call of the hosted code interpreter.

    Attributes:
        code: The cell.
        shown: The names of files that the cell has written and that are shown as images.
    """

    code: str
    shown: tuple[str, ...] = ()


Item: TypeAlias = Say | Refuse | Reason | Call | Search | Run


@frozen
class Complete:
    """The answer is whole."""


WHOLE = Complete()
"""How an answer ends of which nothing else is said."""


@frozen
class Incomplete:
    """The answer stops in the midst of its last item."""

    reason: Stop


@frozen
class Fail:
    """The answer fails: `response.failed`."""

    code: str
    message: str = "The script has this answer fail."


@frozen
class Break:
    """An `error` event ends the stream; a whole answer is a 500."""

    code: str = "server_error"
    message: str = "The script has this stream break."


@frozen
class HangUp:
    """The connection ends before the answer does.

    Attributes:
        is_clean: Whether the body ends as if it were whole; else the connection is torn.
    """

    is_clean: bool = False


Ending: TypeAlias = Complete | Incomplete | Fail | Break | HangUp


@frozen(kw_only=True)
class Turn:
    """One answer of the model.

    Attributes:
        items: What is in it, in order.
        ending: How it ends.
        events: How many events of its items are streamed before the ending; None for all.
        hold_at: The type of the event before which the stream waits for `ResponsesPeer.release`; None, the
            default, for no wait.
    """

    items: tuple[Item, ...] = ()
    ending: Ending = WHOLE
    events: int | None = None
    hold_at: str | None = None


@frozen(kw_only=True)
class Reject:
    """A refusal of the request, in place of an answer.

    Attributes:
        status: The status.
        code: The code of the error.
        message: Its text.
        headers: Headers that come with it, such as `retry-after-ms`.
    """

    status: int
    code: str | None = None
    message: str = "The script rejects this request."
    headers: tuple[tuple[str, str], ...] = ()


Entry: TypeAlias = Turn | Reject | Sequence[Item] | Item
"""A turn; several items, or one, are a turn that completes."""


def say(*parts: TextPart) -> Say:
    """Return a message."""
    return Say(parts)


def call(name: str, **arguments: object) -> Call:
    """Return a call of a function."""
    return Call(name, json.dumps(arguments))


def search(*queries: str) -> Search:
    """Return a search for queries."""
    return Search(queries)


def run(code: str, *, shown: Sequence[str] = ()) -> Run:
    """Return a run of a cell."""
    return Run(code, (*shown,))


def turn(
    *items: Item, ending: Ending | None = None, events: int | None = None, hold_at: str | None = None
) -> Turn:
    """Return a turn with settings; see `Turn`."""
    return Turn(items=items, ending=ending or WHOLE, events=events, hold_at=hold_at)


def read_entry(entry: Entry) -> Turn | Reject:
    """Return an entry of a script as what it stands for."""
    if isinstance(entry, Turn | Reject):
        return entry
    return Turn(items=tuple(entry) if isinstance(entry, Sequence) else (entry,))
