"""Outputs of tool calls, from when they are computed until their run has ended.

Each client has one ledger for all its workflows, so that a call that was made is not made again: not after
a read that is stale, not when a run is resumed, and not by two workflows on one run. Used by `answering`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LedgerKey = tuple[str, str, str]
"""A run's id, a call's id, and what was called with what."""


class Ledger:
    """What calls came to, and who is making which. Threads may share it: each step on it is one of a dict's.

    Attributes:
        outputs: What was computed, by call.
        makers: Who is making a call.
    """

    def __init__(self) -> None:
        self.outputs: dict[LedgerKey, str] = {}
        self.makers: dict[LedgerKey, object] = {}

    def claim(self, key: LedgerKey, maker: object) -> bool:
        """Say whether *maker* is to make a call: nobody else is making it, and it was not made."""
        return self.makers.setdefault(key, maker) is maker and key not in self.outputs

    def release(self, keys: Iterable[LedgerKey], maker: object) -> None:
        """Leave those of the calls that *maker* has claimed, made or not."""
        for key in keys:
            if self.makers.get(key) is maker:
                del self.makers[key]

    def forget(self, run_id: str) -> None:
        """Strike a run's calls, since it will never ask for them again."""
        for key in [*self.outputs]:
            if key[0] == run_id:
                self.outputs.pop(key, None)
