"""Values in the place of those that were recorded: the same one for the same one, wherever it stands."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from .vocabulary import BLOTTED_KEY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_TIME = 1_600_000_000
"""The earliest made-up time, in Unix seconds."""

APART = 10
"""Seconds from one made-up time to the next."""

FEATURES = (
    (r"\n", "\n"),
    (r"\t", "\t"),
    ('"', '"'),
    (r"\\", "\\"),
    (BLOTTED_KEY, BLOTTED_KEY),
    ("[\u0080-\u2027\u202a-\uffff]", "ü"),
    ("[\u2028\u2029]", "\u2028"),
    ("[\U00010000-\U0010ffff]", "🙂"),
)
"""What a reader may fail at: characters of a text, and those that a made-up one has in their place."""


def find_prefix(original: str) -> str:
    """Return what an id begins with, if that is one of the API's prefixes."""
    return next((prefix for prefix in PREFIXES if original.startswith(prefix)), "")


def list_features(original: str) -> str:
    """Return the characters that stand for what matters of a text."""
    found = [made for known, made in FEATURES if re.search(known, original)]
    return " ".join(["", *found])


class Inventor(Protocol):
    """Makes values up."""

    def make(self, kind: str, original: str) -> str:
        """Return the value in the place of *original*: an id, a name, a key, a model, a URL or a text."""
        ...

    def make_time(self, original: int) -> int:
        """Return the time in the place of *original*."""
        ...

    def make_number(self, name: str, original: float) -> float:
        """Return the number in the place of *original*, which is the property *name*."""
        ...

    def lengthen(self, original: str, made: str, pieces: int) -> str:
        """Return what was *made* of a text, long enough for the most *pieces* that it ever comes in."""
        ...

    def cut(self, made: str, pieces: int) -> list[str]:
        """Return a text in so many pieces."""
        ...


@frozen
class Survey:
    """Makes the same of all values of one kind, so that two exchanges of one structure are equal.

    Attributes:
        times: The times that it saw.
        numbers: The other numbers that it saw, by property and whether they were whole.
        pieces: The number of pieces that a text came in at most.
    """

    times: set[int] = field(factory=set)
    numbers: dict[tuple[str, type], set[float]] = field(factory=dict)
    pieces: dict[str, int] = field(factory=dict)

    def make(self, kind: str, original: str) -> str:
        """Return the kind, and what matters of the value."""
        return find_prefix(original) if kind == "id" else kind + list_features(original)

    def make_time(self, original: int) -> int:
        """Note the time; return always the same."""
        self.times.add(original)
        return FIRST_TIME

    def make_number(self, name: str, original: float) -> float:
        """Note the number; return always the same for one type."""
        self.numbers.setdefault((name, type(original)), set()).add(original)
        return type(original)()

    def lengthen(self, original: str, made: str, pieces: int) -> str:
        """Note the number of pieces."""
        self.pieces[original] = max(pieces, self.pieces.get(original, 0))
        return made

    def cut(self, made: str, pieces: int) -> list[str]:
        """Return the whole for each piece."""
        return [made] * pieces


def rank(values: Iterable[float]) -> dict[float, int]:
    """Return the place of each value in their order, from 0."""
    return {value: place for place, value in enumerate(sorted(values))}


@frozen
class Invention:
    """Makes up a value of its own for each recorded one, numbered as they come.

    Attributes:
        survey: What was seen before of the same exchanges.
        made: The values, by kind and original.
        counts: How many of each kind there are.
    """

    survey: Survey
    made: dict[tuple[str, str], str] = field(factory=dict)
    counts: dict[str, int] = field(factory=dict)

    @cached_property
    def places(self) -> dict[object, dict[float, int]]:
        """The place of each time in the order of all, and of each number in that of its property."""
        return {"times": rank(self.survey.times), **{at: rank(of) for at, of in self.survey.numbers.items()}}

    def make(self, kind: str, original: str) -> str:
        """Return the value made up for *original*, now or before."""
        if (kind, original) not in self.made:
            self.made[kind, original] = self._invent(kind, original)
        return self.made[kind, original]

    def _invent(self, kind: str, original: str) -> str:
        """Return the next value of a kind."""
        counted = (find_prefix(original) or "id_") if kind == "id" else kind
        number = self.counts[counted] = self.counts.get(counted, 0) + 1
        written = {
            "id": f"{counted}{number:04}",
            "text": f"text {number}{list_features(original)}",
            "url": f"https://made-up.test/{number}",
        }
        return written.get(kind, f"{kind}_{number}")

    def make_time(self, original: int) -> int:
        """Return a time; of two, the later stays the later."""
        return FIRST_TIME + APART * self.places["times"][original]

    def make_number(self, name: str, original: float) -> float:
        """Return a number of the same type; of two of one property, the larger stays so. 0 and 1 stay."""
        if original in (0, 1):
            return original
        place = self.places[name, type(original)][original]
        if isinstance(original, int):
            return 2 + place
        return (place + 1) / 97 if len(str(original)) > 6 else round(0.1 + place / 100, 2)

    def lengthen(self, original: str, made: str, pieces: int) -> str:
        """Add blanks before the last character of JSON, and words to other texts."""
        missing = self.survey.pieces.get(original, 0) - len(made)
        if missing <= 0:
            return made
        if made.endswith(("}", "]")):
            return made[:-1] + " " * missing + made[-1]
        return made + " more" * (missing // len(" more") + 1)

    def cut(self, made: str, pieces: int) -> list[str]:
        """Return pieces of about the same length."""
        cuts = [len(made) * number // pieces for number in range(pieces + 1)]
        return [made[start:end] for start, end in pairwise(cuts)]
