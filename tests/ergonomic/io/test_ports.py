"""The two ports: how tools and hooks are called, side by side and in time. Answers are in test_answers.py."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import partial
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from assistants_v2 import APIError, ToolError, tool
from assistants_v2.flows.ledger import Ledger
from assistants_v2.flows.port import Port
from assistants_v2.flows.port_values import StreamOffer
from assistants_v2.io.blocking import BlockingPort
from assistants_v2.io.cooperative import CooperativePort
from assistants_v2.io.runner import finish
from assistants_v2.rules.configuration import Settings
from assistants_v2.tools import BoundCall
from assistants_v2_raw.client import Client
from attrs import frozen

SETTINGS = Settings(base_url="https://host/v1", api_key="")
ASKED_BY: ContextVar[str] = ContextVar("asked_by", default="nobody")
PATIENCE = 10.0
"""Seconds after which a test that hangs fails."""


def blocking_port() -> Port:
    """Return a port of a blocking client."""
    return BlockingPort(Client(SETTINGS.base_url), SETTINGS, Ledger(), StreamOffer(), bool)


def cooperative_port() -> Port:
    """Return a port of an async client."""
    return CooperativePort(Client(SETTINGS.base_url), SETTINGS, Ledger(), StreamOffer(), bool)


@frozen
class World:
    """A port, and what runs its coroutines."""

    port: Port
    run: Callable[[Callable[[], Any]], Any]


WORLDS = {
    "blocking": lambda: World(blocking_port(), lambda work: finish(work())),
    "asyncio": lambda: World(cooperative_port(), partial(anyio.run, backend="asyncio")),
    "trio": lambda: World(cooperative_port(), partial(anyio.run, backend="trio")),
}


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> World:
    """Each port in turn, the async one on both event loops."""
    return WORLDS[request.param]()


def call(function: Callable[..., Any], arguments: str = "{}") -> BoundCall:
    """Return a call of a function tool."""
    return tool(function).bind(arguments)


def together(world: World, works: Sequence[Callable[[], Any]], limit: int = 8) -> list[Any]:
    """Do works side by side."""
    results: list[Any] = world.run(partial(world.port.together, works, limit))
    return results


def test_calls_run_side_by_side_and_keep_their_order(world: World) -> None:
    """Three functions that wait for one another all get through; results come as they were asked for."""
    meeting = threading.Barrier(3)

    def meet(number: int) -> int:
        meeting.wait(PATIENCE)
        return number

    works = [partial(world.port.invoke, call(meet, f'{{"number": {number}}}')) for number in range(3)]
    assert [0, 1, 2] == together(world, works)


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_run_at_once_than_allowed(world: World, limit: int) -> None:
    """The others wait for their turn."""
    running: list[int] = []
    most: list[int] = []
    pause = threading.Event()

    def work(number: int) -> int:
        running.append(number)
        most.append(len(running))
        pause.wait(0.01)
        running.remove(number)
        return number

    works = [partial(world.port.invoke, call(work, f'{{"number": {number}}}')) for number in range(6)]
    assert list(range(6)) == together(world, works, limit)
    assert max(most) <= limit


@pytest.mark.parametrize("count", [0, 1])
def test_few_works_are_done_too(world: World, count: int) -> None:
    """None and one are no special case to the caller."""
    assert [7] * count == together(world, [partial(world.port.invoke, call(lucky)) for _ in range(count)])


def lucky() -> int:
    """Return."""
    return 7


def unlucky() -> int:
    """Fail."""
    raise LookupError("no luck")


def who_asks() -> str:
    """Return what the context says."""
    return ASKED_BY.get()


def own_thread() -> int:
    """Return the thread that this runs on."""
    return threading.get_ident()


def exhausted() -> int:
    """Raise what ends a generator."""
    raise StopIteration


def test_the_first_failure_is_raised_as_it_is(world: World) -> None:
    """It is not wrapped in a group."""
    works = [partial(world.port.invoke, call(function)) for function in (lucky, unlucky, lucky)]
    with pytest.raises(LookupError, match="no luck"):
        together(world, works)


def test_a_tool_that_raises_stop_iteration_has_failed(world: World) -> None:
    """It ends neither a coroutine nor a thread unseen."""
    with pytest.raises(RuntimeError):
        world.run(partial(world.port.invoke, call(exhausted)))


@pytest.mark.parametrize("works", [1, 3])
@pytest.mark.parametrize("within", [None, PATIENCE])
def test_a_tool_whose_own_work_was_cancelled_has_failed(
    world: World, works: int, within: float | None
) -> None:
    """It is no cancellation of who called it, whether the tool is a coroutine or not."""

    def cancelled() -> None:
        raise asyncio.CancelledError

    async def awaits_what_is_cancelled() -> None:
        raise asyncio.CancelledError

    tools = [cancelled, awaits_what_is_cancelled] if world.port.awaits else [cancelled]
    for function in tools:
        with pytest.raises(ToolError, match=f"The tool {function.__name__} was cancelled") as raised:
            together(world, [partial(world.port.invoke, call(function), within)] * works)
        assert isinstance(raised.value.__cause__, asyncio.CancelledError)


@pytest.mark.parametrize("works", [1, 3])
@pytest.mark.parametrize("within", [None, PATIENCE])
def test_tools_see_the_callers_context(world: World, works: int, within: float | None) -> None:
    """Context variables reach a tool, in whatever thread it runs."""
    token = ASKED_BY.set("a user")
    try:
        asked = [partial(world.port.invoke, call(who_asks), within) for _ in range(works)]
        assert ["a user"] * works == together(world, asked)
    finally:
        ASKED_BY.reset(token)


def test_a_blocking_tool_does_not_block_the_event_loop() -> None:
    """On the async port it runs on another thread; on the blocking one on the caller's own."""
    here = threading.get_ident()
    assert here == finish(blocking_port().invoke(call(own_thread)))
    assert here != anyio.run(cooperative_port().invoke, call(own_thread))


