"""Tool calls of a run: each is made once, and each is answered, whatever becomes of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from assistants_v2 import (
    RunCancelled,
    RunExpired,
    RunRequiresAction,
    ToolError,
)
from assistants_v2_server import FinishPiece, ToolCallPiece

from ..ergonomic.objects import a_run
from ..faults.fault_server import FaultServer
from ..faults.faults import html, reset, stale, status
from ..faults.scripted import answer
from ..server.driving import DONE, Clock, ScriptedModel, Turn, says
from .worlds import (
    ASSISTANT,
    CANCEL,
    HASTY,
    MESSAGES,
    RUN,
    RUNS,
    SOON,
    STEPS,
    SUBMIT,
    Servers,
    Waits,
    World,
    rule,
    sent,
    stored,
    wire,
)

pytestmark = pytest.mark.anyio

SECRET = "the password is swordfish"


def asks(*calls: tuple[str, str]) -> Turn:
    """Return a turn of the model's that calls functions with arguments."""
    pieces = [ToolCallPiece(index, name, arguments) for index, (name, arguments) in enumerate(calls)]
    return (*pieces, FinishPiece("tool_calls", DONE.usage))


class Desk:
    """An assistant and a thread at our server, with a model that does as told.

    Attributes:
        outputs: What the calls of the last run were answered with at the server, by arguments.
    """

    def __init__(self, world: World, server: FaultServer, client: Any) -> None:
        self.world = world
        self.server = server
        self.client = client
        self.thread_id = self.assistant_id = ""

    async def furnish(self) -> Desk:
        """Make the thread and the assistant."""
        do = self.world.do
        self.assistant_id = (await do(self.client.assistants.create(model="test-model"))).id
        question = {"role": "user", "content": "Please do."}
        self.thread_id = (await do(self.client.threads.create(messages=[question]))).id
        return self

    async def execute(self, *functions: Callable[..., Any], client: Any = None, **options: Any) -> Any:
        """Run the assistant with functions."""
        runs = (client or self.client).threads.runs
        options = {"assistant_id": self.assistant_id, **HASTY, **options}
        return await self.world.do(runs.execute(self.thread_id, functions=functions, **options))

    async def resume(self, run_id: str, *functions: Callable[..., Any], client: Any = None) -> Any:
        """Take up a run again."""
        runs = (client or self.client).threads.runs
        return await self.world.do(
            runs.resume(run_id, thread_id=self.thread_id, functions=functions, **HASTY)
        )

    @property
    def run(self) -> Any:
        """The newest run as it is at the server."""
        return stored(self.server, f"/threads/{self.thread_id}/runs")[-1]

    @property
    def outputs(self) -> list[str]:
        """What the calls of the newest run were answered with at the server, in order."""
        steps = stored(self.server, f"/threads/{self.thread_id}/runs/{self.run['id']}/steps")
        calls = [call for step in steps for call in step["step_details"].get("tool_calls", ())]
        return [call["function"]["output"] for call in calls]


async def desk(world: World, servers: Servers, *turns: Turn, **options: Any) -> Desk:
    """Return a desk whose model plays *turns*; *options* are those of our server."""
    server = servers.ours(model=ScriptedModel(*turns), **options)
    return await Desk(world, server, world.client(server)).furnish()


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
    "error: null": ({"error": None}, '{"error": null}'),
    "error text": ({"error": "none left"}, '{"error": "none left"}'),
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


@pytest.mark.parametrize("returned", [b"\x00\xff", object(), float("nan"), {1j: 1}, "\ud800"], ids=repr)
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


class Crowd:
    """Counts how many calls run at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0

    def enter(self, number: int) -> int:
        """Stay for a moment."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        threading.Event().wait(0.01)
        with self.lock:
            self.now -= 1
        return number


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


class Counter:
    """A tool that counts how often it ran."""

    def __init__(self) -> None:
        self.ran: list[int] = []

    def charge(self, amount: int) -> str:
        """Charge somebody."""
        self.ran.append(amount)
        return f"charged {amount}"


CHARGE = asks(("charge", '{"amount": 5}'))


