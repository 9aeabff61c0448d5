"""`runs.wait_all`: following many runs at once on one client, within a budget of requests."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models

from ..errors import APIError, RunDeadlineExceeded
from ..rules.options import WaitOptions
from ..rules.pacing import LATE
from ..rules.parameters import WaitParams
from ..rules.polling import is_at_rest
from .budget import Budget
from .following import cancel_and_go, look_once, show_run, wait_after
from .observing import tell_of_retry
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistants_v2_raw.models import Run

    from .port import Port
    from .port_values import ClosableAsyncIterator


def wait_all(io: Port, runs: Iterable[Run], **fields: Unpack[WaitParams]) -> ClosableAsyncIterator[Run]:
    """Follow many runs and yield each as soon as it has ended or waits for tool outputs.

    Args:
        runs: The runs, as `create` or `retrieve` returned them; they may be of different threads.

    Returns:
        An iterator over the runs, each once, in the order of their ends.

    Raises:
        RunDeadlineExceeded: A run was still at work at its deadline, unless `on_deadline` is `return`, which
            yields it as it is. The others can be waited for again.
        APIError: A run cannot be fetched; the error names it.
        TypeError: `runs` holds something else than Run objects.
        ValueError: An option is out of range.
    """
    options = WaitOptions.pick(fields)
    followed = [FollowedRun(Watch(io, options, run_id=run.id), run) for run in _distinct_runs(runs)]
    return Waiting(io, Budget(io, options.requests_per_second), followed)


def _distinct_runs(runs: Iterable[object]) -> Iterable[Run]:
    """Return each run once; raises TypeError for what is not a run."""
    found: dict[str, Run] = {}
    if isinstance(runs, str | models.Run):
        raise _not_a_run(runs)
    for run in runs:
        if not isinstance(run, models.Run):
            raise _not_a_run(run)
        found.setdefault(run.id, run)
    return found.values()


def _not_a_run(what: object) -> TypeError:
    """Return the error for what is not a run."""
    return TypeError(f"wait_all takes an iterable of Run objects, got {type(what).__name__}.")


class Waiting:
    """Yields runs as they end; what has ended comes before the error that another run meets meanwhile.

    Args:
        io: The port.
        budget: How many requests may be sent.
        followed: The runs.
    """

    def __init__(self, io: Port, budget: Budget, followed: Sequence[FollowedRun]) -> None:
        self._io = io
        self._budget = budget
        self._order = count()
        self._due: list[tuple[float, int, FollowedRun]] = []
        self._over: deque[Run] = deque()
        self._error: Exception | None = None
        self._sort(followed)

    def __aiter__(self) -> Waiting:
        return self

    async def __anext__(self) -> Run:
        while self._due and not self._over and not self._error:
            await self._look_at_due()
        if self._over:
            return self._over.popleft()
        error = self._error
        await self.aclose()
        raise error or StopAsyncIteration

    async def aclose(self) -> None:
        """Follow the runs no longer."""
        self._due.clear()
        self._over.clear()
        self._error = None

    async def _look_at_due(self) -> None:
        """Wait until a run is due, and look at those that are."""
        at, _, first = self._due[0]
        free = min(self._budget.delay(), first.watch.seconds_left() + LATE)
        await self._io.pause(max(0.0, at - self._io.elapsed(), free))
        due, late = self._take_due()
        try:
            await self._budget.spend([followed.look for followed in due])
            for followed in late:
                await followed.give_up()
        finally:
            self._sort([*due, *late])
        for followed in due:
            await followed.show()

    def _take_due(self) -> tuple[list[FollowedRun], list[FollowedRun]]:
        """Return the runs to look at, and those whose time was up before the budget allowed that."""
        now, room = self._io.elapsed(), self._budget.room()
        due: list[FollowedRun] = []
        late: list[FollowedRun] = []
        while self._due and self._due[0][0] <= now:
            is_late = self._due[0][2].watch.seconds_left() <= -LATE
            if not is_late and len(due) >= room:
                break
            (late if is_late else due).append(heappop(self._due)[2])
        return due, late

    def _sort(self, runs: Sequence[FollowedRun]) -> None:
        """Keep of *runs* what is over, what went wrong, and when to look again."""
        for followed in runs:
            if followed.error:
                self._error = self._error or followed.error
            elif followed.is_over:
                self._over.append(followed.run)
            else:
                heappush(self._due, (followed.due_at(), next(self._order), followed))


class FollowedRun:
    """One of the runs, and when it is looked at next."""

    def __init__(self, watch: Watch, run: Run) -> None:
        self.watch = watch
        self.run = watch.run = run
        self.error: Exception | None = None
        self.is_over = is_at_rest(run)
        self._looks = self._failures = 0
        self._is_new = False
        self._wait = watch.schedule.delay(0, 0.0, {}, watch.io.chance())
        if not self.is_over:
            self._wait = min(self._wait, watch.require_time())

    def due_at(self) -> float:
        """Return when to look next, on the port's clock."""
        return self.watch.io.elapsed() + self._wait

    async def look(self) -> None:
        """Look at the run; decide when to look again, or that it is over, or keep what went wrong."""
        try:
            await self._look()
        except Exception as error:  # noqa: BLE001  # raised when the looks at the others are through
            self.error = error

    async def give_up(self) -> None:
        """See the run's time out without another look, or keep that it is up."""
        try:
            self.is_over = await self._put_off(0.0)
        except RunDeadlineExceeded as error:
            self.error = error

    async def show(self) -> None:
        """Show the run to `on_poll`, once for each look that saw it; on the program's own thread."""
        if self._is_new:
            self._is_new = False
            await show_run(self.watch)

    async def _look(self) -> None:
        watch = self.watch
        try:
            reply = await look_once(watch, self._failures)
        except APIError as failure:
            failure.thread_id, failure.run_id = self.run.thread_id, self.run.id
            wait = wait_after(watch, failure, self._failures)
            await tell_of_retry(watch.io, failure, wait, operation="get_run")
            self._failures += 1
        else:
            self.run, self._failures = reply.value, 0
            self._looks += 1
            watch.keep(self.run)
            self._is_new = True
            passed, chance = watch.seconds_passed(), watch.io.chance()
            wait = watch.schedule.delay(self._looks, passed, reply.headers, chance)
        self.is_over = is_at_rest(self.run) or await self._put_off(wait)

    async def _put_off(self, wait: float) -> bool:
        """Put the next look off by *wait*, or until the deadline; say whether that has passed, or raise."""
        try:
            self._wait = min(wait, self.watch.require_time())
        except RunDeadlineExceeded as error:
            if self.watch.options.on_deadline == "cancel":
                error.cancelled = await cancel_and_go(self.watch, "deadline")
            if self.watch.options.on_deadline != "return":
                raise
            return True
        return False
