"""Whether another run may be queued. `service.runs` asks before it makes one.

A run whose life would end before its turn comes is refused at once: else its caller would wait in vain, and a
model might be asked for an answer that is thrown away.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from math import ceil, inf
from threading import Lock
from typing import Literal, TypeAlias

from .. import lifecycle
from ..requests import refusals
from ..requests.refusals import RequestError
from ..store import Database
from ..store.lines import Line, count_line, measure_work
from .backlog import (
    LOOKS_A_LIFE,
    SHARE_OF_LIFE,
    QueueLook,
    choose_wait,
    estimate_seconds,
    keep_looks,
    measure_rate,
)

Reason: TypeAlias = Literal["backlog", "limit"]
"""Why a run is refused: it would expire, or as many wait as are allowed."""

_FEW = 20
"""Runs that may join a line without a look at it, however short it was."""

_MOST_LOOKING = 0.1
"""The share of the time in which it is looked at, at most; but where a limit is reached, each run that joined
may be one look.
"""

_FRESH = 0.05
"""Seconds for which a look is good enough to refuse runs by: many that are refused are few looks."""

_LONGEST_ASKED = 60.0
"""Seconds that a client is asked to wait, at most: OpenAI's SDK goes by its own mind if it is more."""

_TELL_EVERY = 60.0
"""Seconds between two lines of the log that say that runs are refused."""

_REASONS: tuple[Reason, ...] = ("backlog", "limit")
_LOG = logging.getLogger(__name__)


class Admission:
    """Says whether another run may be queued; safe to use from any thread.

    Args:
        database: Where runs are.
        clock: Returns the time in unix seconds.
        line: In which line new runs wait.
        max_queued: How many runs may wait; None, the default, for as many as end in time.
    """

    def __init__(
        self, database: Database, clock: Callable[[], float], line: Line, max_queued: int | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._line = line
        self._max_queued = max_queued
        self._lock, self._looking = Lock(), Lock()
        self._looks: tuple[QueueLook, ...] = ()
        self._joined = self._joining = 0
        self._looked_at, self._took = -inf, 0.0
        self._asked_until = 0.0
        self._told_at = -inf
        self._refused: Counter[Reason] = Counter(dict.fromkeys(_REASONS, 0))

    @contextmanager
    def admit(self) -> Generator[None]:
        """Count a run that a block queues, unless the block raises, as it does for a body that is refused.

        Begin the block with no transaction open, and end it when the run is committed.

        Raises:
            RequestError: 429, it would expire before it ends, or too many wait.
        """
        self._let_in(self._clock())
        queued = 0
        try:
            yield
            queued = 1
        finally:
            with self._lock:
                self._joining -= 1
                self._joined += queued

    def count_refused(self) -> dict[Reason, int]:
        """Return how many runs were refused here, by the reason."""
        return dict(self._refused)

    def _let_in(self, now: float) -> None:
        if not self._looks:
            with self._looking:
                if not self._looks:  # else somebody else has looked meanwhile
                    self._note(now)
        is_twice_as_long = self._count_new() > _FEW + self._looks[-1].waiting
        self._look_after(now, 0.0 if is_twice_as_long else lifecycle.get_lifetime() / LOOKS_A_LIFE)
        reason = self._find_reason()
        if reason == "backlog":
            self._look_after(now, _FRESH)
        elif reason == "limit":
            self._look_closely(now)
        with self._lock:
            reason = self._find_reason()
            if reason is None:
                self._joining += 1
                return
            refusal = self._refuse(now, reason)
        raise refusal

    def _look_after(self, now: float, pause: float) -> None:
        """Look at the queue if that was not done for some seconds, and nobody else is about to."""
        if not self._is_over(pause) or not self._looking.acquire(blocking=False):
            return
        try:
            self._note(now)
        finally:
            self._looking.release()

    def _look_closely(self, now: float) -> None:
        """Look at the queue, unless all that is counted was seen in it a moment ago: a limit is exact."""
        with self._looking:
            if self._find_reason() == "limit" and (self._joined or self._is_over(_FRESH)):
                self._note(now)

    def _is_over(self, pause: float) -> bool:
        """Say whether so many seconds have passed since the last look, or more if that took long."""
        passed = time.monotonic() - self._looked_at  # a clock of the program's own may stand still
        return passed >= max(pause, self._took / _MOST_LOOKING)

    def _note(self, now: float) -> None:
        began, joined = time.monotonic(), self._joined
        look = self._look(now)
        with self._lock:
            self._looks = keep_looks(self._looks, look)
            self._joined -= joined  # who joined meanwhile may not have been seen
        self._looked_at = time.monotonic()
        self._took = self._looked_at - began

    def _count_new(self) -> int:
        """Return how many runs there are that the last look may not have shown."""
        return self._joined + self._joining

    def _look(self, now: float) -> QueueLook:
        with self._database.read() as connection:
            counted = count_line(connection, self._line)
            typical = measure_work(connection, counted) if counted.waiting else 0.0
        waited = 0.0 if counted.oldest is None else max(0.0, now - counted.oldest)
        return QueueLook(now, counted.waiting, waited, counted.working, counted.left, typical)

    def _find_reason(self) -> Reason | None:
        """Return why no other run may be queued; None if one may."""
        if self._max_queued is not None and self._count_waiting() >= self._max_queued:
            return "limit"
        return "backlog" if self._count_excess() > 0 else None

    def _count_waiting(self) -> int:
        return self._looks[-1].waiting + self._count_new()

    def _count_excess(self) -> float:
        """Return by how many seconds a run would end too late."""
        life = lifecycle.get_lifetime()
        return estimate_seconds(self._looks, self._count_new(), life) - SHARE_OF_LIFE * life

    def _refuse(self, now: float, reason: Reason) -> RequestError:
        self._refused[reason] += 1
        waiting = self._count_waiting()
        too_many = 0 if self._max_queued is None else max(0, waiting + 1 - self._max_queued)
        wait = choose_wait(self._looks, self._count_excess(), too_many, lifecycle.get_lifetime())
        seconds = self._spread(now, wait)
        if time.monotonic() - self._told_at >= _TELL_EVERY:
            self._told_at = time.monotonic()
            _LOG.warning("new runs are refused: %d wait, %s", waiting, _EXPLAINED[reason])
        return refusals.queue_full(seconds, would_expire=reason == "backlog")

    def _spread(self, now: float, wait: float) -> int:
        """Return for how many seconds to wait: those who are refused come back one after the other."""
        rate = measure_rate(self._looks, lifecycle.get_lifetime())
        after_others = self._asked_until if rate == inf else self._asked_until + 1 / rate
        until = min(max(now + wait, after_others), now + _LONGEST_ASKED)
        self._asked_until = until
        return max(1, ceil(until - now))


_EXPLAINED: dict[Reason, str] = {
    "backlog": "and another would expire before it ends; start more workers, or raise --workers",
    "limit": "which are as many as may, by --max-queued or max_queued",
}
