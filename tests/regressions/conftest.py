"""Fixtures of the scenarios, and what holds for each of them: nothing is left behind."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest

from .slow_runs import SlowRun
from .worlds import COLOURS, Servers, World


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """No thread of the client's outlives its client."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("assistants-v2"):
            thread.join(10)  # those that nobody waits for any more end by themselves
            assert not thread.is_alive(), f"{thread.name} is still there"


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Opens servers for the time of a test."""
    with ExitStack() as stack:
        yield Servers(stack)


@pytest.fixture(params=COLOURS)
def colour(request: pytest.FixtureRequest) -> str:
    """Name each colour in turn."""
    return str(request.param)


@pytest.fixture
async def world(colour: str, servers: Servers, anyio_backend: str) -> AsyncIterator[World]:
    """Clients of each colour in turn, closed before the servers are."""
    world = World(colour)
    yield world
    await world.close()


@pytest.fixture
def slow_run(servers: Servers) -> SlowRun:
    """A run that takes as long as the test wants it to."""
    slow = SlowRun(servers)
    servers.stack.callback(slow.model.gate.set)
    return slow
