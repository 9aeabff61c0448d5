"""What a job says, and who takes which. Pure.

`runs.waking` makes wakes of rows, `queue` writes them, `taking` reads them.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct

_FOLLOWED = "followed"
_TAKE = "run"
"""What jobs for whoever comes first are called."""


class Wake(Struct, frozen=True):
    """Somebody should look at a run.

    Attributes:
        run_id: The run.
        answerer: The identity of the model that it is for; empty for any.
        claims: How often it had been claimed by then.
        is_followed: Whether clients of other servers may follow it as it goes.
    """

    run_id: str
    answerer: str
    claims: int
    is_followed: bool = True

    @property
    def key(self) -> str:
        """What makes this wake the same as another, for as long as nobody has claimed the run since."""
        return f"{self.run_id}:{self.claims}"

    @property
    def text(self) -> str:
        """What the job says."""
        return f"{self.run_id} {_FOLLOWED}" if self.is_followed else self.run_id


def read_wake(text: str) -> tuple[str, bool]:
    """Return what a job says: which run, and whether clients of other servers may follow it."""
    run_id, _, more = text.partition(" ")
    return run_id, more == _FOLLOWED


def name_entrance(answerer: str) -> str:
    """Return what jobs for a model are called; an empty identity stands for any model."""
    return f"{_TAKE}:{sha256(answerer.encode()).hexdigest()[:32]}" if answerer else _TAKE
