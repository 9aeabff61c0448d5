"""How many tools run at once, how long, how often, and with whose leave."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from assistants_v2 import RunCancelled, RunRequiresAction, ToolError

from ..server.driving import says
from .desks import CHARGE, MIXED, Counter, Crowd, asks, desk, looking
from .worlds import LATER, RUNS, Servers, World

pytestmark = pytest.mark.anyio


async def test_three_slow_tools(world: World, servers: Servers) -> None:
    """The calls of one turn run side by side: each of three can wait for the two others."""
    here = await desk(
        world, servers, asks(*(("meet", f'{{"number": {number}}}') for number in range(3))), says("Met.")
    )
    meeting = threading.Barrier(3, timeout=30)

    def meet(number: int) -> int:
        meeting.wait()
        return number

    result = await here.execute(meet, on_tool_error="raise")
    assert ["0", "1", "2"] == here.outputs
    assert [0, 1, 2] == [json.loads(call.arguments)["number"] for call in result.tool_calls]


@pytest.mark.parametrize(("given", "most"), [({}, 8), ({"max_parallel_tools": 3}, 3)], ids=str)
async def test_no_more_tools_at_once_than_allowed(
    world: World, servers: Servers, given: dict[str, Any], most: int
) -> None:
    """At most so many calls run side by side, eight by default; each is answered in the end."""
    here = await desk(
        world, servers, asks(*(("enter", f'{{"number": {number}}}') for number in range(20))), says("Done.")
    )
    crowd = Crowd()
    await here.execute(crowd.enter, **given)
    assert 1 < crowd.most <= most
    assert [str(number) for number in range(20)] == here.outputs


async def test_tools_one_after_the_other(world: World, servers: Servers) -> None:
    """Whoever allows one call at a time gets them in the order of asking."""
    here = await desk(
        world, servers, asks(*(("enter", f'{{"number": {number}}}') for number in range(5))), says("Done.")
    )
    crowd, order = Crowd(), list[int]()

    def enter(number: int) -> int:
        order.append(number)
        return crowd.enter(number)

    await here.execute(enter, max_parallel_tools=1)
    assert (1, [0, 1, 2, 3, 4]) == (crowd.most, order)


async def test_blocking_tools_do_not_block_the_event_loop(servers: Servers) -> None:
    """The async client runs sync functions in worker threads, and awaits async ones where it is."""
    world = World("async")
    here = await desk(world, servers, asks(("stay", "{}"), ("go", "{}"), ("go_late", "{}")), says("Done."))
    passing = threading.Event()
    ran: dict[str, threading.Thread] = {}

    def stay() -> str:
        ran["stay"] = threading.current_thread()
        assert passing.wait(30)  # a loop that is blocked would never come to `go`
        return "stayed"

    async def go() -> str:
        ran["go"] = threading.current_thread()
        passing.set()
        return "went"

    def go_late() -> Any:
        return go()

    await here.execute(stay, go, go_late, on_tool_error="raise")
    assert ["stayed", "went", "went"] == here.outputs
    assert ran["go"] is threading.current_thread() is not ran["stay"]
    await world.close()


async def test_async_tools_need_the_async_client(servers: Servers) -> None:
    """The blocking client says so before it makes a run."""
    world = World("blocking")
    here = await desk(world, servers)

    async def go() -> str:
        return "went"

    with pytest.raises(TypeError, match="go is an async function: use AsyncAssistants"):
        await here.execute(go)
    assert [] == here.server.seen("POST", RUNS)
    await world.close()


async def test_tool_timeout(world: World, servers: Servers) -> None:
    """A call that takes too long is answered with that; the others are not held up."""
    here = await desk(world, servers, asks(("sleep", "{}"), ("look", "{}")), says("A pity."))
    over = threading.Event()

    def sleep() -> str:
        over.wait(30)
        return "slept"

    def look() -> int:
        return 17

    try:
        result = await here.execute(sleep, look, tool_timeout=LATER)
    finally:
        over.set()
    assert ["The tool sleep did not finish in time.", "17"] == here.outputs
    assert "A pity." == result.text


async def test_tool_timeout_where_errors_are_raised(world: World, servers: Servers) -> None:
    """With `raise` the caller hears that the call took too long."""
    here = await desk(world, servers, asks(("sleep", "{}")))
    over = threading.Event()

    def sleep() -> None:
        over.wait(30)

    try:
        with pytest.raises(ToolError, match="did not finish in time"):
            await here.execute(sleep, tool_timeout=0.05, on_tool_error="raise")
    finally:
        over.set()


async def test_max_rounds(world: World, servers: Servers) -> None:
    """A model that goes on calling is stopped after so many rounds, by an error that names the run."""
    here = await desk(world, servers, *[CHARGE] * 5)
    counter = Counter()
    with pytest.raises(RunRequiresAction, match="3 rounds") as raised:
        await here.execute(counter.charge, max_rounds=3)
    assert [5, 5, 5] == counter.ran
    assert here.run["id"] == raised.value.run_id


async def test_approve(world: World, servers: Servers) -> None:
    """A call that is not approved is not made, and the model is told; the others are."""
    here = await desk(world, servers, MIXED, says("Very well."))
    counter, asked = Counter(), list[str]()

    def modest(call: Any) -> bool:
        asked.append(call.function.name)
        return "7" not in call.function.arguments

    result = await here.execute(counter.charge, looking("a bird"), approve=world.hook(modest))
    assert [5] == counter.ran
    assert ["charged 5", "a bird", "The call was not approved, so it was not made."] == here.outputs
    assert ["charge", "charge", "look"] == sorted(asked)
    assert "Very well." == result.text


async def test_approve_raising(world: World, servers: Servers) -> None:
    """What the hook raises reaches the caller, and no tool has run; the run is cancelled."""
    here = await desk(world, servers, CHARGE)
    counter = Counter()

    def refuse(call: Any) -> bool:
        raise PermissionError("not on my watch")

    with pytest.raises(PermissionError, match="not on my watch"):
        await here.execute(counter.charge, approve=world.hook(refuse))
    assert [] == counter.ran
    assert here.run["status"] in ("cancelling", "cancelled")


async def test_approve_is_asked_about_one_call_after_the_other(world: World, servers: Servers) -> None:
    """A hook that asks a person is never asked about two calls at once, and always in order."""
    here = await desk(world, servers, MIXED, says("Very well."))
    crowd, asked = Crowd(), list[str]()

    def slowly(call: Any) -> bool:
        asked.append(call.function.arguments)
        return crowd.enter(1) == 1

    await here.execute(Counter().charge, looking("a bird"), approve=slowly)
    assert 1 == crowd.most
    assert ['{"amount": 5}', "{}", '{"amount": 7}'] == asked


async def test_cancelled_while_tools_run(world: World, servers: Servers) -> None:
    """A run that somebody cancels during a call is an error that says so; its outputs are not wanted."""
    here = await desk(world, servers, CHARGE)
    other = World("blocking").client(here.server)

    def charge(amount: int) -> str:
        other.threads.runs.cancel(here.run["id"], thread_id=here.thread_id)
        return f"charged {amount}"

    with pytest.raises(RunCancelled) as raised:
        await here.execute(charge)
    other.close()
    assert here.run["id"] == raised.value.run_id
