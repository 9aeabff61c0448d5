"""What is not left half done, though whoever waits for it is cancelled: once, or again while it waits.

`runs` keeps and removes files so, and processes that read documents are ended so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def see_through(work: Coroutine[Any, Any, T], note: Callable[[T], object] = lambda _: None) -> T:
    """Return what some work returns. Whoever cancels this waits for its end.

    Args:
        work: What is done.
        note: Is told what it returned, also if this was cancelled meanwhile; by default nobody is.
    """
    doing = asyncio.ensure_future(work)
    try:
        done = await asyncio.shield(doing)
    except asyncio.CancelledError:
        await wait_out(doing)
        if not doing.cancelled() and doing.exception() is None:
            note(doing.result())
        raise
    note(done)
    return done


async def wait_out(doing: asyncio.Future[Any]) -> None:
    """Wait until something is done, whatever it comes to and however often that is cancelled."""
    while not doing.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait([doing])
