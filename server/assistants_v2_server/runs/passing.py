"""Passes on what the model says of a run that is worked on here, for others. `feed` is the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec.structs import replace
from sqlalchemy import Connection

from ..store import RunRow
from .drafts import TurnDraft
from .events import Event
from .relayed import SEQS_OF_A_CLAIM, write_event
from .speeches import Speech
from .tellings import Telling


class Relay(Protocol):
    """Carries what models say to other servers; `jobs.relay.PieceRelay` is such."""

    def put(self, run_id: str, claims: int, seq: int, said: Iterable[str], *, is_urgent: bool) -> None:
        """Have something passed on soon, or at once.

        Args:
            run_id: The run that it is about.
            claims: Who says it: what one says that was replaced is not passed on.
            seq: Its number among all that is said of the run.
            said: What is said.
            is_urgent: Whether it is kept waiting for no more.
        """
        ...

    def tell_changed(self, run_id: str) -> None:
        """Tell others at once that there is something new about a run in the database."""
        ...

    def settle(self) -> None:
        """Return when everything has been passed on that was put before, or after a while."""
        ...

    def read(self, connection: Connection, since: Mapping[str, int]) -> list[tuple[str, int, str]]:
        """Return what was said of runs after what is known: run, number, what was said.

        Args:
            connection: A transaction.
            since: The number of what is known last, by run.
        """
        ...


class Passer:
    """Passes on the turns of one run, for as long as it is claimed once.

    Args:
        relay: Carries them.
        run: The run, as it was claimed.
    """

    def __init__(self, relay: Relay, run: RunRow) -> None:
        self.claims = run.claims
        self._relay = relay
        self._run_id = run.id
        self._telling = Telling(replace(run, status="queued"))  # so the first turn says that it is no longer
        self._seq = run.claims * SEQS_OF_A_CLAIM

    def begin_turn(self, draft: TurnDraft) -> Speech:
        """Return what makes events of the pieces of a turn."""
        return self._telling.begin_turn(draft)

    def put(self, events: Iterable[Event]) -> None:
        """Pass on events: at once, if something begins or ends with them."""
        said = [*events]
        if said:
            self._seq += 1
            is_urgent = not all(event.is_delta for event in said)
            texts = map(write_event, said)
            self._relay.put(self._run_id, self.claims, self._seq, texts, is_urgent=is_urgent)
