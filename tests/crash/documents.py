"""Files for a storm: short texts, long ones, some megabytes of noise, and what nobody can read.

`keepers` uploads them. Their bytes are made of their number, once more after the storm to compare. Pure.
"""

from __future__ import annotations

import hashlib
from random import Random
from typing import Literal, TypeAlias

from attrs import frozen

Kind: TypeAlias = Literal["note", "book", "blob", "broken"]

_SHARES: dict[Kind, int] = {"note": 12, "book": 3, "broken": 2, "blob": 1}
"""How many of 18 are of each kind: most are short, few have megabytes."""

_LINES = {"note": 20, "book": 6_000}

_BLOB = 3_000_000
"""Bytes of a large file at least; at most twice as many."""


@frozen
class Document:
    """A file before it is uploaded.

    Attributes:
        number: Which one.
        kind: What it is; see `content`.
    """

    number: int
    kind: Kind

    @classmethod
    def choose(cls, number: int, dice: Random) -> Document:
        """Return some document."""
        kind: Kind = dice.choices(list(_SHARES), list(_SHARES.values()))[0]
        return cls(number, kind)

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.kind}-{self.number}.{'bin' if self.kind == 'blob' else 'txt'}"

    @property
    def content(self) -> bytes:
        """Return its bytes: a line for each number, noise, or a text that is none."""
        if self.kind == "blob":
            size = _BLOB + self.number * 7_919 % _BLOB
            return Random(self.number).randbytes(size)
        if self.kind == "broken":
            return b"%PDF-1.7 " + self.name.encode()
        return "\n".join(self.list_lines()).encode()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def end(self) -> str:
        """Return what is to become of it in a vector store."""
        return "completed" if self.kind in _LINES else "failed"

    def list_lines(self) -> list[str]:
        """Return its lines; each begins with a word that is in no other line of any document."""
        count = _LINES.get(self.kind, 0)
        return [f"{self.find_word(line)} is line {line} of a file." for line in range(count)]

    def find_word(self, line: int) -> str:
        """Return the word by which a line is found; counted from the end if it is less than 0."""
        return f"q{self.number}z{line % _LINES.get(self.kind, 1)}"
