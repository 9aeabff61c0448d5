"""`runs.wait_all`: following many runs at once on one client, within a budget of requests."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models

from ..errors import APIError, RunDeadlineExceeded
from ..rules.numbers import above_zero
from ..rules.parameters import WaitParams, only
from ..rules.polling import RESTING
from .following import Watch, abandon, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence

    from assistants_v2_raw.models import Run

    from .port import Port

BURSTS = 10
"""How often in a second requests are sent, if they are as many: one by one costs more than a few in a row."""

FASTEST = 1e6
"""Requests a second that nobody sends: more is no budget at all."""

LATE = 0.25
"""Seconds after a run's deadline for which its last look may wait; it is not made later."""

AT_ONCE = 8
"""How many looks are under way together at most; more connections cost more than they bring."""


def wait_all(io: Port, runs: Iterable[Run], **fields: Unpack[WaitParams]) -> Waiting:
    """Follow many runs and yield each as soon as it has ended or waits for tool outputs.

    Args:
        runs: The runs, as they were created; they may be of different threads.

    Returns:
        An iterator over the runs, each once, in the order of their ends.

    Raises:
        RunDeadlineExceeded: A run was still at work at its deadline, unless `on_deadline` is `return`, which
            yields it as it is. The others can be waited for again.
        APIError: A run cannot be looked at; it names the run.
        TypeError: *runs* are no runs.
        ValueError: An option is out of range.
    """
    options = only(fields, WaitParams)
    budget = Budget(io, options.get("requests_per_second", 50.0))
    looks = [Look(watch(io, options, owner=False, run_id=run.id), run) for run in distinct(runs)]
    return Waiting(io, budget, looks)


def distinct(runs: Iterable[object]) -> Iterable[Run]:
    """Return each run once; raises TypeError for what is no run."""
    found: dict[str, Run] = {}
    if isinstance(runs, str | models.Run):
        raise no_runs(runs)
    for run in runs:
        if not isinstance(run, models.Run):
            raise no_runs(run)
        found.setdefault(run.id, run)
    return found.values()


def no_runs(what: object) -> TypeError:
    """Return the error for something else than runs."""
    return TypeError(f"wait_all takes an iterable of Run objects, got {type(what).__name__}.")


class Waiting:
    """Yields runs as they end; what has ended comes before the error that another run meets meanwhile.

    Args:
        io: The port.
        budget: How many requests may be sent.
        looks: The runs.
    """

    def __init__(self, io: Port, budget: Budget, looks: Sequence[Look]) -> None:
        self.io = io
        self.budget = budget
        self.order = count()
        self.due: list[tuple[float, int, Look]] = []
        self.over: deque[Run] = deque()
        self.error: Exception | None = None
        self.sort(looks)

    def __aiter__(self) -> Waiting:
        return self

    async def __anext__(self) -> Run:
        while self.due and not self.over and not self.error:
            await self.look()
        if self.over:
            return self.over.popleft()
        error = self.error
        await self.aclose()
        raise error or StopAsyncIteration

    async def aclose(self) -> None:
        """Follow the runs no longer."""
        self.due.clear()
        self.over.clear()
        self.error = None

    async def look(self) -> None:
        """Wait until a run is due, and look at those that are."""
        at, _, first = self.due[0]
        free = min(self.budget.delay(), first.watch.remaining() + LATE)
        await self.io.pause(max(0.0, at - self.io.elapsed(), free))
        looks, late = self.those_due()
        try:
            await self.budget.spend([look.take for look in looks])
            for look in late:
                await look.give_up()
        finally:
            self.sort([*looks, *late])
        for look in looks:
            await look.show()

    def those_due(self) -> tuple[list[Look], list[Look]]:
        """Return the runs to look at, and those whose time was up before the budget allowed that."""
        now, room = self.io.elapsed(), self.budget.room()
        looks: list[Look] = []
        late: list[Look] = []
        while self.due and self.due[0][0] <= now:
            is_late = self.due[0][2].watch.remaining() <= -LATE
            if not is_late and len(looks) >= room:
                break
            (late if is_late else looks).append(heappop(self.due)[2])
        return looks, late

    def sort(self, looks: Sequence[Look]) -> None:
        """Keep of *looks* what is over, what went wrong, and when to look again."""
        for look in looks:
            if look.error:
                self.error = self.error or look.error
            elif look.is_over:
                self.over.append(look.run)
            else:
                heappush(self.due, (look.due(), next(self.order), look))


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
        above_zero("requests_per_second", rate)
        self.io = io
        self.rate = min(rate, FASTEST)
        self.burst = int(min(max(1, rate / BURSTS), AT_ONCE))
        self.free_at = io.elapsed()
        self.missed = 0.0
        self.latency = 0.0

    def delay(self) -> float:
        """Return the seconds until another burst may be sent."""
        return self.free_at - self.io.elapsed()

    def room(self) -> int:
        """Return how many requests may be sent now: a burst, and those that there was no time for before."""
        return 0 if self.delay() > 1e-6 else self.burst + int(self.missed)

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
        self.error: Exception | None = None
        self.is_new = False
        self.is_over = run.status in RESTING
        self.wait = watched.schedule.delay(0, 0.0, {}, watched.io.chance())
        if not self.is_over:
            self.wait = min(self.wait, watched.left())

    def due(self) -> float:
        """Return when to look next, on the port's clock."""
        return self.watch.io.elapsed() + self.wait

    async def take(self) -> None:
        """Look at the run; decide when to look again, or that it is over, or keep what went wrong."""
        try:
            await self.attempt()
        except Exception as error:  # noqa: BLE001  # raised when the others' looks have been heard of
            self.error = error

    async def give_up(self) -> None:
        """See the run's time out without another look, or keep that it is up."""
        try:
            self.is_over = await self.is_given_up(0.0)
        except RunDeadlineExceeded as error:
            self.error = error

    async def show(self) -> None:
        """Show the run to the caller's hook, once for each look that saw it; on the caller's own thread."""
        if self.is_new:
            self.is_new = False
            await self.watch.show()

    async def attempt(self) -> None:
        """Look at the run; decide when to look again, or that it is over."""
        io = self.watch.io
        try:
            answer = await self.watch.attempt(self.failures)
        except APIError as failure:
            failure.thread_id, failure.run_id = self.run.thread_id, self.run.id
            wait = self.watch.patience(failure, self.failures)
            self.failures += 1
        else:
            self.run, self.failures = answer.value, 0
            self.looks += 1
            self.watch.keep(self.run)
            self.is_new = True
            wait = self.watch.schedule.delay(self.looks, self.watch.passed(), answer.headers, io.chance())
        self.is_over = self.run.status in RESTING or await self.is_given_up(wait)

    async def is_given_up(self, wait: float) -> bool:
        """Put the next look off by *wait*, or until the deadline; say whether that has passed, or raise."""
        try:
            self.wait = min(wait, self.watch.left())
        except RunDeadlineExceeded:
            if self.watch.on_deadline == "cancel":
                await abandon(self.watch)
            if self.watch.on_deadline != "return":
                raise
            return True
        return False
