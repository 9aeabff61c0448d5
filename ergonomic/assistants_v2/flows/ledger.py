"""Outputs of tool calls, from when they are computed until their run has ended.

Each client has one ledger for all its workflows, so that a call that was made is not made again: not after
a read that is stale, not when a run is resumed, and not by two workflows on one run. Used by `answering`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

LedgerKey = tuple[str, str, str]
"""A run's id, a call's id, and what was called with what."""


class Ledger:
    """What calls came to, and who is making which. Threads may share it: each step on it is one of a dict's.

    Attributes:
        outputs: What was computed, by call.
        makers: Who is making a call.
        present: The runs that workflows are on.
        over: Runs that have ended, whose calls are struck when no workflow is on them any more: it may
            still have to hear of the end.
    """

    def __init__(self) -> None:
        self.outputs: dict[LedgerKey, str] = {}
        self.makers: dict[LedgerKey, object] = {}
        self.present: list[str] = []
        self.over: set[str] = set()

    def claim(self, key: LedgerKey, maker: object) -> bool:
        """Say whether *maker* is to make a call: nobody else is making it, and it was not made."""
        return self.makers.setdefault(key, maker) is maker and key not in self.outputs

    def release(self, keys: Iterable[LedgerKey], maker: object) -> None:
        """Leave those of the calls that *maker* has claimed, made or not."""
        for key in keys:
            if self.makers.get(key) is maker:
                self.makers.pop(key, None)

    @contextmanager
    def attended(self, run_id: str) -> Generator[None]:
        """Keep the calls of a run as long as a workflow is on it."""
        self.present.append(run_id)
        try:
            yield
        finally:
            self.present.remove(run_id)
            self.strike()

    def forget(self, run_id: str) -> None:
        """Strike a run's calls, since it will never ask for them again."""
        self.over.add(run_id)
        self.strike()

    def strike(self) -> None:
        """Remove the calls of runs that are over, unless a workflow is on them."""
        over = {run_id for run_id in [*self.over] if run_id not in self.present}
        for key in [*self.outputs] if over else ():
            if key[0] in over:
                self.outputs.pop(key, None)
        self.over -= over
