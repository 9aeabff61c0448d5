"""What of an export is not kept as it was, counted while it is read.

Whatever translates a raw object notes here what it leaves out, makes up or changes. A note has no content of
conversations: the kind of object, the field, what becomes of it, how often, and the ids of some of them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct, field

Kind: TypeAlias = Literal[
    "assistant", "thread", "message", "run", "step", "file", "vector_store", "vector_store_file"
]

_EXAMPLES = 3
"""How many ids of objects a note names."""

_LONGEST = 80
"""Characters of a field's name or of an id in a note; both may be anything."""

_MOST_NOTES = 500
"""Different notes that are kept; beyond, fields with names that nobody knows are counted as one."""


class Subject(Struct, frozen=True):
    """What a note is about.

    Attributes:
        kind: The kind of object.
        field: Which field of it.
        becomes: What becomes of it, as the end of a sentence.
    """

    kind: Kind
    field: str
    becomes: str


class Tally(Struct):
    """How often something was noted, and of which objects first."""

    count: int = 0
    examples: list[str] = field(default_factory=list[str])

    def add(self, identifier: str) -> None:
        """Count one."""
        self.count += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(identifier[:_LONGEST])

    def include(self, other: Tally) -> None:
        """Add what another has counted."""
        self.count += other.count
        self.examples += other.examples[: max(0, _EXAMPLES - len(self.examples))]

    def describe(self) -> str:
        """Return how often, and of what."""
        more = ", …" if self.count > len(self.examples) else ""
        return f"{self.count:,} ({', '.join(self.examples)}{more})"


class Notes:
    """Notes of one import; `tallies` has them by subject."""

    def __init__(self) -> None:
        self.tallies: dict[Subject, Tally] = {}

    def add(self, kind: Kind, name: str, becomes: str, identifier: str) -> None:
        """Note what becomes of a field of an object."""
        self._tally(Subject(kind, name[:_LONGEST], becomes)).add(identifier)

    def include(self, other: Notes) -> None:
        """Add what was noted elsewhere."""
        for subject, tally in other.tallies.items():
            self._tally(subject).include(tally)

    def _tally(self, subject: Subject) -> Tally:
        if subject not in self.tallies and len(self.tallies) >= _MOST_NOTES:
            subject = Subject(subject.kind, "(others)", subject.becomes)
        return self.tallies.setdefault(subject, Tally())
