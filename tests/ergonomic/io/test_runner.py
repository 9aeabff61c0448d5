"""Running workflows for blocking callers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from assistants_v2.io.runner import each, finish

SUSPENDED = "a blocking workflow suspended: it awaited something other than its port"


def walk_over(items: AsyncGenerator[int]) -> Any:
    """Walk an async generator as blocking lists are walked."""
    closable: Any = items
    return each(closable)


async def answer() -> int:
    """Answer at once, as a blocking port does."""
    return 42


async def deeply() -> int:
    """Await what answers at once."""
    return await answer()


async def fail() -> int:
    """Fail at once."""
    raise LookupError("no")


async def wait() -> int:
    """Wait for an event loop."""
    await asyncio.sleep(0)
    return 0


class Count:
    """An async generator that says whether it was closed."""

    def __init__(self, *, breaks_at: int = 3) -> None:
        self.breaks_at = breaks_at
        self.closed = False

    async def items(self) -> AsyncGenerator[int]:
        """Yield 0, 1, 2; or fail on the way."""
        try:
            for number in range(3):
                if number == self.breaks_at:
                    await fail()
                yield await deeply() - 42 + number
        finally:
            await answer()
            self.closed = True


def test_finish_returns_the_result() -> None:
    """A coroutine that never suspends is run to its end."""
    assert 42 == finish(deeply())


def test_finish_raises_the_error() -> None:
    """What the coroutine raises reaches the caller."""
    with pytest.raises(LookupError, match="no"):
        finish(fail())


def test_finish_refuses_to_wait() -> None:
    """A coroutine that suspends is closed and told off, not left hanging."""
    work: Any = wait()
    with pytest.raises(RuntimeError, match=SUSPENDED):
        finish(work)
    assert work.cr_frame is None


def test_each_yields_the_items() -> None:
    """An async generator is walked to its end, and closed."""
    count = Count()
    assert [0, 1, 2] == list(walk_over(count.items()))
    assert count.closed


def test_each_raises_the_error() -> None:
    """What the generator raises reaches the caller behind the items before it."""
    count = Count(breaks_at=1)
    walk = walk_over(count.items())
    assert 0 == next(walk)
    with pytest.raises(LookupError, match="no"):
        next(walk)
    assert count.closed


def test_leaving_early_closes_the_generator() -> None:
    """What the generator does in the end is done when its consumer goes."""
    count = Count()
    walk = walk_over(count.items())
    for _ in walk:
        break
    assert not count.closed
    walk.close()
    assert count.closed


def test_each_refuses_to_wait() -> None:
    """A generator that suspends is told off like a coroutine."""

    async def waiting() -> AsyncGenerator[int]:
        yield await wait()

    with pytest.raises(RuntimeError, match=SUSPENDED):
        next(walk_over(waiting()))


@pytest.mark.anyio
async def test_a_running_event_loop_is_no_hindrance() -> None:
    """Blocking code works inside a notebook, whose event loop runs already."""
    assert 42 == finish(deeply())
    count = Count()
    assert [0, 1, 2] == list(walk_over(count.items()))
    for _ in (walk := walk_over(Count().items())):
        break
    walk.close()
