"""A tool call is made once, whatever the network and the server do with its output."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest
from assistants_v2 import BadRequestError, PermissionDeniedError, RunExpired, ToolError, tool
from assistants_v2_server.faults import (
    Fault,
    html,
    reset,
    stale,
    status,
)

from ..ergonomic.objects import a_run
from ..faults.scripted import ScriptedBackend, answer
from ..seams import port_of
from ..server.driving import Clock, says
from .desks import CHARGE, MIXED, SECRET, Counter, asks, desk, failing, looking
from .scripted_runs import REFUSED, WAITING, executed, script
from .worlds import (
    ASSISTANT,
    HASTY,
    MESSAGES,
    RUN,
    SOON,
    STEPS,
    SUBMIT,
    Servers,
    Triggering,
    Waits,
    World,
    rule,
    sent,
    until,
    wire,
)

pytestmark = pytest.mark.anyio


async def test_stale_requires_action_after_submit(world: World, servers: Servers) -> None:
    """A look that shows the run as it was before the outputs were taken makes no call a second time."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    # The first looks are true ones, up to the one that shows the call; each of the next two repeats it.
    # Answers are remembered as soon as there is a rule that may need them.
    here.server.inject(rule(f"GET {RUN}", stale(), nth=1_000_000))
    counter = Counter()

    def charge(amount: int) -> str:
        here.server.inject(rule(f"GET {RUN}", stale(), times=2))
        return counter.charge(amount)

    result = await here.execute(charge)
    assert [5] == counter.ran
    assert ["charged 5"] == here.outputs
    assert ["stale", "stale"] == [each.fault for each in here.server.struck]
    assert "Charged." == result.text


async def test_stale_requires_action_whose_outputs_are_refused(world: World, servers: Servers) -> None:
    """A server that refuses outputs it has already is believed, and the run is followed."""
    looks = [WAITING, WAITING, wire(a_run("in_progress")), wire(a_run())]
    submits = {f"POST {SUBMIT}": [wire(a_run("queued")), REFUSED]}
    server, counter = servers.scripted(script(*looks) | submits), Counter()
    assert "completed" == (await executed(world, server, counter.charge)).run.status
    assert [5] == counter.ran


async def test_outputs_that_the_server_forgot(world: World, servers: Servers) -> None:
    """A server that asks for the same outputs again gets them again, from the ledger."""
    looks = [WAITING, WAITING, WAITING, wire(a_run())]
    server, counter = servers.scripted(script(*looks)), Counter()
    assert "completed" == (await executed(world, server, counter.charge)).run.status
    assert [5] == counter.ran
    bodies = sent(server, f"POST {SUBMIT}")
    assert [{"tool_outputs": [{"tool_call_id": "call_1", "output": "charged 5"}]}] * 3 == bodies


async def test_outputs_that_somebody_else_submitted(world: World, servers: Servers) -> None:
    """Outputs that are refused since the run has moved on are no failure: the run is followed."""
    looks = [WAITING, wire(a_run("in_progress")), wire(a_run())]
    server, counter = servers.scripted(script(*looks) | {f"POST {SUBMIT}": [REFUSED]}), Counter()
    assert "completed" == (await executed(world, server, counter.charge)).run.status
    assert 1 == len(server.seen("POST", SUBMIT))


async def test_outputs_that_are_wrong_are_an_error(world: World, servers: Servers) -> None:
    """Outputs that are refused while the run still waits for them are the caller's to know about."""
    server, counter = servers.scripted(script(WAITING) | {f"POST {SUBMIT}": [REFUSED]}), Counter()
    with pytest.raises(BadRequestError, match="do not accept") as raised:
        await executed(world, server, counter.charge)
    assert "run_1" == raised.value.run_id
    assert [5] == counter.ran


async def test_calls_of_two_rounds_with_the_same_id(world: World, servers: Servers) -> None:
    """A server that numbers the calls of each round anew gets an output for each of them."""
    again = wire(a_run("requires_action", ("call_1", "charge", '{"amount": 7}')))
    server, counter = servers.scripted(script(WAITING, again, wire(a_run()))), Counter()
    await executed(world, server, counter.charge)
    assert [5, 7] == counter.ran
    outputs = [body["tool_outputs"][0]["output"] for body in sent(server, f"POST {SUBMIT}")]
    assert ["charged 5", "charged 7"] == outputs


