"""What happened, as values that every rendering is made of. Pure. Used by the modules beside this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(Struct, frozen=True):
    """A place in a text that a footnote belongs to.

    Attributes:
        start: Where it begins, in characters.
        end: Where it ends; what is between is not shown, since it only stands for the footnote.
        number: The footnote's number.
    """

    start: int
    end: int
    number: int


class TimelinePart(Struct, frozen=True):
    """One part of what happened: a text that was said, what a function was called with, what it answered.

    Attributes:
        kind: What it is: `text`, `refusal`, `image`, `file`, `citation`, `arguments`, `output`, `code`,
            `logs`, `result`, `message`, `error`, `waiting`; or what the server calls it, and then `text` is
            its JSON.
        text: What it says, as it came.
        label: What tells it from its neighbours: a footnote's number, how well a result fits; or an empty
            text.
        marks: The places of footnotes in the text, in order.
        file_id: The file that it is about; an empty text if it is about none.
        file_name: The name of that file, if it is known.
    """

    kind: str
    text: str
    label: str = ""
    marks: tuple[Mark, ...] = ()
    file_id: str = ""
    file_name: str = ""

    @property
    def pieces(self) -> Iterator[str | int]:
        """The text in pieces, with the numbers of footnotes between them."""
        done = 0
        for mark in self.marks:
            yield self.text[done : mark.start]
            yield mark.number
            done = mark.end
        yield self.text[done:]


class TimelineEntry(Struct, frozen=True):
    """Something that happened on a thread.

    Attributes:
        kind: What it was: `thread`, `message`, `run`, `function`, `code_interpreter`, `file_search`,
            `message_creation`, or what the server calls it.
        title: Who or what: the role of a message, the name of a function; else the kind.
        id: The id of the message, the run, the tool call.
        time: When it began, in Unix seconds; None if the server does not say.
        seconds: How long it took; None if that is not known.
        status: How it ended or stands; None if there is nothing to say.
        facts: Further facts, each as a short text.
        parts: What it consists of, in order.
    """

    kind: str
    title: str
    id: str = ""
    time: float | None = None
    seconds: float | None = None
    status: str | None = None
    facts: tuple[str, ...] = ()
    parts: tuple[TimelinePart, ...] = ()

    @property
    def text(self) -> str:
        """What was said in it, or an empty text."""
        return "\n".join(part.text for part in self.parts if part.kind == "text")
