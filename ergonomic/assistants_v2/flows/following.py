"""Following a run until it rests. Used by the polling flows and by `flows.execution`."""

from __future__ import annotations

import math
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from assistants_v2_raw.api.runs import cancel_run, get_run
from attrs import define, field

from ..errors import APIError, AssistantsError, RunDeadlineExceeded, ToolError
from ..rules.numbers import above_zero
from ..rules.polling import (
    RESTING,
    SETTLED,
    PollSchedule,
    fixed_schedule,
    is_transient,
    look_timeout,
    time_allowed,
)
from ..rules.retrying import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

    from assistants_v2_raw.models import Run

    from ..rules.polling import OnDeadline
    from .port import Answer, Port

T = TypeVar("T")

PATIENT = RetryPolicy(max_retries=1_000_000)
"""How looks that fail are repeated: the deadline ends them, not their number."""


@define
class Watch:
    """One run, and how it is followed.

    Attributes:
        io: The port.
        thread_id: The run's thread, known before the run is.
        run_id: The run's id, if it is known before the run is.
        schedule: The waits between looks.
        deadline: Seconds from `began` after which the run is followed no longer; None until the first look.
        on_deadline: What happens then.
        on_poll: Called with the run after each look.
        cancel_on_exit: Whether the run is cancelled when the caller is interrupted.
        run: The run as it was last seen; None until it is made.
        failure: What went wrong with the last look, if it did.
        began: When the following began, on the port's clock.
    """

    io: Port
    thread_id: str | None
    schedule: PollSchedule = field(factory=PollSchedule)
    deadline: float | None = None
    on_deadline: OnDeadline = "raise"
    on_poll: Callable[[Run], object] | None = None
    cancel_on_exit: bool = False
    run: Run | None = None
    failure: APIError | None = None
    run_id: str | None = None
    began: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.began = self.io.elapsed()

    def passed(self) -> float:
        """Return the seconds since the following began."""
        return self.io.elapsed() - self.began

    def remaining(self) -> float:
        """Return the seconds until the deadline, as far as there is one yet."""
        return math.inf if self.deadline is None else self.deadline - self.passed()

    def beside(self, run: Run) -> Watch:
        """Return how to follow another run, which is not the caller's, until the same deadline."""
        other = Watch(self.io, run.thread_id, schedule=self.schedule, deadline=self.deadline, run=run)
        other.began = self.began
        return other

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of thread and run, or what is known of them; what the caller said comes first."""
        run = self.run
        return self.thread_id or (run.thread_id if run else ""), run.id if run else self.run_id or ""

    def left(self) -> float:
        """Return the seconds left for the run.

        Raises:
            RunDeadlineExceeded: There are none.
            APIError: There are none, and the run was never seen: what the last look met.
        """
        if self.deadline is None:
            self.deadline = time_allowed(self.run)
        left = self.remaining()
        if left > 0:
            return left
        if self.run is None:
            raise self.failure or TimeoutError
        raise RunDeadlineExceeded(
            f"run {self.run.id} on thread {self.ids[0]} was still {self.run.status!r} after "
            f"{self.deadline:g} seconds; a longer deadline= waits longer.",
            run=self.run,
        ) from self.failure

    async def attempt(self, failures: int) -> Answer[Run]:
        """Look at the run once, after so many failures in a row; raises APIError."""
        client = self.io.hurried(look_timeout(failures, self.remaining()))
        return await self.io.attempt(get_run, *self.ids, client=client)

    def keep(self, run: Run) -> None:
        """Keep *run* as it was seen."""
        self.run, self.failure = run, None

    async def show(self) -> None:
        """Show the run to the caller's hook."""
        if self.on_poll and self.run:
            await self.ask(self.on_poll, self.run)

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        """Call a hook of the caller's and return what it says; whatever it raises is an interruption."""
        try:
            return await self.io.ask(hook, *args)
        except AssistantsError:  # which `supervised` takes for the workflow's own
            await leave(self)
            raise

    def patience(self, failure: APIError, failures: int) -> float:
        """Return how long to wait after a look that failed; raises *failure* if waiting cannot help."""
        self.failure = failure
        failure.attempts = failures + 1
        if not is_transient(failure):
            raise failure
        wait = PATIENT.wait(
            failure, retries=failures, repeatable=True, chance=self.io.chance(), now=self.io.clock()
        )
        return PATIENT.longest if wait is None else wait


