"""No run is followed for ever: what happens at the deadline, and when that is."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APITimeoutError, RunDeadlineExceeded

from ..ergonomic.objects import a_run
from ..faults.faults import status
from ..faults.scripted import ScriptedBackend
from ..server.driving import ScriptedModel, says
from .scripted_runs import create_and_poll, following
from .slow_runs import SlowRun, begun, created_and_polled
from .worlds import CANCEL, HASTY, RUN, SOON, Hanging, Servers, Waits, World, rule, stored, wire

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
        await create_and_poll(world, world.client(server), deadline=0.2)
    assert hanging.hung()
    assert isinstance(raised.value.__cause__, APITimeoutError)
    assert 1 == len(server.seen("POST", CANCEL))


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
        client.io.elapsed = lambda now=now: float(next(now))
        Waits(client)
        with pytest.raises(RunDeadlineExceeded, match=f"after {seconds} seconds"):
            await create_and_poll(world, client)
