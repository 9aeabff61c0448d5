"""A text that an endpoint tells in pieces, and perhaps once more as a whole. Pure.

Readers of `/responses` answers use it: some endpoints send pieces, some the whole, most both.
"""

from __future__ import annotations


class Telling:
    """Notes a text as it comes.

    Attributes:
        length: How many characters were told.
    """

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []

    def add(self, more: str) -> None:
        """Note more of it."""
        self._parts.append(more)
        self.length += len(more)

    def complete(self, whole: object) -> str:
        """Return what is lacking of the whole; nothing if it is no text, or another than was told."""
        if not isinstance(whole, str) or len(whole) <= self.length or not whole.startswith(self.join()):
            return ""
        return whole[self.length :]

    def join(self) -> str:
        """Return all that was told."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]
