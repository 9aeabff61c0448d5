"""Replies that come in drops: `deadline` and `timeout` hold against them as against silence."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2 import APITimeoutError, RunDeadlineExceeded
from assistants_v2_server.faults import (
    slow_body,
)
from assistants_v2_server.faults.kinds import LONGEST_DELAY

from .slow_runs import SlowRun, begun, furnished
from .worlds import CANCEL, HASTY, RUN, RUNS, Servers, World, rule

pytestmark = pytest.mark.anyio

SOON_OVER = 0.4
"""A deadline, in seconds."""

AT_MOST = 7.0
"""Seconds in which a call ends that has such a deadline: a last look has one, a last cancellation has two."""

DRIP = slow_body(LONGEST_DELAY)


async def execute(world: World, client: Any, **options: Any) -> Any:
    """Make a run and answer its calls."""
    thread_id, assistant_id = await furnished(world, client)
    return await world.do(client.threads.runs.execute(thread_id, assistant_id=assistant_id, **options))


async def create_and_poll(world: World, client: Any, **options: Any) -> Any:
    """Make a run and follow it."""
    thread_id, assistant_id = await furnished(world, client)
    runs = client.threads.runs
    return await world.do(runs.create_and_poll(thread_id, assistant_id=assistant_id, **options))


async def wait_all(world: World, client: Any, **options: Any) -> Any:
    """Follow several runs."""
    return await world.all(client.threads.runs.wait_all([await begun(world, client)], **options))


@pytest.mark.parametrize("call", [execute, create_and_poll, wait_all], ids=lambda call: call.__name__)
async def test_looks_that_drip_end_at_the_deadline(
    world: World, slow_run: SlowRun, call: Callable[..., Any]
) -> None:
    """Nobody waits for the last byte of what a run looks like."""
    slow_run.server.inject(rule(f"GET {RUN}", DRIP, times=999))
    began = time.monotonic()
    with pytest.raises(RunDeadlineExceeded) as raised:
        await call(world, world.client(slow_run.server), deadline=SOON_OVER, **HASTY)
    assert time.monotonic() - began < AT_MOST
    assert isinstance(raised.value.__cause__, APITimeoutError)


@pytest.mark.parametrize("workflow", ["poll", "resume"])
async def test_a_first_look_that_drips_ends_at_the_deadline(
    world: World, slow_run: SlowRun, workflow: str
) -> None:
    """A run that was never seen cannot be in the error; the look that failed is raised."""
    client = world.client(slow_run.server)
    run = await begun(world, client)
    slow_run.server.inject(rule(f"GET {RUN}", DRIP, times=999))
    method = getattr(client.threads.runs, workflow)
    began = time.monotonic()
    with pytest.raises(APITimeoutError) as raised:
        await world.do(method(run.id, thread_id=run.thread_id, deadline=SOON_OVER))
    assert time.monotonic() - began < AT_MOST
    assert run.id == raised.value.run_id


async def test_a_cancellation_that_drips_is_given_up(world: World, slow_run: SlowRun) -> None:
    """It has two seconds on the way out; that it was taken is not known then."""
    slow_run.server.inject(rule(f"POST {CANCEL}", DRIP, times=999))
    began = time.monotonic()
    with pytest.raises(RunDeadlineExceeded) as raised:
        await create_and_poll(world, world.client(slow_run.server), deadline=SOON_OVER, **HASTY)
    assert time.monotonic() - began < AT_MOST
    assert not raised.value.cancelled
    assert slow_run.server.seen("POST", CANCEL)


async def test_a_run_whose_creation_drips_is_bounded_by_the_timeout(world: World, slow_run: SlowRun) -> None:
    """The server may have made it, which the error says."""
    client = world.client(slow_run.server)
    thread_id, assistant_id = await furnished(world, client)
    slow_run.server.inject(rule(f"POST {RUNS}", DRIP))
    began = time.monotonic()
    hasty = client.with_options(timeout=SOON_OVER)
    with pytest.raises(APITimeoutError, match=r"timeout=0\.4 seconds; the server may have acted") as raised:
        await world.do(hasty.threads.runs.create(thread_id, assistant_id=assistant_id))
    assert time.monotonic() - began < AT_MOST
    assert raised.value.sent
    assert 1 == raised.value.attempts


async def test_a_read_that_drips_is_sent_again(world: World, servers: Servers) -> None:
    """What only reads is repeated, on a new connection."""
    server = servers.ours(rule("GET /assistants/{assistant_id}", DRIP))
    client = world.client(server)
    assistant = await world.do(client.assistants.create(model="m"))
    found = await world.do(client.with_options(timeout=2).assistants.retrieve(assistant.id))
    assert assistant.id == found.id
    assert 2 == len(server.seen("GET", "/assistants/{assistant_id}"))