async def test_stale_requires_action_after_submit(world: World, servers: Servers) -> None:
    """A look that shows the run as it was before the outputs were taken makes no call a second time."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    # The first looks are true ones, up to the one that shows the call; each of the next two repeats it.
    here.server.inject(rule(f"GET {RUN}", stale(), times=0))
    counter = Counter()

    def charge(amount: int) -> str:
        here.server.inject(rule(f"GET {RUN}", stale(), times=2))
        return counter.charge(amount)

    result = await here.execute(charge)
    assert [5] == counter.ran
    assert ["charged 5"] == here.outputs
    assert ["stale", "stale"] == [each.fault for each in here.server.struck]
    assert "Charged." == result.text


def script(*looks: Any, **further: Any) -> dict[str, Any]:
    """Return the script of a run that calls `charge`."""
    nothing = answer({"object": "list", "data": [], "has_more": False})
    return {
        f"GET {ASSISTANT}": [answer({"id": "asst_1", "object": "assistant", "tools": []})],
        f"POST {RUNS}": [wire(a_run("queued"))],
        f"GET {RUN}": looks,
        f"POST {SUBMIT}": [wire(a_run("queued"))],
        f"POST {CANCEL}": [wire(a_run("cancelling"))],
        f"GET {MESSAGES}": [nothing],
        f"GET {STEPS}": [nothing],
    } | dict(further)


WAITING = wire(a_run("requires_action", ("call_1", "charge", '{"amount": 5}')))
REFUSED = answer({"error": {"message": 'Runs in status "in_progress" do not accept tool outputs.'}}, 400)


async def executed(world: World, server: FaultServer, counter: Counter, **options: Any) -> Any:
    """Execute a scripted run whose pauses are not waited for."""
    client = world.client(server)
    Waits(client)
    return await world.do(
        client.threads.runs.execute(
            "thread_1", assistant_id="asst_1", functions=[counter.charge], **HASTY, **options
        )
    )


async def test_stale_requires_action_whose_outputs_are_refused(world: World, servers: Servers) -> None:
    """A server that refuses outputs it has already is believed, and the run is followed."""
    looks = [WAITING, WAITING, wire(a_run("in_progress")), wire(a_run())]
    submits = {f"POST {SUBMIT}": [wire(a_run("queued")), REFUSED]}
    server, counter = servers.scripted(script(*looks, **submits)), Counter()
    assert "completed" == (await executed(world, server, counter)).run.status
    assert [5] == counter.ran


async def test_outputs_that_the_server_forgot(world: World, servers: Servers) -> None:
    """A server that asks for the same outputs again gets them again, from the ledger."""
    looks = [WAITING, WAITING, WAITING, wire(a_run())]
    server, counter = servers.scripted(script(*looks)), Counter()
    assert "completed" == (await executed(world, server, counter)).run.status
    assert [5] == counter.ran
    bodies = sent(server, f"POST {SUBMIT}")
    assert [{"tool_outputs": [{"tool_call_id": "call_1", "output": "charged 5"}]}] * 3 == bodies


async def test_outputs_that_somebody_else_submitted(world: World, servers: Servers) -> None:
    """Outputs that are refused since the run has moved on are no failure: the run is followed."""
    looks = [WAITING, wire(a_run("in_progress")), wire(a_run())]
    server, counter = servers.scripted(script(*looks, **{f"POST {SUBMIT}": [REFUSED]})), Counter()
    assert "completed" == (await executed(world, server, counter)).run.status
    assert 1 == len(server.seen("POST", SUBMIT))


async def test_outputs_that_are_wrong_are_an_error(world: World, servers: Servers) -> None:
    """Outputs that are refused while the run still waits for them are the caller's to know about."""
    server, counter = servers.scripted(script(WAITING, **{f"POST {SUBMIT}": [REFUSED]})), Counter()
    with pytest.raises(Exception, match="do not accept") as raised:
        await executed(world, server, counter)
    assert "run_1" == raised.value.run_id
    assert [5] == counter.ran


async def test_calls_of_two_rounds_with_the_same_id(world: World, servers: Servers) -> None:
    """A server that numbers the calls of each round anew gets an output for each of them."""
    again = wire(a_run("requires_action", ("call_1", "charge", '{"amount": 7}')))
    server, counter = servers.scripted(script(WAITING, again, wire(a_run()))), Counter()
    await executed(world, server, counter)
    assert [5, 7] == counter.ran
    outputs = [body["tool_outputs"][0]["output"] for body in sent(server, f"POST {SUBMIT}")]
    assert ["charged 5", "charged 7"] == outputs


