r"""A timeline as Markdown. Pure. Used by `formats`.

What was said is quoted, and each character that Markdown would take for a sign of its own has a backslash
before it: it is read as it was written, and cannot end the quotation, begin a heading, show an image from
elsewhere, or hold HTML. Code, arguments and outputs are between fences that are longer than any in them.
Footnotes are those of GitHub, Obsidian and pandoc; elsewhere they are read as `[^1-1]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .controls import show_controls, show_line
from .headings import BLOCKS, PROSE, list_facts, name_entry, name_part, write_short
from .times import write_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .timeline import TimelineEntry, TimelinePart

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&#~|$]")
_AT_THE_START = re.compile(r"([-+=])|([0-9]{1,9})([.)])")
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile("`+")


def write_markdown(entries: Iterable[TimelineEntry]) -> Iterator[str]:
    """Yield a timeline as Markdown, an entry at a time."""
    for number, entry in enumerate(entries, 1):
        yield "\n\n".join(_list_blocks(entry, number)) + "\n\n"


def _list_blocks(entry: TimelineEntry, number: int) -> Iterator[str]:
    """Yield the blocks of an entry."""
    level = "#" if entry.kind == "thread" else "##"
    yield f"{level} {escape_line(name_entry(entry))}"
    facts = [write_time(entry.time), *list_facts(entry)]
    if below := ", ".join(filter(None, facts)):
        yield escape_line(below)
    for part in entry.parts:
        yield from _write_part(part, number)


def _write_part(part: TimelinePart, number: int) -> Iterator[str]:
    """Yield the blocks of a part.

    Args:
        part: The part.
        number: The number of its entry, which tells its footnotes from those of others.
    """
    name = escape_line(name_part(part))
    if part.kind in PROSE:
        if name:
            yield f"{name}:"
        yield quote(part, number)
    elif part.kind in BLOCKS:
        yield f"{name}:"
        yield fence(part.text, BLOCKS[part.kind])
    elif part.kind == "citation":
        yield f"[^{number}-{part.label}]: {escape_line(write_short(part))}"
    else:
        yield f"{name}: {escape_line(write_short(part))}"


def quote(part: TimelinePart, number: int) -> str:
    """Return the text of a part as a quotation that looks as the text does."""
    pieces = part.pieces
    marked = "".join(
        f"\x00{piece}\x00" if isinstance(piece, int) else show_controls(piece) for piece in pieces
    )
    lines = [escape(line) for line in marked.split("\n")]
    last = len(lines) - 1
    quoted = [
        f"> {line}\\" if line and i < last and lines[i + 1] else f"> {line}".rstrip()
        for i, line in enumerate(lines)
    ]
    return re.sub("\x00([0-9]+)\x00", rf"[^{number}-\1]", "\n".join(quoted))


def fence(text: str, language: str) -> str:
    """Return a text between fences that it cannot close."""
    shown = show_controls(text)
    ticks = "`" * max(3, 1 + max(map(len, _TICKS.findall(shown)), default=0))
    return f"{ticks}{language}\n{shown}\n{ticks}"


def escape_line(text: str) -> str:
    """Return a text as one line of Markdown that is read as the text."""
    return escape(show_line(text))


def escape(line: str) -> str:
    """Return a line as Markdown that is read as the line, wherever it stands."""
    indent = _BLANKS.match(line)
    if indent:
        rest = escape(line[indent.end() :])
        blanks = "".join("&nbsp;" if blank == " " else f"&#{ord(blank)};" for blank in indent[0])
        return blanks + rest if rest else ""
    escaped = _ANYWHERE.sub(r"\\\g<0>", line)
    return _AT_THE_START.sub(r"\2\\\1\3", escaped, count=1) if _AT_THE_START.match(escaped) else escaped
