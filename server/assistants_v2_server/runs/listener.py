"""What an HTTP door measures of the engine: each model turn, told to a listener if there is one.

`worker` tells, `server` hands the listener on, and the metrics of the HTTP door are one.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from ..models import Usage


class TurnNote(Struct, frozen=True):
    """A model turn that has ended.

    Attributes:
        seconds: How long the model took.
        usage: What it cost; None if it failed.
        error: The code of its failure; None if it succeeded.
    """

    seconds: float
    usage: Usage | None
    error: str | None


class TurnListener(Protocol):
    """Wants to know of model turns."""

    def note_turn(self, note: TurnNote) -> None:
        """Take note of a turn; called on the event loop of the runs, so it must not wait."""
        ...
