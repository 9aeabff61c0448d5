"""Has transactions done for an event loop, which itself never waits for a disk.

`runs.worker` and the indexer of documents have their work done so: where the database is locked or full, it
waits, and is not lost.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any, TypeVar

from .troubles import DatabaseClosed, find_trouble, is_passing, is_undone

_FIRST_PAUSE = 0.05
"""Seconds before the second try."""

_LONGEST_PAUSE = 1.0
"""Seconds between two tries to write to a database that is locked or full."""

_LOG = logging.getLogger(__name__)

T = TypeVar("T")


async def do_patiently(work: Callable[..., T], *arguments: Any, repeats_doubtful: bool = True) -> T:
    """Return what *work* returns, in a thread; again and again while the database is locked, full or away.

    Args:
        work: What to do.
        *arguments: What it is called with.
        repeats_doubtful: Whether it is done again if nobody knows whether it was stored. It is by default:
            most work finds its own rows then, and goes on from there.

    Raises:
        DatabaseClosed: There are no threads any more.
    """
    pause, waited = _FIRST_PAUSE, 0.0
    while True:
        try:
            done = await do_in_thread(work, *arguments)
        except Exception as error:
            if not is_passing(error) or not (repeats_doubtful or is_undone(error)):
                raise
            # Once is enough: hundreds of runs may wait, and each of them looks every second.
            _LOG.log(logging.DEBUG if waited else logging.WARNING, "work waits: %s", find_trouble(error))
        else:
            if waited:
                _LOG.info("work goes on after %.1f s", waited)
            return done
        await asyncio.sleep(pause * random.uniform(0.75, 1.0))  # hundreds may wait for the same
        waited += pause
        pause = min(2 * pause, _LONGEST_PAUSE)


async def do_in_thread(work: Callable[..., T], *arguments: Any, threads: Executor | None = None) -> T:
    """Return what *work* returns, in a thread.

    Args:
        work: What to do.
        *arguments: What it is called with.
        threads: Whose threads; None, the default, for those of the event loop.

    Raises:
        DatabaseClosed: There are no threads any more.
    """
    try:
        future = asyncio.get_running_loop().run_in_executor(threads, partial(work, *arguments))
    except RuntimeError:  # the threads have been shut down
        raise DatabaseClosed("the server has been closed") from None
    return await future
