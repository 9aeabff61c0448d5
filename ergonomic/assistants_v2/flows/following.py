"""Following a run until it rests, and cancelling it when its caller leaves. Used by all polling flows."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from assistants_v2_raw.api.runs import cancel_run, get_run, list_runs

from ..errors import (
    APIError,
    APIResponseValidationError,
    AssistantsError,
    RunDeadlineExceeded,
    ToolError,
)
from ..rules.client_events import CancelEvent, LookEvent
from ..rules.polling import (
    BETWEEN_SEARCHES,
    LAST_REQUEST,
    LOOK_RETRIES,
    NEWEST,
    SETTLED,
    is_at_rest,
    is_transient,
    look_timeout,
)
from .observing import tell, tell_of_retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from assistants_v2_raw.models import Run

    from ..rules.client_events import CancelReason
    from .port_values import Reply
    from .reconciling import Mark
    from .watch import Watch

T = TypeVar("T")


async def follow_run(watch: Watch, run: Run, until: Callable[[Run], bool] = is_at_rest) -> Run:
    """Look at *run* again and again until *until* says of it that this is enough.

    Failures that may pass are waited out; those that will not (401, 403, 404) are raised at once.

    Raises:
        RunDeadlineExceeded: It was not enough at the deadline.
        APIError: It cannot be looked at.
    """
    watch.keep(run)
    headers: Mapping[str, str] = {}
    looks, since = 0, watch.seconds_passed()
    while not until(run):
        wait = watch.schedule.delay(looks, watch.seconds_passed() - since, headers, watch.io.chance())
        await watch.io.pause(min(wait, watch.require_time()))
        reply = await _look_until_answered(watch)
        await show_run(watch)
        run, headers = reply.value, reply.headers
        looks += 1
    return run


async def fetch_run(watch: Watch) -> Run:
    """Return a run of which only the ids are known; without a deadline, this is a request like others."""
    if watch.options.deadline is not None:
        return (await _look_until_answered(watch)).value
    run = await watch.io.send(get_run.request(*watch.ids))
    _require_same(watch, run)
    watch.keep(run)
    return run


async def look_again(watch: Watch) -> Run:
    """Return the run as it is now, as `follow_run` looks at it."""
    reply = await _look_until_answered(watch)
    await show_run(watch)
    return reply.value


async def _look_until_answered(watch: Watch) -> Reply[Run]:
    """Return the run as it is now; failures that may pass are waited out."""
    for failures in count():
        try:
            reply = await look_once(watch, failures)
        except APIError as failure:
            wait = min(wait_after(watch, failure, failures), watch.require_time())
            await tell_of_retry(watch.io, failure, wait, operation="get_run", ids=watch.ids)
        else:
            watch.keep(reply.value)
            return reply
        await watch.io.pause(wait)
    raise AssertionError("count() does not end")


async def look_once(watch: Watch, failures: int) -> Reply[Run]:
    """Look at the run once, after so many failures in a row; raises APIError."""
    within = look_timeout(failures, watch.seconds_left())
    reply = await watch.io.attempt(get_run.request(*watch.ids), within=within)
    run = reply.value
    _require_same(watch, run)
    tell(LookEvent(run.thread_id, run.id, run.status, watch.seconds_passed()))
    return reply


def _require_same(watch: Watch, run: Run) -> None:
    """Raise APIResponseValidationError for a reply about another run, such as one out of a cache."""
    run_id = watch.ids[1]
    if run.id != run_id:
        raise APIResponseValidationError(
            f"asked for run {run_id}, the server answered with run {run.id}.",
            status_code=200,
            url=watch.io.settings.base_url,
        )


def wait_after(watch: Watch, failure: APIError, failures: int) -> float:
    """Return how long to wait after a look that failed; raises *failure* if waiting cannot help."""
    watch.failure = failure
    failure.attempts = failures + 1
    if not is_transient(failure):
        raise failure
    io = watch.io
    wait = LOOK_RETRIES.wait(failure, retries=failures, repeatable=True, chance=io.chance(), now=io.clock())
    return LOOK_RETRIES.longest if wait is None else wait


async def show_run(watch: Watch) -> None:
    """Show the run to the program's `on_poll`."""
    if watch.options.on_poll and watch.run:
        await ask_hook(watch, watch.options.on_poll, watch.run)


async def ask_hook(watch: Watch, hook: Callable[..., object], *args: object) -> object:
    """Call a hook of the program's and return what it says; whatever it raises is an interruption."""
    try:
        return await watch.io.ask(hook, *args)
    except AssistantsError:  # which `supervise` takes for the workflow's own
        await cancel_if_left(watch)
        raise


