"""No run is followed for ever: what happens at the deadline, and when that is."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest
from assistants_v2 import (
    APITimeoutError,
    InternalServerError,
    RateLimitError,
    RunDeadlineExceeded,
    ThreadBusy,
)
from assistants_v2_server import LocalTransport, Server
from assistants_v2_server.faults import (
    status,
)

from ..ergonomic.objects import a_run
from ..faults.fault_server import fault_server
from ..faults.scripted import ScriptedBackend, answer
from ..seams import port_of
from ..server.driving import GatedModel, ScriptedModel, says
from .desks import Counter
from .scripted_runs import WAITING, create_and_poll, executed, following, script
from .slow_runs import SlowRun, begun, created_and_polled
from .worlds import (
    CANCEL,
    HASTY,
    LATER,
    PATIENCE,
    RUN,
    RUNS,
    SOON,
    SUBMIT,
    Hanging,
    Servers,
    Waits,
    World,
    rule,
    stored,
    wire,
)

pytestmark = pytest.mark.anyio


async def test_get_500_for_ever_ends_at_the_deadline(world: World, servers: Servers) -> None:
    """Failures are not sat out beyond the deadline, which names the run as it was last seen."""
    storm = rule(f"GET {RUN}", status(500, headers=SOON), times=10_000)
    server = servers.ours(storm, model=ScriptedModel(says("Hi.")))
    with pytest.raises(RunDeadlineExceeded) as raised:
        await created_and_polled(world, world.client(server), deadline=0.2)
    (run,) = stored(server, f"/threads/{raised.value.thread_id}/runs")
    assert run["id"] == raised.value.run_id


async def test_deadline_raise(world: World, slow_run: SlowRun) -> None:
    """`raise` leaves the run at work."""
    with pytest.raises(RunDeadlineExceeded, match=r"'in_progress'|'queued'") as raised:
        await created_and_polled(world, world.client(slow_run.server), deadline=0.1, on_deadline="raise")
    assert [] == slow_run.server.seen("POST", CANCEL)
    run = await world.do(
        world.client(slow_run.server).threads.runs.retrieve(
            raised.value.run_id, thread_id=raised.value.thread_id
        )
    )
    assert run.status in ("queued", "in_progress")


async def test_deadline_cancel(world: World, slow_run: SlowRun) -> None:
    """`cancel`, which is what happens to a run of one's own, ends it at the server too."""
    with pytest.raises(RunDeadlineExceeded) as raised:
        await created_and_polled(world, world.client(slow_run.server), deadline=0.1)
    assert slow_run.status_of(raised.value.run) in ("cancelling", "cancelled")


async def test_deadline_return(world: World, slow_run: SlowRun) -> None:
    """`return` returns the run as it is."""
    client = world.client(slow_run.server)
    run = await created_and_polled(world, client, deadline=0.1, on_deadline="return")
    assert run.status in ("queued", "in_progress")
    assert [] == slow_run.server.seen("POST", CANCEL)
    slow_run.model.gate.set()
    assert "completed" == (await world.do(client.threads.runs.poll(run.id, thread_id=run.thread_id))).status


async def test_deadline_of_poll_leaves_the_run_alone(world: World, slow_run: SlowRun) -> None:
    """`poll` follows a run that may be somebody else's: it is not cancelled unless asked for."""
    client = world.client(slow_run.server)
    run = await begun(world, client)
    poll = client.threads.runs.poll
    with pytest.raises(RunDeadlineExceeded):
        await world.do(poll(run.id, thread_id=run.thread_id, deadline=0.05, **HASTY))
    assert [] == slow_run.server.seen("POST", CANCEL)
    with pytest.raises(RunDeadlineExceeded):
        await world.do(poll(run.id, thread_id=run.thread_id, deadline=0.05, on_deadline="cancel", **HASTY))
    assert slow_run.status_of(run) in ("cancelling", "cancelled")


async def test_deadline_while_a_look_hangs(world: World, servers: Servers) -> None:
    """A server that does not answer any more holds nobody beyond the deadline; the run is cancelled."""
    hanging = Hanging(ScriptedBackend(following(wire(a_run("in_progress")))), f"GET {RUN}", 2)
    server = servers.behind(hanging)
    with pytest.raises(RunDeadlineExceeded) as raised:
        await create_and_poll(world, world.client(server), deadline=LATER)
    assert hanging.hung()
    assert isinstance(raised.value.__cause__, APITimeoutError)
    assert 1 == len(server.seen("POST", CANCEL))


@pytest.mark.parametrize("workflow", ["poll", "resume"])
async def test_deadline_of_a_run_that_was_never_seen(world: World, servers: Servers, workflow: str) -> None:
    """Failures of the first look are sat out like others; at the deadline the last of them is raised."""
    server = servers.scripted(
        following(wire(a_run())), rule(f"GET {RUN}", status(500, headers=SOON), times=9999)
    )
    method = getattr(world.client(server).threads.runs, workflow)
    with pytest.raises(InternalServerError) as raised:
        await world.do(method("run_1", thread_id="thread_1", deadline=LATER))
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)
    assert raised.value.attempts == len(server.seen("GET", RUN)) > 3


