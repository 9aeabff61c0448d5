"""What a tool comes to reaches the model as exactly one output, whatever it was."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from assistants_v2 import RunDeadlineExceeded, RunRequiresAction, ToolError

from ..ergonomic.objects import a_run
from ..faults.scripted import answer
from ..server.driving import says
from .desks import CHARGE, MIXED, SECRET, Counter, asks, blind, desk, failing, looking
from .scripted_runs import executed, script
from .worlds import ASSISTANT, RUNS, SUBMIT, Servers, World, sent, wire

pytestmark = pytest.mark.anyio


@dataclass
class Balance:
    """Something that a tool may return."""

    days: int
    until: date


RESULTS = {
    "int": (17, "17"),
    "float": (0.5, "0.5"),
    "bool": (True, "true"),
    "dict": ({"days": 17, "name": "Zoë"}, '{"days": 17, "name": "Zoë"}'),
    "list": ([1, None], "[1, null]"),
    "None": (None, "null"),
    "str": ('it\'s "17"', 'it\'s "17"'),
    "empty str": ("", ""),
    "dataclass": (Balance(17, date(2026, 8, 26)), '{"days": 17, "until": "2026-08-26"}'),
}


@pytest.mark.parametrize("kind", RESULTS)
async def test_tool_returns_int_dict_none(world: World, servers: Servers, kind: str) -> None:
    """What a tool returns goes to the model as JSON, a text as it is; no result counts as a failure."""
    returned, output = RESULTS[kind]
    here = await desk(world, servers, asks(("look", "{}")), says("I see."))

    def look() -> object:
        return returned

    result = await here.execute(look, on_tool_error="raise")
    assert [output] == here.outputs
    assert "I see." == result.text


@pytest.mark.parametrize("error", [None, "none left"])
async def test_error_null_result(world: World, servers: Servers, error: str | None) -> None:
    """A result that speaks of an error, or of none, is a result like any other: nothing is raised."""
    here = await desk(world, servers, asks(("look", "{}")), says("I see."))

    def look() -> object:
        return {"error": error}

    result = await here.execute(look, on_tool_error="raise")
    assert [json.dumps({"error": error})] == here.outputs
    assert "I see." == result.text


@pytest.mark.parametrize(
    "returned",
    [b"\x00\xff", object(), float("nan"), {1j: 1}, "\ud800"],
    ids=["bytes", "object", "not a number", "complex key", "half surrogate"],
)
async def test_tool_returns_bytes(world: World, servers: Servers, returned: object) -> None:
    """What has no form in JSON is answered with what is wrong about it, and the run goes on."""
    here = await desk(world, servers, asks(("look", "{}")), says("I see."))

    def look() -> object:
        return returned

    result = await here.execute(look)
    (output,) = here.outputs
    assert "a tool returned" in output
    assert "I see." == result.text


async def test_tool_returns_bytes_is_an_error_where_errors_are_raised(world: World, servers: Servers) -> None:
    """With `raise` the caller hears of it, and which tool it was."""
    here = await desk(world, servers, asks(("look", "{}")))

    def look() -> bytes:
        return b"\x00"

    with pytest.raises(ToolError, match="bytes") as raised:
        await here.execute(look, on_tool_error="raise")
    assert "look" == raised.value.tool_name
    assert "requires_action" == here.run["status"]


async def test_tool_raises(world: World, servers: Servers) -> None:
    """A tool that raises is answered with the kind of its error, never with its text."""
    here = await desk(world, servers, asks(("look", "{}"), ("see", "{}")), says("A pity."))

    def look() -> str:
        raise LookupError(SECRET)

    def see() -> str:
        raise ToolError("Ask again tomorrow.")

    result = await here.execute(look, see)
    failed, told = here.outputs
    assert "LookupError" in failed
    assert SECRET not in failed
    assert "Ask again tomorrow." == told
    assert "A pity." == result.text


async def test_unregistered_tool(world: World, servers: Servers) -> None:
    """A function that nobody offers is answered with that, along with the others in one request."""
    here = await desk(world, servers, asks(("fly", "{}"), ("look", "{}")), says("I see."))

    def look() -> int:
        return 17

    tools = [{"type": "function", "function": {"name": name, "parameters": {}}} for name in ("fly", "look")]
    await here.execute(look, tools=tools)
    refused, seen = here.outputs
    assert "no tool 'fly'" in refused
    assert "look" in refused
    assert "17" == seen
    assert 1 == len(here.server.seen("POST", SUBMIT))


BAD_ARGUMENTS = {
    "no JSON": "{swordfish",
    "no object": '["swordfish"]',
    "unfinished": '{"days": "swordfish',
    "missing": '{"nights": "swordfish"}',
    "wrong type": '{"days": "swordfish"}',
}


@pytest.mark.parametrize("kind", BAD_ARGUMENTS)
async def test_bad_json_arguments(world: World, servers: Servers, kind: str) -> None:
    """Arguments that do not fit are answered with what was expected; the function is not called."""
    here = await desk(world, servers, asks(("book", BAD_ARGUMENTS[kind])), says("A pity."))
    booked: list[int] = []

    def book(days: int) -> str:
        booked.append(days)
        return "booked"

    await here.execute(book)
    (output,) = here.outputs
    assert [] == booked
    assert "booked" != output
    assert "swordfish" not in output


async def test_calls_that_are_no_functions(world: World, servers: Servers) -> None:
    """A run that waits for what is no function call is an error that says what it waits for."""
    action = {"type": "submit_tool_approval", "submit_tool_approval": {"tool_calls": []}}
    server = servers.scripted(script(wire(a_run("requires_action", required_action=action))))
    with pytest.raises(RunRequiresAction, match="submit_tool_approval"):
        await executed(world, server, Counter().charge)


@pytest.mark.parametrize("action", [None, ...])
async def test_requires_action_that_requires_none(world: World, servers: Servers, action: Any) -> None:
    """A run that waits, and does not say for what, is looked at until it does, or until the deadline."""
    server = servers.scripted(script(wire(a_run("requires_action", required_action=action))))
    with pytest.raises(RunDeadlineExceeded) as raised:
        await executed(world, server, Counter().charge, deadline=0.2)
    assert "run_1" == raised.value.run_id


async def test_on_tool_error_raise_names_run_and_thread(world: World, servers: Servers) -> None:
    """The run that waits on can be found by the error."""
    here = await desk(world, servers, MIXED)
    with pytest.raises(ToolError) as raised:
        await here.execute(Counter().charge, failing(), on_tool_error="raise")
    assert (here.run["id"], here.thread_id) == (raised.value.run_id, raised.value.thread_id)


async def test_on_tool_error_cancel(world: World, servers: Servers) -> None:
    """With `cancel` the run is ended at the server before the error is raised."""
    here = await desk(world, servers, MIXED)
    with pytest.raises(ToolError, match="LookupError"):
        await here.execute(Counter().charge, failing(), on_tool_error="cancel")
    assert here.run["status"] in ("cancelling", "cancelled")


async def test_a_tool_that_fails_does_not_stop_the_others(world: World, servers: Servers) -> None:
    """When the error is raised, every other call of the turn has come to its end, and none runs on."""
    here = await desk(world, servers, MIXED, says("All done."))
    failed, running = threading.Event(), Counter()

    def look() -> str:
        failed.set()
        return blind()

    def charge(amount: int) -> str:
        assert failed.wait(30)
        threading.Event().wait(0.05)  # long enough for the error to be raised meanwhile, if it were
        return running.charge(amount)

    with pytest.raises(ToolError, match="look"):
        await here.execute(charge, look, on_tool_error="raise")
    assert [5, 7] == sorted(running.ran)
    await here.resume(here.run["id"], charge, looking("a bird"))
    assert [5, 7] == sorted(running.ran)


async def test_only_what_is_asked_for_is_offered(world: World, servers: Servers) -> None:
    """Functions that the assistant does not know are offered in the run; its own tools stay."""
    own = {"type": "function", "function": {"name": "own", "parameters": {"type": "object"}}}
    counter = Counter()
    assistant = answer({"id": "asst_1", "object": "assistant", "tools": [{"type": "file_search"}, own]})
    server = servers.scripted(script(wire(a_run())) | {f"GET {ASSISTANT}": [assistant]})
    await executed(world, server, counter.charge)
    (body,) = sent(server, f"POST {RUNS}")
    named = [tool.get("function", {}).get("name", tool["type"]) for tool in body["tools"]]
    assert ["file_search", "own", "charge"] == named


async def test_options_of_the_tools_are_not_sent(world: World, servers: Servers) -> None:
    """What says how calls are answered is no field of the run."""
    server = servers.scripted(script(wire(a_run())))
    await executed(
        world,
        server,
        Counter().charge,
        on_tool_error="raise",
        tool_timeout=1,
        max_parallel_tools=1,
        max_rounds=1,
        approve=bool,
        retry_failed=1,
        retry_after_tools=True,
    )
    (body,) = sent(server, f"POST {RUNS}")
    assert {"assistant_id", "tools"} == body.keys()


@pytest.mark.parametrize("returned", ["", "seen", None])
async def test_tool_calls_have_the_outputs_that_were_submitted(
    world: World, servers: Servers, returned: str | None
) -> None:
    """An empty output is an output."""
    here = await desk(world, servers, asks(("look", "{}")), says("I see."))

    def look() -> str | None:
        return returned

    (call,) = (await here.execute(look)).tool_calls
    assert here.outputs == [call.output]
    assert call.output is not None


async def test_tool_calls_say_how_long_they_took(world: World, servers: Servers) -> None:
    """Each call made here has its duration, and those of a run made elsewhere have none."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    result = await here.execute(Counter().charge)
    (call,) = result.tool_calls
    assert ("charge", '{"amount": 5}', "charged 5") == (call.name, call.arguments, call.output)
    assert call.seconds >= 0
    (seen,) = (await here.resume(result.run.id, client=world.client(here.server))).tool_calls
    assert seen.seconds is None
