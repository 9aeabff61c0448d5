"""`runs.wait_all`: following many runs at once on one client, within a budget of requests."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw.api.runs import get_run

from ..errors import APIError, RunDeadlineExceeded
from ..rules.parameters import WaitParams
from ..rules.polling import RESTING
from .following import Watch, abandon, patience, watch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable

    from assistants_v2_raw.models import Run

    from .port import Port

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
    budget = Budget(io, fields.get("requests_per_second", 50.0))
    order = count()
    due: list[tuple[float, int, Look]] = []
    for run in runs:
        look = Look(watch(io, fields, owner=False), run)
        heappush(due, (look.due(), next(order), look))
    while due:
        await io.pause(max(0.0, due[0][0] - io.elapsed(), budget.delay()))
        looks = [heappop(due)[2] for _ in range(min(len(due), budget.room())) if due[0][0] <= io.elapsed()]
        budget.spend(len(looks))
        await io.together([look.take for look in looks], AT_ONCE)
        for look in looks:
            if look.run.status in RESTING or look.given_up:
                yield look.run
            else:
                heappush(due, (look.due(), next(order), look))


class Budget:
    """Requests per second, as a bucket that fills by itself and holds no more than AT_ONCE.

    A server that answers at once is asked one thing at a time, evenly; a slow one several together, to make
    up for the time that its answers took.

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
        self.free_at = io.elapsed()

    def delay(self) -> float:
        """Return the seconds until another request may be sent."""
        return self.free_at - self.io.elapsed()

    def room(self) -> int:
        """Return how many requests may be sent now, one at least."""
        unspent = max(0.0, -self.delay() * self.rate)
        return 1 + int(min(unspent, AT_ONCE - 1))

    def spend(self, requests: int) -> None:
        """Enter requests that are sent now."""
        fullest = self.io.elapsed() - (AT_ONCE - 1) / self.rate
        self.free_at = max(self.free_at, fullest) + requests / self.rate


class Look:
    """The looks at one run."""

    def __init__(self, watched: Watch, run: Run) -> None:
        self.watch = watched
        self.run = watched.run = run
        self.wait = 0.0 if run.status in RESTING else watched.schedule.first
        self.looks = self.failures = 0
        self.given_up = False

    def due(self) -> float:
        """Return when to look next, on the port's clock."""
        return self.watch.io.elapsed() + self.wait

    async def take(self) -> None:
        """Look at the run, unless it rests already; decide when to look again."""
        if self.run.status in RESTING or await self.is_over():
            return
        io = self.watch.io
        try:
            answer = await io.attempt(get_run, self.run.thread_id, self.run.id, client=io.client)
        except APIError as failure:
            failure.thread_id, failure.run_id = self.run.thread_id, self.run.id
            self.wait = patience(self.watch, failure, self.failures)
            self.failures += 1
            return
        self.run, self.failures = answer.value, 0
        self.looks += 1
        if self.watch.on_poll:
            await io.ask(self.watch.on_poll, self.run)
        self.wait = self.watch.schedule.delay(self.looks, self.watch.passed(), answer.headers, io.chance())

    async def is_over(self) -> bool:
        """Say whether the run's time is up and it is to be returned; raises if it is not."""
        try:
            self.watch.left(self.run)
        except RunDeadlineExceeded as error:
            if self.watch.on_deadline == "cancel":
                await abandon(self.watch, self.run)
            if self.watch.on_deadline != "return":
                raise error
            self.given_up = True
        return self.given_up