@pytest.mark.parametrize(
    "fault", [status(500, acted=True), reset(acted=True), html(acted=True)], ids=lambda fault: fault.name
)
async def test_submit_stored_then_500(world: World, servers: Servers, fault: Any) -> None:
    """Outputs whose receipt was lost are not submitted again, and no tool runs again."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    here.server.inject(rule(f"POST {SUBMIT}", fault))
    counter = Counter()
    assert "Charged." == (await here.execute(counter.charge)).text
    assert [5] == counter.ran
    assert 1 == len(here.server.seen("POST", SUBMIT))


async def test_submit_500_n_times(world: World, servers: Servers) -> None:
    """Outputs that do not get through are submitted until they do: what a tool did must not get lost."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    Waits(here.client)
    here.server.inject(rule(f"POST {SUBMIT}", status(500), times=7))
    counter = Counter()
    assert "Charged." == (await here.execute(counter.charge)).text
    assert [5] == counter.ran
    assert 8 == len(here.server.seen("POST", SUBMIT))


async def test_expired_during_tool(world: World, servers: Servers) -> None:
    """A run that expires while a tool is at work is an error that holds what the tool came to."""
    clock = Clock()
    here = await desk(world, servers, CHARGE, clock=clock)
    counter = Counter()

    def charge(amount: int) -> str:
        clock.forward(601)
        return counter.charge(amount)

    with pytest.raises(RunExpired) as raised:
        await here.execute(charge)
    assert ["charged 5"] == [*raised.value.outputs.values()]
    assert here.run["id"] == raised.value.run_id
    assert [5] == counter.ran


async def test_expired_between_two_rounds(world: World, servers: Servers) -> None:
    """The outputs of earlier rounds are kept as well."""
    again = wire(a_run("requires_action", ("call_2", "charge", '{"amount": 7}')))
    looks = [WAITING, again, wire(a_run("expired"))]
    counter = Counter()
    with pytest.raises(RunExpired) as raised:
        await executed(world, servers.scripted(script(*looks)), counter)
    assert {"call_1": "charged 5", "call_2": "charged 7"} == raised.value.outputs


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
        result = await here.execute(sleep, look, tool_timeout=0.1)
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


async def test_calls_that_are_no_functions(world: World, servers: Servers) -> None:
    """A run that waits for what is no function call is an error that says what it waits for."""
    action = {"type": "submit_tool_approval", "submit_tool_approval": {"tool_calls": []}}
    server = servers.scripted(script(wire(a_run("requires_action", required_action=action))))
    with pytest.raises(RunRequiresAction, match="submit_tool_approval"):
        await executed(world, server, Counter())


@pytest.mark.parametrize("action", [None, ...])
async def test_requires_action_that_requires_none(world: World, servers: Servers, action: Any) -> None:
    """A run that waits, and does not say for what, is an error like any other that cannot go on."""
    server = servers.scripted(script(wire(a_run("requires_action", required_action=action))))
    with pytest.raises(RunRequiresAction) as raised:
        await executed(world, server, Counter())
    assert "run_1" == raised.value.run_id


MIXED = asks(("charge", '{"amount": 5}'), ("look", "{}"), ("charge", '{"amount": 7}'))


def blind() -> str:
    """Look at nothing."""
    raise LookupError(SECRET)


def looking(seen: str) -> Callable[[], str]:
    """Return a tool `look` that sees something."""

    def look() -> str:
        return seen

    return look


def failing() -> Callable[[], str]:
    """Return a tool `look` that fails."""

    def look() -> str:
        return blind()

    return look


async def test_on_tool_error_raise_and_resume_with_the_same_client(world: World, servers: Servers) -> None:
    """The run waits on, and whoever resumes it with the same client makes only the call that failed."""
    here = await desk(world, servers, MIXED, says("All done."))
    counter = Counter()
    with pytest.raises(ToolError, match="LookupError") as raised:
        await here.execute(counter.charge, failing(), on_tool_error="raise")
    error = raised.value
    assert ("look", "requires_action") == (error.tool_name, here.run["status"])
    assert isinstance(error.__cause__, LookupError)
    assert SECRET not in str(error)
    result = await here.resume(here.run["id"], counter.charge, looking("a bird"))
    assert "All done." == result.text
    assert ["charged 5", "a bird", "charged 7"] == here.outputs
    assert [5, 7] == sorted(counter.ran)


