"""The text that a cell prints: its beginning is kept and told as it comes, the rest is counted. Pure.

Used by `pipes` and `monty`.
"""

from __future__ import annotations

import codecs

from .cells import Limits, OnOutput


class Printed:
    """What one cell prints.

    Args:
        limits: How much of it is kept, and how much is a flood.
        tell: Is told each piece of text that is kept; nobody by default.

    Attributes:
        count: How many bytes came.
    """

    def __init__(self, limits: Limits, tell: OnOutput | None = None) -> None:
        self._limits, self._tell = limits, tell
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._said = list[str]()
        self.count = 0

    @property
    def text(self) -> str:
        """What is kept."""
        return "".join(self._said)

    @property
    def is_flood(self) -> bool:
        """Whether it is so much that the cell is to be ended."""
        return self.count > self._limits.flood

    @property
    def remarks(self) -> list[str]:
        """What is to be said about what is not kept."""
        if self.count <= self._limits.output:
            return []
        return [f"Only the first {self._limits.output:,} bytes of what the code printed are shown."]

    def add(self, chunk: bytes) -> None:
        """Take further bytes."""
        room = max(0, self._limits.output - self.count)
        self.count += len(chunk)
        said = self._decoder.decode(chunk[:room])
        if said:
            self._said.append(said)
            if self._tell is not None:
                self._tell(said)


def describe_flood(limits: Limits) -> str:
    """Return a sentence about a cell that was ended since it printed too much."""
    return f"The code printed more than {limits.flood >> 20} MiB and was ended."
