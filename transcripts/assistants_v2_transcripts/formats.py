"""The formats of transcripts. Pure. Used by `flows.transcripts`, by results and by the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from .markdown import write_markdown
from .plain_text import write_text
from .web_page import write_web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .timeline import TimelineEntry

TimelineFormat = Literal["text", "markdown", "html"]
"""What a timeline can be written as."""

TranscriptFormat = Literal["text", "markdown", "html", "json"]
"""What can be written of a thread: the same, and the objects that its timeline is made of."""

_WRITERS: Mapping[str, Callable[[Iterable[TimelineEntry]], Iterator[str]]] = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_web_page,
}


def check_format(format: str) -> str:
    """Return the name of a format of transcripts; raises ValueError if there is none of that name."""
    names = get_args(TranscriptFormat)
    if format not in names:
        raise ValueError(f"format takes one of {', '.join(map(repr, names))}, got {format!r}.")
    return format


def write_timeline(entries: Iterable[TimelineEntry], format: str) -> Iterator[str]:
    """Yield a timeline in a format, piece by piece.

    Args:
        entries: The timeline; it is read as the pieces are asked for.
        format: `text`, `markdown`, or `html` for a page that needs nothing from elsewhere.

    Raises:
        ValueError: There is no such format.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise ValueError(f"format takes one of {', '.join(map(repr, _WRITERS))}, got {format!r}.")
    return writer(entries)
