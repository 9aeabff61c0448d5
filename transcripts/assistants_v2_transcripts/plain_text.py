"""A timeline as text for terminals and files. Pure. Used by `formats`.

What was said is indented further than anything else, so that no text passes for an entry or for the name of a
part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .controls import show_controls, show_line
from .headings import is_short, list_facts, name_entry, name_part, write_short
from .times import write_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .timeline import TimelineEntry, TimelinePart

_INDENT = "    "


def write_text(entries: Iterable[TimelineEntry]) -> Iterator[str]:
    """Yield a timeline as text, an entry at a time."""
    for number, entry in enumerate(entries):
        yield ("\n" if number else "") + write_text_entry(entry)


def write_text_entry(entry: TimelineEntry) -> str:
    """Return an entry as lines of text, with a new line at the end."""
    heading = [write_time(entry.time), show_line(name_entry(entry)), show_line(", ".join(list_facts(entry)))]
    lines = ["  ".join(filter(None, heading))]
    for part in entry.parts:
        lines += _list_lines(part)
    return "\n".join(lines) + "\n"


def _list_lines(part: TimelinePart) -> Iterator[str]:
    """Yield the lines of a part."""
    name = show_line(name_part(part))
    if is_short(part):
        yield f"  {name} {show_line(write_short(part))}".rstrip()
        return
    if name:
        yield f"  {name}:"
    text = "".join(f"[{piece}]" if isinstance(piece, int) else piece for piece in part.pieces)
    for line in show_controls(text).split("\n"):
        yield _INDENT + line if line else ""
