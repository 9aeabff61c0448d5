"""A time that stands still until it is moved."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from assistants_v2_server import Clock
from assistants_v2_server.clocks import Gate


def test_time_stands_still_until_it_is_moved() -> None:
    """It is the same time for everybody, and passes when a test says so."""
    clock = Clock(1000)
    assert (1000.0, 1000.0) == (clock(), clock.now)
    clock.forward(2.5)
    assert 1002.5 == clock()
    clock.set(datetime(2024, 1, 1, tzinfo=UTC))
    assert 1_704_067_200.0 == clock()


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody could say which moment is meant; time that passes does not go back."""
    with pytest.raises(ValueError, match="time zone"):
        Clock(datetime(2024, 1, 1))
    with pytest.raises(ValueError, match=r"use set\(\) to go back"):
        Clock().forward(-1)


def test_listeners_are_called_after_each_move() -> None:
    """Until they end it."""
    clock = Clock(0)
    seen: list[float] = []
    end = clock.listen(lambda: seen.append(clock()))
    clock.forward(1)
    clock.set(5)
    end()
    end()
    clock.forward(1)
    assert [1.0, 5.0] == seen


def test_a_wait_is_over_when_the_clock_says_so() -> None:
    """Real time does not count."""

    async def wait() -> list[bool]:
        clock = Clock(0)
        sleeping = asyncio.ensure_future(clock.wait_until(10))
        seen: list[bool] = []
        for seconds in (9, 1):
            await asyncio.sleep(0.01)
            clock.forward(seconds)
            await asyncio.sleep(0.01)
            seen.append(sleeping.done())
        await clock.wait_until(10)
        await sleeping
        return seen

    assert [False, True] == asyncio.run(wait())


def test_a_gate_stays_open() -> None:
    """Whoever comes later does not wait."""
    gate = Gate()
    gate.open()
    asyncio.run(gate.wait())
