"""The annotations of a text as footnotes. Pure. Used by `parts`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from .timeline import Mark, TimelinePart
from .wire import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Footnotes:
    """The footnotes of one message, numbered from 1; the same source has the same number.

    Attributes:
        parts: The footnotes, in the order of their numbers.
    """

    def __init__(self) -> None:
        self.parts: list[TimelinePart] = []
        self._numbers: dict[TimelinePart, int] = {}

    def add(self, text: str, annotations: Sequence[Any]) -> tuple[Mark, ...]:
        """Take up the annotations of a text; return where in the text they belong."""
        marks: list[Mark] = []
        for note in annotations:
            number = self._number(find_source(note))
            begin, end = locate(note, text)
            is_kept = note.type == "file_path"  # what stands there is the file's name
            marks.append(Mark(end if is_kept else begin, end, number))
        return tuple(drop_overlapping(marks))

    def _number(self, source: TimelinePart) -> int:
        """Return the number of a source, which gets a footnote when it is first met."""
        known = self._numbers.get(source)
        if known is None:
            known = self._numbers[source] = len(self._numbers) + 1
            self.parts.append(replace(source, label=str(known)))
        return known


def find_source(note: Any) -> TimelinePart:
    """Return what an annotation refers to, as a footnote without a number."""
    if note.type == "file_citation":
        quote = getattr(note.file_citation, "additional_properties", {}).get("quote")
        file_id = getattr(note.file_citation, "file_id", None) or ""
        return TimelinePart("citation", quote if isinstance(quote, str) else "", file_id=file_id)
    if note.type == "file_path":
        return TimelinePart("citation", "", file_id=getattr(note.file_path, "file_id", None) or "")
    link: Any = note.raw.get("url_citation")
    if isinstance(link, dict):
        named = cast("dict[str, Any]", link)
        told = " ".join(str(named[name]) for name in ("title", "url") if named.get(name))
        return TimelinePart("citation", told)
    return TimelinePart("citation", write_json(note.raw))


def locate(note: Any, text: str) -> tuple[int, int]:
    """Return where in a text an annotation's marker stands; the end of the text if it does not."""
    raw: dict[str, Any] = getattr(note, "raw", {})
    marker, begin, end = (
        getattr(note, name, None) or raw.get(name) for name in ("text", "start_index", "end_index")
    )
    if not marker or not isinstance(marker, str):
        return len(text), len(text)
    if isinstance(begin, int) and isinstance(end, int) and text[begin:end] == marker:
        return begin, end
    found = text.find(marker)  # some servers count otherwise, or not at all
    return (found, found + len(marker)) if found >= 0 else (len(text), len(text))


def drop_overlapping(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield marks in the order of their places; one that begins within another follows it."""
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        begin = max(mark.start, done)
        done = max(mark.end, done)
        yield Mark(begin, done, mark.number)
