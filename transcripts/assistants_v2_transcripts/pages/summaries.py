"""What lists show of objects. Pure. Used by whoever reads them, and by the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

JsonObject = Mapping[str, Any]

LONGEST_TITLE = 140
"""Characters of a text that a list shows."""

_AROUND = 60
"""Characters that are shown before and behind what was searched for."""


class ThreadSummary(Struct, frozen=True, kw_only=True):
    """A thread in a list.

    Attributes:
        id: Its id.
        created_at: When it was made, in Unix seconds, as the server counts.
        title: The beginning of what was said first; an empty text if nothing was.
        messages: How many messages it has.
        last_at: When its last message was written; None if there is none.
        metadata: Its metadata.
        hit: What was searched for, with what stands before and behind it; None if nothing was, or if it is
            in the id or the metadata.
    """

    id: str
    created_at: float | None
    title: str = ""
    messages: int = 0
    last_at: float | None = None
    metadata: JsonObject
    hit: tuple[str, str, str] | None = None


class Links(Struct, frozen=True):
    """Where the neighbours of a part of a list are; None for those that there are not.

    Attributes:
        back: What comes before it.
        on: What follows it.
    """

    back: str | None = None
    on: str | None = None


def summarise_thread(
    thread: JsonObject,
    first: JsonObject | None,
    last: JsonObject | None,
    messages: int,
    hit: tuple[str, str, str] | None = None,
) -> ThreadSummary:
    """Return a thread as lists show it.

    Args:
        thread: The thread.
        first: Its first message; None if it has none.
        last: Its last message; None if it has none.
        messages: How many messages it has.
        hit: What was searched for, as `ThreadSummary` has it; None, the default, if nothing was.
    """
    return ThreadSummary(
        id=str(thread.get("id")),
        created_at=read_number(thread.get("created_at")),
        title=shorten_line(" ".join(list_texts(first))) if first else "",
        messages=messages,
        last_at=read_number(last.get("created_at")) if last else None,
        metadata=read_object(thread.get("metadata")),
        hit=hit,
    )


def list_texts(message: JsonObject) -> Iterator[str]:
    """Yield the texts of a message, without what stands in them for footnotes."""
    for block in read_list(message.get("content")):
        text = read_object(block).get("text")
        value = read_object(text).get("value", text)
        if not isinstance(value, str):
            continue
        for note in map(read_object, read_list(read_object(text).get("annotations"))):
            marker = note.get("text")
            if note.get("type") == "file_citation" and isinstance(marker, str) and marker:
                value = value.replace(marker, "")
        yield value


def find_hit(text: str, wanted: str) -> tuple[str, str, str] | None:
    """Return where a text has another in it, as what stands before it, itself, and what is behind it."""
    folded, sought = text.casefold(), wanted.casefold()
    found = folded.find(sought)
    if found < 0:
        return None
    at, end = (_find_place(text, folded, place) for place in (found, found + len(sought)))
    before, behind = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
    return (
        f"{'…' if at > _AROUND else ''}{before}",
        text[at:end],
        f"{behind}{'…' if len(text) > end + _AROUND else ''}",
    )


def _find_place(text: str, folded: str, place: int) -> int:
    """Return where in a text a place of its folded form is, which may be longer: ß is folded to ss."""
    if len(folded) == len(text):
        return place
    length = 0
    for at, letter in enumerate(text):
        if length >= place:
            return at
        length += len(letter.casefold())
    return len(text)


def shorten_line(text: str) -> str:
    """Return a text as one line that is not too long."""
    line = " ".join(text[: 4 * LONGEST_TITLE].split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}…"


def read_object(value: object) -> JsonObject:
    """Return a value if it is an object of JSON; an empty one for whatever else a server sent."""
    return cast("JsonObject", value) if isinstance(value, Mapping) else {}


def read_list(value: object) -> Sequence[Any]:
    """Return a value if it is a list; an empty one for whatever else a server sent."""
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else ()


def read_number(value: object) -> float | None:
    """Return a value if it is a number; None for whatever else a server sent."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
