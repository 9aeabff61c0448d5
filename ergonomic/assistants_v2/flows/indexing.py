"""Waiting for a file or a batch until the server has done with it. Used by the flows of files and stores.

How often is looked, and what a look that fails means, are the rules by which runs are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ..errors import APIError, FileDeadlineExceeded
from ..rules.polling import LOOK_RETRIES, is_transient, look_timeout, schedule_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistants_v2_raw.types import Operation

    from ..rules.companion_options import IndexOptions
    from .port import Port

T = TypeVar("T")


async def look_until(
    io: Port, look: Operation[T], is_over: Callable[[T], bool], options: IndexOptions, what: str
) -> T:
    """Return what is looked at, once it is over.

    Args:
        io: The port.
        look: The request that shows it.
        is_over: Says whether the server has done with it.
        options: How often to look, and for how long.
        what: What it is, for the error.

    Raises:
        FileDeadlineExceeded: It was not over at the deadline.
        APIError: It cannot be looked at.
    """
    schedule, began, looks, failures = schedule_for(options.poll_interval_ms), io.elapsed(), 0, 0
    seen: T | None = None
    while True:
        left = options.longest - (io.elapsed() - began)
        try:
            reply = await io.attempt(look, within=look_timeout(failures, left))
        except APIError as failure:
            failures += 1
            wait = _wait_after(io, failure, failures)
        else:
            seen, failures = reply.value, 0
            if options.on_poll:
                await io.ask(options.on_poll, seen)
            if is_over(seen):
                return seen
            wait = schedule.delay(looks, io.elapsed() - began, reply.headers, io.chance())
            looks += 1
        left = options.longest - (io.elapsed() - began)
        if left <= 0:
            raise FileDeadlineExceeded(
                f"the server is still at work on {what} after {options.longest:g} seconds, and goes on: "
                "poll() waits once more, for as long as deadline= says.",
                last_seen=seen,
            )
        await io.pause(min(wait, left))


def _wait_after(io: Port, failure: APIError, failures: int) -> float:
    """Return how long to wait after a look that failed; raises *failure* if waiting cannot help."""
    failure.attempts = failures
    if not is_transient(failure):
        raise failure
    wait = LOOK_RETRIES.wait(
        failure, retries=failures - 1, repeatable=True, chance=io.chance(), now=io.clock()
    )
    return LOOK_RETRIES.longest if wait is None else wait


class Indexed(Protocol):
    """A file of a vector store, or a batch."""

    @property
    def status(self) -> str:
        """How far the server is with it."""
        ...


def is_indexed(found: Indexed) -> bool:
    """Say whether the server has done with a file of a vector store, or with a batch."""
    return found.status != "in_progress"