def test_a_tool_that_takes_too_long_is_left(world: World) -> None:
    """TimeoutError is raised while it still works."""
    release = threading.Event()

    def dawdle() -> None:
        release.wait(PATIENCE)

    try:
        with pytest.raises(TimeoutError):
            world.run(partial(world.port.invoke, call(dawdle), 0.02))
    finally:
        release.set()


def test_a_tool_in_time_returns_or_fails_as_always(world: World) -> None:
    """A limit that is not reached changes nothing."""
    for within in (PATIENCE, float("inf")):
        assert 7 == world.run(partial(world.port.invoke, call(lucky), within))
    with pytest.raises(LookupError, match="no luck"):
        world.run(partial(world.port.invoke, call(unlucky), PATIENCE))


async def later() -> str:
    """Answer a little later."""
    await anyio.lowlevel.checkpoint()
    return "later"


async def never() -> None:
    """Answer too late."""
    await anyio.sleep(PATIENCE)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_async_tool_is_awaited(backend: str) -> None:
    """On the async port, on its event loop, and in time."""
    port = cooperative_port()
    assert "later" == anyio.run(port.invoke, call(later), backend=backend)
    with pytest.raises(TimeoutError):
        anyio.run(port.invoke, call(never), 0.02, backend=backend)


def test_a_blocking_port_refuses_an_async_tool() -> None:
    """It says what to use, and leaves no coroutine behind that was never awaited."""
    with pytest.raises(ToolError, match="later is an async function: use AsyncAssistants") as caught:
        finish(blocking_port().invoke(call(later)))
    assert "later" == caught.value.tool_name
    gc.collect()


def test_hooks_are_asked(world: World) -> None:
    """A plain function is called with what there is to ask."""
    assert 3 == world.run(partial(world.port.ask, max, 1, 3))


def test_an_async_hook_is_awaited_or_refused() -> None:
    """The blocking port refuses it, and leaves no coroutine behind that was never awaited."""
    assert "later" == anyio.run(cooperative_port().ask, later)
    with pytest.raises(TypeError, match="is an async function: use AsyncAssistants for it"):
        finish(blocking_port().ask(later))
    gc.collect()


def test_a_rescue_swallows_its_own_failure(world: World) -> None:
    """The last request may fail: the caller has an error of its own to hear of."""
    done: list[str] = []

    async def cancel() -> None:
        done.append("tried")
        raise APIError("too late")

    world.run(partial(world.port.rescue, cancel, PATIENCE))
    assert ["tried"] == done


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_rescue_does_not_last(anyio_backend: str) -> None:
    """Whoever leaves is not held up for longer than agreed."""
    began = anyio.current_time()
    await cooperative_port().rescue(lambda: anyio.sleep(PATIENCE), 0.01)
    assert anyio.current_time() - began < PATIENCE


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_rescue_outlives_the_cancellation_that_made_it_necessary(anyio_backend: str) -> None:
    """A task that is being cancelled may still say so to the server."""
    done: list[str] = []

    async def cancel() -> None:
        await anyio.sleep(0.01)
        done.append("cancelled")

    with anyio.CancelScope() as scope:
        scope.cancel()
        await cooperative_port().rescue(cancel, PATIENCE)
    assert ["cancelled"] == done


def test_clocks_and_chance_are_what_they_are_called(world: World) -> None:
    """Time goes forward, chance is a share, and no token comes twice."""
    port = world.port
    assert port.elapsed() <= port.elapsed()
    assert port.clock() > 1_700_000_000
    assert 0 <= port.chance() <= 1
    assert port.token() != port.token()