async def test_on_tool_error_raise_names_run_and_thread(world: World, servers: Servers) -> None:
    """The run that waits on can be found by the error."""
    here = await desk(world, servers, MIXED)
    with pytest.raises(ToolError) as raised:
        await here.execute(Counter().charge, failing(), on_tool_error="raise")
    assert (here.run["id"], here.thread_id) == (raised.value.run_id, raised.value.thread_id)


async def test_resume_with_a_fresh_client(world: World, servers: Servers) -> None:
    """Another process can take up a run that waits; it makes the calls itself, and answers all of them."""
    here = await desk(world, servers, MIXED, says("All done."))
    with pytest.raises(ToolError):
        await here.execute(Counter().charge, failing(), on_tool_error="raise")
    counter = Counter()
    result = await here.resume(
        here.run["id"], counter.charge, looking("a bird"), client=world.client(here.server)
    )
    assert "All done." == result.text
    assert ["charged 5", "a bird", "charged 7"] == here.outputs
    assert [5, 7] == sorted(counter.ran)


async def test_resume_after_lost_outputs_makes_no_call_again(world: World, servers: Servers) -> None:
    """Outputs that could not be submitted are in the ledger: resuming submits them and calls nothing."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    here.server.inject(rule(f"POST {SUBMIT}", status(403)))
    counter = Counter()
    with pytest.raises(Exception, match="403"):
        await here.execute(counter.charge)
    resumed = here.client.with_options(max_retries=1)
    assert "Charged." == (await here.resume(here.run["id"], counter.charge, client=resumed)).text
    assert [5] == counter.ran
    assert {} == here.client.ledger


async def test_resume_of_a_run_that_has_ended(world: World, servers: Servers) -> None:
    """A run that is over already is only collected."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    counter = Counter()
    done = await here.execute(counter.charge)
    again = await here.resume(done.run.id, counter.charge, client=world.client(here.server))
    assert (done.text, done.usage) == (again.text, again.usage)
    assert ([5], ["charged 5"]) == (counter.ran, [call.output for call in again.tool_calls])


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


async def test_only_what_is_asked_for_is_offered(world: World, servers: Servers) -> None:
    """Functions that the assistant does not know are offered in the run; its own tools stay."""
    own = {"type": "function", "function": {"name": "own", "parameters": {"type": "object"}}}
    counter = Counter()
    assistant = answer({"id": "asst_1", "object": "assistant", "tools": [{"type": "file_search"}, own]})
    server = servers.scripted(script(wire(a_run())) | {f"GET {ASSISTANT}": [assistant]})
    await executed(world, server, counter)
    (body,) = sent(server, f"POST {RUNS}")
    named = [tool.get("function", {}).get("name", tool["type"]) for tool in body["tools"]]
    assert ["file_search", "own", "charge"] == named


async def test_options_of_the_tools_are_not_sent(world: World, servers: Servers) -> None:
    """What says how calls are answered is no field of the run."""
    server = servers.scripted(script(wire(a_run())))
    await executed(
        world,
        server,
        Counter(),
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


async def test_tool_calls_say_how_long_they_took(world: World, servers: Servers) -> None:
    """Each call made here has its duration, and those of a run made elsewhere have none."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    result = await here.execute(Counter().charge)
    (call,) = result.tool_calls
    assert ("charge", '{"amount": 5}', "charged 5") == (call.name, call.arguments, call.output)
    assert call.seconds >= 0
    (seen,) = (await here.resume(result.run.id, client=world.client(here.server))).tool_calls
    assert seen.seconds is None


async def test_failures_of_every_request_of_a_round(world: World, servers: Servers) -> None:
    """Whatever fails for a moment, the tool runs once and its output arrives once."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    for operation in (f"GET {RUN}", f"GET {MESSAGES}", f"GET {STEPS}", f"GET {ASSISTANT}"):
        here.server.inject(rule(operation, status(502, headers=SOON), times=2))
    here.server.inject(rule(f"POST {SUBMIT}", status(502, acted=False)))
    counter = Counter()
    result = await here.execute(counter.charge)
    assert ("Charged.", [5], ["charged 5"]) == (result.text, counter.ran, here.outputs)