def watch(
    io: Port,
    fields: Mapping[str, Any],
    *,
    owner: bool,
    thread_id: str | None = None,
    run_id: str | None = None,
) -> Watch:
    """Return how to follow a run, from the FollowParams among *fields*.

    Args:
        io: The port.
        fields: What the caller stated, without None.
        owner: Whether the run is the caller's own, to be cancelled when nobody follows it any more.
        thread_id: The run's thread, if it is known.
        run_id: The run, if there is one already.

    Raises:
        ValueError: `deadline`, `on_deadline` or `poll_interval_ms` is out of range.
    """
    above_zero("deadline", fields.get("deadline", 1), "seconds")
    on_deadline = fields.get("on_deadline", "cancel" if owner else "raise")
    if on_deadline not in ("raise", "cancel", "return"):
        raise ValueError(f"on_deadline is 'raise', 'cancel' or 'return', got {on_deadline!r}.")
    return Watch(
        io,
        thread_id,
        schedule=fixed_schedule(fields.get("poll_interval_ms")),
        deadline=fields.get("deadline"),
        on_deadline=on_deadline,
        on_poll=fields.get("on_poll"),
        cancel_on_exit=fields.get("cancel_on_exit", owner),
        run_id=run_id,
    )


async def follow(watch: Watch, run: Run, until: Collection[str] = RESTING) -> Run:
    """Look at *run* again and again until its status is one of *until*.

    Failures that may pass are sat out; those that will not (401, 403, 404) are raised at once.

    Raises:
        RunDeadlineExceeded: It was in another status at the deadline.
        APIError: It cannot be looked at.
    """
    watch.run = run
    headers: Mapping[str, str] = {}
    looks, since = 0, watch.passed()
    while run.status not in until:
        wait = watch.schedule.delay(looks, watch.passed() - since, headers, watch.io.chance())
        await watch.io.pause(min(wait, watch.left()))
        answer = await seen(watch)
        await watch.show()
        run, headers = answer.value, answer.headers
        looks += 1
    return run


async def found(watch: Watch) -> Run:
    """Return a run of which only the ids are known; without a deadline, this is a request like others."""
    if watch.deadline is not None:
        return (await seen(watch)).value
    run = await watch.io.send(get_run, *watch.ids, client=watch.io.client)
    watch.keep(run)
    return run


async def look(watch: Watch) -> Run:
    """Return the run as it is now, as `follow` looks at it."""
    answer = await seen(watch)
    await watch.show()
    return answer.value


async def seen(watch: Watch) -> Answer[Run]:
    """Return the run as it is now; failures that may pass are sat out."""
    for failures in count():
        try:
            answer = await watch.attempt(failures)
        except APIError as failure:
            wait = watch.patience(failure, failures)
        else:
            watch.keep(answer.value)
            return answer
        await watch.io.pause(min(wait, watch.left()))
    raise AssertionError("count() does not end")


async def supervised(watch: Watch, work: Awaitable[T]) -> T:
    """Return what *work* returns, and see to the run if it is left behind.

    Every APIError and ToolError leaves with the ids of run and thread; the run goes on, to be resumed. An
    interruption or an error in a hook cancels the run if the watch says so, and so does the deadline.
    """
    try:
        return await work
    except (APIError, ToolError) as error:
        thread_id, run_id = watch.ids
        error.thread_id, error.run_id = error.thread_id or thread_id or None, error.run_id or run_id or None
        raise
    except RunDeadlineExceeded as error:
        if watch.on_deadline == "cancel" and is_own(watch, error):
            await abandon(watch)
        raise
    except AssistantsError:
        raise
    except BaseException:
        await leave(watch)
        raise


async def leave(watch: Watch) -> None:
    """See to the run when its caller is interrupted: cancel it, if the watch says so and it is at work."""
    is_over = watch.run is not None and watch.run.status in SETTLED
    if watch.cancel_on_exit and all(watch.ids) and not is_over:
        await abandon(watch)


async def abandon(watch: Watch) -> None:
    """Cancel the run at the server as well as that can be done in a hurry."""
    await watch.io.rescue(partial(cancelled, *watch.ids))


async def cancelled(thread_id: str, run_id: str, io: Port) -> None:
    """Cancel a run over *io*; its calls will not be asked for again."""
    await io.attempt(cancel_run, thread_id, run_id, client=io.client)
    io.ledger.forget(run_id)


async def awaited(watch: Watch, work: Awaitable[Run]) -> Run:
    """Like `supervised`, for work that comes to a run: at the deadline, `return` returns it as it is."""
    try:
        return await supervised(watch, work)
    except RunDeadlineExceeded as error:
        if watch.on_deadline == "return" and is_own(watch, error):
            return error.run
        raise


def is_own(watch: Watch, error: RunDeadlineExceeded) -> bool:
    """Say whether the time was up for the run that is followed, not for one that locked its thread."""
    return watch.run is not None and watch.run.id == error.run_id
