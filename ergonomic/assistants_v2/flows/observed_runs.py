"""Tells of runs that are followed: by the flows that wait for their end, and by `run_events` for streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..rules.client_events import RetryEvent, RunEvent
from .observing import Telling, announce_retry, is_heard

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from .watch import Watch

T = TypeVar("T")


def begin_run(watch: Watch) -> None:
    """Report that a run is followed from now on, if anybody hears of it."""
    if is_heard(watch.io, RunEvent):
        watch.telling = Telling(watch.io, RunEvent(*watch.ids, base_url=watch.io.settings.base_url))


def end_run(watch: Watch, error: BaseException | None = None, messages: Any = ()) -> None:
    """Report that a run is followed no longer, once."""
    telling, watch.telling = watch.telling, None
    if telling is not None:
        thread_id, run_id = watch.ids
        telling.end(thread_id=thread_id, run_id=run_id, run=watch.run, error=error, messages=messages)


async def observe_run(watch: Watch, work: Awaitable[T]) -> T:
    """Return what a workflow that follows a run returns, and tell of the run."""
    begin_run(watch)
    if watch.telling is None:
        return await work
    try:
        with watch.telling.activate():
            value = await work
    except BaseException as error:
        end_run(watch, error)
        raise
    end_run(watch, messages=getattr(value, "messages", ()))
    return value


async def tell_of_failed_run(watch: Watch, reason: Any, seconds: float, attempts: int) -> None:
    """Report that another run is made, since one has failed.

    Args:
        watch: That one.
        reason: Its `last_error`.
        seconds: How long is waited before.
        attempts: How many runs were made until now.
    """
    thread_id, run_id = watch.ids
    code = str(reason and reason.code)
    event = RetryEvent("create_run", code, seconds, attempts, thread_id=thread_id, run_id=run_id)
    await announce_retry(watch.io, event)
