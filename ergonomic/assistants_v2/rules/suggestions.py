"""What somebody may have meant by an unknown name. Pure. Used where keyword arguments are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def suggest(name: str, known: Collection[str]) -> str:
    """Return `; did you mean 'x'?` for a name that is close to a known one, else an empty text."""
    from difflib import get_close_matches  # late: mistakes are rare

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