async def supervise(watch: Watch, work: Awaitable[T]) -> T:
    """Return what *work* returns; if it ends early, cancel the run where the watch says so.

    That is at the deadline, after an interruption, after an error in a hook, and when the run cannot be read,
    so that nobody could go on with it. After any other APIError or a ToolError the run goes on; the error
    gets the ids of run and thread, with which it can be resumed.
    """
    try:
        return await _settle_errors(watch, work)
    except AssistantsError:
        raise
    except BaseException:
        await cancel_if_left(watch)
        raise


async def _settle_errors(watch: Watch, work: Awaitable[T]) -> T:
    """Return what *work* returns, and do what the errors of this package ask for.

    It may be interrupted as well, even while it cancels the run.
    """
    try:
        return await work
    except (APIError, ToolError) as error:
        thread_id, run_id = watch.ids
        error.thread_id, error.run_id = error.thread_id or thread_id or None, error.run_id or run_id or None
        if isinstance(error, APIResponseValidationError) and error.place:
            await cancel_if_left(watch, "unreadable answer")
        raise
    except RunDeadlineExceeded as error:
        if watch.options.on_deadline == "cancel" and _is_own(watch, error):
            error.cancelled = await cancel_and_go(watch, "deadline")
        raise


async def cancel_if_left(watch: Watch, reason: CancelReason = "interruption") -> None:
    """Cancel the run when its caller leaves early, if the watch says so and the run has not ended."""
    is_over = watch.run is not None and watch.run.status in SETTLED
    if watch.cancels_on_exit and not is_over and (all(watch.ids) or watch.mark):
        await cancel_and_go(watch, reason)


async def cancel_and_go(watch: Watch, reason: CancelReason) -> bool:
    """Cancel the run at the server on the way out, trying for two seconds; say whether that was taken.

    A run that nobody has seen yet, since the request that creates it was interrupted, is looked for first.
    """
    told: list[bool] = []

    async def work() -> None:
        ends = watch.io.elapsed() + LAST_REQUEST
        if watch.mark and not all(watch.ids):
            created = await _find_created(watch, watch.mark, ends)
            if created is None or created.status in SETTLED:
                return
            watch.keep(created)
        await _cancel_in_time(watch, ends)
        told.append(True)
        watch.io.ledger.forget(watch.ids[1])

    await watch.io.rescue(work, LAST_REQUEST)
    tell(CancelEvent(*watch.ids, reason, is_taken=bool(told)))
    return bool(told)


async def _find_created(watch: Watch, mark: Mark, ends: float) -> Run | None:
    """Return the run that has the mark, if the server stores it before *ends*.

    The request that creates it may still be on its way, or may never have been sent.
    """
    io, operation = watch.io, list_runs.request(watch.ids[0], limit=NEWEST, order="desc")
    while (left := ends - io.elapsed()) > 0:
        with suppress(APIError):
            newest = (await io.attempt(operation, within=left)).value.data
            if run := mark.find_among(newest or ()):
                return run
        await io.pause(min(BETWEEN_SEARCHES, max(0.0, ends - io.elapsed())))
    return None


async def _cancel_in_time(watch: Watch, ends: float) -> None:
    """Cancel the run, and again after failures that may pass, as long as the last request may take.

    Raises:
        APIError: The last try failed.
    """
    io, operation = watch.io, cancel_run.request(*watch.ids)
    for failures in count():
        left = ends - io.elapsed()
        try:
            await io.attempt(operation, within=left)
        except APIError as failure:
            if isinstance(failure, APIResponseValidationError) and failure.place:
                return  # it was taken, whatever the answer says of the run
            wait = wait_after(watch, failure, failures)
            if wait >= ends - io.elapsed():
                raise
            await tell_of_retry(io, failure, wait, operation=operation.name, ids=watch.ids)
        else:
            return
        await io.pause(wait)


async def return_at_deadline(watch: Watch, work: Awaitable[Run]) -> Run:
    """Return what `supervise` does, or at the deadline the run as it is, if `on_deadline` is `return`."""
    try:
        return await supervise(watch, work)
    except RunDeadlineExceeded as error:
        if is_returned(watch, error):
            return error.run
        raise


def is_returned(watch: Watch, error: RunDeadlineExceeded) -> bool:
    """Say whether the caller wants the run as it is, now that its time is up."""
    return watch.options.on_deadline == "return" and _is_own(watch, error)


def _is_own(watch: Watch, error: RunDeadlineExceeded) -> bool:
    """Say whether the time was up for the run that is followed, not for one that locked its thread."""
    return watch.run is not None and watch.run.id == error.run_id