async def test_calls_of_one_round_with_the_same_id(world: World, servers: Servers) -> None:
    """Two outputs for one id could not be told apart: the first call is made and answered, alone."""
    twice = wire(a_run("requires_action", *[("call_1", "charge", f'{{"amount": {n}}}') for n in (5, 7)]))
    server, counter = servers.scripted(script(twice, wire(a_run()))), Counter()
    await executed(world, server, counter.charge)
    assert [5] == counter.ran
    outputs = {"tool_outputs": [{"tool_call_id": "call_1", "output": "charged 5"}]}
    assert [outputs] == sent(server, f"POST {SUBMIT}")


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "when the calls have ended"])
async def test_resume_while_tools_that_were_left_run_on(servers: Servers, at_once: bool) -> None:
    """Functions in threads cannot be stopped: whoever resumes the run waits for them and calls none again."""
    world = World("async")
    here = await desk(
        world, servers, asks(*[("charge", f'{{"amount": {n}}}') for n in (5, 7)]), says("Done.")
    )
    counter, gate, ended = Counter(), threading.Event(), threading.Semaphore(0)

    bound, loop = asyncio.timeout(None), asyncio.get_running_loop()

    def end() -> None:
        loop.call_soon_threadsafe(bound.reschedule, 0)

    both = threading.Barrier(2, end)

    def charge(amount: int) -> str:
        charged = counter.charge(amount)
        both.wait(30)
        gate.wait(30)
        ended.release()
        return charged

    with pytest.raises(TimeoutError):
        async with bound:
            await here.execute(charge, cancel_on_exit=False)
    assert [5, 7] == sorted(counter.ran)
    if at_once:
        threading.Timer(0.2, gate.set).start()
    else:
        gate.set()
        await asyncio.to_thread(lambda: [ended.acquire(timeout=30) for _ in range(2)])
    assert "Done." == (await here.resume(here.run["id"], charge)).text
    assert ([5, 7], ["charged 5", "charged 7"]) == (sorted(counter.ran), here.outputs)
    await world.close()


async def test_a_look_that_is_older_than_the_end_of_the_run(servers: Servers) -> None:
    """A second workflow that sees the run wait when it has ended meanwhile makes no call again."""
    world, counter, gate = World("async"), Counter(), threading.Event()
    submits = {f"POST {SUBMIT}": [wire(a_run("queued")), REFUSED]}
    backend = ScriptedBackend(script(WAITING, WAITING, wire(a_run())) | submits)
    held = Triggering(backend, f"GET {RUN}", 1, lambda: gate.wait(30))
    client = world.client(servers.behind(held))
    resume = partial(client.threads.runs.resume, "run_1", thread_id="thread_1", functions=[counter.charge])
    slow = asyncio.ensure_future(resume(**HASTY))
    await asyncio.to_thread(until, lambda: held.count)
    assert "completed" == (await resume(**HASTY)).run.status
    gate.set()
    assert "completed" == (await slow).run.status
    assert ([5], {}) == (counter.ran, port_of(client).ledger.outputs)
    await world.close()


async def test_two_workflows_on_one_run(world: World, servers: Servers) -> None:
    """Whoever comes second waits for the call that the first is making, and makes none."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    fields = {"assistant_id": here.assistant_id, "tools": [tool(Counter().charge)], **HASTY}
    run = await world.do(here.client.threads.runs.create_and_poll(here.thread_id, **fields))
    counter = Counter()

    def charge(amount: int) -> str:
        threading.Event().wait(0.2)  # long enough for the other to be asked for the same
        return counter.charge(amount)

    async def resumed() -> Any:
        if world.colour == "async":
            return await here.resume(run.id, charge)
        return await asyncio.to_thread(lambda: asyncio.run(here.resume(run.id, charge)))

    results = await asyncio.gather(resumed(), resumed())
    assert ["Charged.", "Charged."] == [result.text for result in results]
    assert ([5], ["charged 5"]) == (counter.ran, here.outputs)


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
        await executed(world, servers.scripted(script(*looks)), counter.charge)
    assert {"call_1": "charged 5", "call_2": "charged 7"} == raised.value.outputs


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
    assert {} == port_of(here.client).ledger.outputs


async def test_resume_after_an_output_that_was_refused(world: World, servers: Servers) -> None:
    """What the server takes from nobody is not kept: whoever resumes the run is not refused again."""
    here = await desk(world, servers, asks(("look", "{}")), says("A pity."))
    words = {
        "message": "Invalid 'tool_outputs[0].output': string too long.",
        "code": "string_above_max_length",
    }
    too_long = Fault("too long", acts=False, rewrite=lambda _: answer({"error": words}, 400))
    here.server.inject(rule(f"POST {SUBMIT}", too_long), rule(f"POST {SUBMIT}", status(403), nth=2))
    look = looking("x" * 600_000)
    with pytest.raises(PermissionDeniedError):
        await here.execute(look)
    assert "A pity." == (await here.resume(here.run["id"], look)).text
    assert [400, 403, 200] == [each.status for each in here.server.seen("POST", SUBMIT)]
    assert ["The call was made, but its output is too long to be shown."] == here.outputs


async def test_resume_of_a_run_that_has_ended(world: World, servers: Servers) -> None:
    """A run that is over already is only collected."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    counter = Counter()
    done = await here.execute(counter.charge)
    again = await here.resume(done.run.id, counter.charge, client=world.client(here.server))
    assert (done.text, done.usage) == (again.text, again.usage)
    assert ([5], ["charged 5"]) == (counter.ran, [call.output for call in again.tool_calls])


async def test_failures_of_every_request_of_a_round(world: World, servers: Servers) -> None:
    """Whatever fails for a moment, the tool runs once and its output arrives once."""
    here = await desk(world, servers, CHARGE, says("Charged."))
    for operation in (f"GET {RUN}", f"GET {MESSAGES}", f"GET {STEPS}", f"GET {ASSISTANT}"):
        here.server.inject(rule(operation, status(502, headers=SOON), times=2))
    here.server.inject(rule(f"POST {SUBMIT}", status(502, acted=False)))
    counter = Counter()
    result = await here.execute(counter.charge)
    assert ("Charged.", [5], ["charged 5"]) == (result.text, counter.ran, here.outputs)
