"""`runs.wait_all`: following many runs at once on one client, within a budget of requests."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw.api.runs import get_run

from ..errors import APIError, RunDeadlineExceeded
from ..rules.parameters import WaitParams, only
from ..rules.polling import RESTING
from .following import Watch, abandon, patience, watch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence

    from assistants_v2_raw.models import Run

    from .port import Port

BURSTS = 10
"""How often in a second requests are sent, if they are as many: one by one costs more than a few in a row."""

AT_ONCE = 8
"""How many looks are under way together at most; more connections cost more than they bring."""


async def wait_all(io: Port, runs: Iterable[Run], **fields: Unpack[WaitParams]) -> AsyncGenerator[Run, None]:
    """Follow many runs and yield each as soon as it has ended or waits for tool outputs.

    Args:
        runs: The runs, as they were created; they may be of different threads.

    Yields:
        Each run once, in the order of their ends.

    Raises:
        RunDeadlineExceeded: A run was still at work at its deadline, unless `on_deadline` is `return`, which
            yields it as it is. The others can be waited for again.
        APIError: A run cannot be looked at; it names the run.
    """
    only(fields, WaitParams)
    budget = Budget(io, fields.get("requests_per_second", 50.0))
    looks = [Look(watch(io, fields, owner=False, run_id=run.id), run) for run in runs]
    order = count()
    due = [(look.due(), next(order), look) for look in looks if not look.is_over]
    heapify(due)
    for look in looks:
        if look.is_over:
            yield look.run
    while due:
        await io.pause(max(0.0, due[0][0] - io.elapsed(), budget.delay()))
        looks = [heappop(due)[2] for _ in range(min(len(due), budget.room())) if due[0][0] <= io.elapsed()]
        await budget.spend([look.take for look in looks])
        for look in looks:
            if look.is_over:
                yield look.run
            else:
                heappush(due, (look.due(), next(order), look))


class Budget:
    """Requests per second that are not exceeded, sent in about ten bursts a second.

    Requests of one burst go side by side only as far as the server's answers take too long to be waited for
    one by one: each further connection makes every request dearer. When answers take longer than the budget
    would have it, the next burst is larger.

    Args:
        io: The port whose clock counts.
        rate: Requests a second.

    Raises:
        ValueError: The rate is not above 0.
    """

    def __init__(self, io: Port, rate: float) -> None:
        if not rate > 0:
            raise ValueError(f"requests_per_second is a number above 0, got {rate}.")
        self.io = io
        self.rate = rate
        self.burst = min(max(1, int(rate / BURSTS)), AT_ONCE)
        self.free_at = io.elapsed()
        self.missed = 0.0
        self.latency = 0.0

    def delay(self) -> float:
        """Return the seconds until another burst may be sent."""
        return self.free_at - self.io.elapsed()

    def room(self) -> int:
        """Return how many requests may be sent now: a burst, and those that there was no time for before."""
        return self.burst + int(self.missed)

    async def spend(self, requests: Sequence[Callable[[], Coroutine[object, object, None]]]) -> None:
        """Send requests, and see how long one takes and what there was no time for meanwhile."""
        if not requests:
            return
        began = self.io.elapsed()
        self.free_at = began + (len(requests) - self.missed) / self.rate
        together = self.side_by_side(len(requests))
        await self.io.together(requests, together)
        self.latency = (self.io.elapsed() - began) / ceil(len(requests) / together)
        self.missed = min(max(0.0, -self.delay() * self.rate), AT_ONCE - self.burst)

    def side_by_side(self, requests: int) -> int:
        """Return how many of a burst must be under way together to be done when the next may be sent."""
        rows = requests if self.latency <= 0 else int(requests / self.rate / self.latency)
        return ceil(requests / min(max(1, rows), requests))


class Look:
    """The looks at one run."""

    def __init__(self, watched: Watch, run: Run) -> None:
        self.watch = watched
        self.run = watched.run = run
        self.looks = self.failures = 0
        self.is_over = run.status in RESTING
        self.wait = watched.schedule.delay(0, 0.0, {}, watched.io.chance())
        if not self.is_over:
            self.wait = min(self.wait, watched.left(run))

    def due(self) -> float:
        """Return when to look next, on the port's clock."""
        return self.watch.io.elapsed() + self.wait

    async def take(self) -> None:
        """Look at the run; decide when to look again, or that it is over."""
        io = self.watch.io
        try:
            answer = await io.attempt(get_run, self.run.thread_id, self.run.id, client=io.client)
        except APIError as failure:
            failure.thread_id, failure.run_id = self.run.thread_id, self.run.id
            wait = patience(self.watch, failure, self.failures)
            self.failures += 1
        else:
            self.run, self.failures = answer.value, 0
            self.looks += 1
            if self.watch.on_poll:
                await io.ask(self.watch.on_poll, self.run)
            wait = self.watch.schedule.delay(self.looks, self.watch.passed(), answer.headers, io.chance())
        self.is_over = self.run.status in RESTING or await self.is_given_up(wait)

    async def is_given_up(self, wait: float) -> bool:
        """Put the next look off by *wait*, or until the deadline; say whether that has passed, or raise."""
        try:
            self.wait = min(wait, self.watch.left(self.run))
        except RunDeadlineExceeded:
            if self.watch.on_deadline == "cancel":
                await abandon(self.watch, self.run)
            if self.watch.on_deadline != "return":
                raise
            return True
        return False