async def test_the_first_look_is_repeated_until_the_deadline(world: World, servers: Servers) -> None:
    """A server that recovers in time is heard."""
    server = servers.scripted(
        following(wire(a_run())), rule(f"GET {RUN}", status(500, headers=SOON), times=7)
    )
    poll = world.client(server).threads.runs.poll
    assert "completed" == (await world.do(poll("run_1", thread_id="thread_1", deadline=60))).status


async def test_deadline_against_a_server_that_asks_for_patience(world: World, servers: Servers) -> None:
    """A request that could be sent again only after the deadline is not waited for."""
    limit = rule(f"POST {RUNS}", status(429, headers={"retry-after": "60"}), times=9)
    server = servers.scripted(following(wire(a_run())), limit)
    with pytest.raises(RateLimitError):
        await create_and_poll(world, world.client(server), deadline=5)
    assert 1 == len(server.seen("POST", RUNS))


async def test_deadline_on_a_thread_that_stays_busy(world: World, servers: Servers) -> None:
    """A server that calls a thread locked by a run that has ended is not waited for any longer."""
    busy = answer({"error": {"message": "Thread thread_1 already has an active run run_1."}}, 400)
    server = servers.scripted({f"POST {RUNS}": [busy], f"GET {RUN}": [wire(a_run())]})
    with pytest.raises(ThreadBusy):
        await create_and_poll(world, world.client(server), deadline=0.3, on_active_run="wait")


async def test_deadline_return_while_outputs_cannot_be_submitted(world: World, servers: Servers) -> None:
    """The run is returned as it is, waiting; its output is kept for whoever resumes it."""
    client = world.client(servers.scripted(script(WAITING), rule(f"POST {SUBMIT}", status(500), times=9999)))
    fields = {"assistant_id": "asst_1", "functions": [Counter().charge], **HASTY}
    execute = client.threads.runs.execute
    result = await world.do(execute("thread_1", deadline=LATER, on_deadline="return", **fields))
    assert "requires_action" == result.run.status
    assert ["charged 5"] == [*port_of(client).ledger.outputs.values()]


async def test_deadline_during_an_async_tool(servers: Servers) -> None:
    """A tool that can be stopped is stopped."""
    world = World("async")

    async def charge(amount: int) -> None:
        await asyncio.sleep(30)

    server = servers.scripted(script(WAITING, wire(a_run("in_progress"))))
    with pytest.raises(RunDeadlineExceeded):
        await executed(world, server, charge, deadline=0.3)
    await world.close()


@pytest.mark.parametrize("options", [{"timeout": 20}, {"max_retries": 0}], ids=str)
async def test_deadline_with_options(world: World, slow_run: SlowRun, options: dict[str, Any]) -> None:
    """A client with other options cancels its run at the deadline as well."""
    client = world.client(slow_run.server).with_options(**options)
    with pytest.raises(RunDeadlineExceeded) as raised:
        await created_and_polled(world, client, deadline=0.1)
    assert slow_run.status_of(raised.value.run) in ("cancelling", "cancelled")


async def test_deadline_by_default_is_the_expiry_and_a_grace(world: World, servers: Servers) -> None:
    """A run that says when it expires is followed half a minute longer, one that does not a quarter hour."""
    for fields, seconds in (({"expires_at": 1_600}, "630"), ({"expires_at": ...}, "900")):
        server = servers.scripted(following(wire(a_run("in_progress", **fields)), **fields))
        client = world.client(server)
        now = iter(range(0, 100_000, 50))
        port_of(client).elapsed = lambda now=now: float(next(now))
        Waits(client)
        with pytest.raises(RunDeadlineExceeded, match=f"after {seconds} seconds"):
            await create_and_poll(world, client)


@pytest.mark.parametrize("place", ["embedded", "own transport"])
async def test_deadline_of_a_stream_that_is_silent(world: World, place: str) -> None:
    """Transports that know nothing of deadlines wait for no longer at a time than the whole may take."""
    kind = httpx.HTTPTransport if world.colour == "blocking" else httpx.AsyncHTTPTransport
    model = GatedModel(says("At last."))
    with Server(model=model) as behind, fault_server(behind, streams=True) as server:
        client = world.client(server, transport=kind() if place != "embedded" else LocalTransport(behind))
        began = time.monotonic()
        try:
            with pytest.raises(RunDeadlineExceeded):
                await created_and_polled(world, client, deadline=0.3)
            assert time.monotonic() - began < PATIENCE / 3, "the silence was sat out"
        finally:
            model.gate.set()
            await world.close()
