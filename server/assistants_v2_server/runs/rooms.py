"""How much of a long conversation a model is given: a guess that is corrected by what the model refuses.

Nobody tells how much text a model takes, and tokens are counted by each model in its own way. So a run with
the truncation strategy `auto` begins with much, asks for half as much after each refusal, and remembers
for the next turns what fitted. Pure but for the memory; `worker` is its user.
"""

from __future__ import annotations

from msgspec import Struct

MOST_TRIES = 12
"""How often a turn is asked for, half as long each time."""

_GROWTH = 1.25
"""How much more than what fitted before is tried."""


class Room(Struct, frozen=True):
    """The most that a prompt may hold.

    Attributes:
        characters: Of all its messages together.
        messages: How many.
    """

    characters: int = 1_000_000
    messages: int = 2_000


class _Known(Struct):
    """What a model took, and what it refused, in characters; None before it has done so."""

    taken: int | None = None
    refused: int | None = None


class RoomMemory:
    """What is known of the models that a server asks."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def choose(self, model: str) -> Room:
        """Return how much a model is given: all that is sensible, until it has refused something."""
        known = self._known.get(model, _Known())
        taken, refused = known.taken, known.refused  # read once: another thread may change them
        if refused is None:
            return Room()
        most = refused // 2 if taken is None else int(taken * _GROWTH)
        return Room(min(most, refused - 1))

    def note_taken(self, model: str, characters: int) -> None:
        """Remember that a model has answered so much."""
        known = self._known.setdefault(model, _Known())
        known.taken = max(known.taken or 0, characters)
        if known.refused is not None and known.refused <= characters:
            known.refused = None  # texts differ in how many tokens they are

    def note_refused(self, model: str, characters: int) -> None:
        """Remember that so much was too long for a model."""
        known = self._known.setdefault(model, _Known())
        known.refused = min(known.refused or characters, characters)
        if known.taken is not None and known.taken >= characters:
            known.taken = None
