"""What a client tells while things go wrong: to the log, and to the hooks of the program."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from assistants_v2 import RequestEvent, RetryEvent, RunDeadlineExceeded, ToolEvent
from assistants_v2_server.faults.kinds import hangup, status

from ..ergonomic.objects import a_run
from ..ergonomic.rules.streaming import run_event
from ..server.driving import says
from .desks import SECRET, asks, desk
from .slow_runs import SlowRun, created_and_polled
from .told_streams import script, start, streamed, take_events
from .worlds import MESSAGES, RUN, SOON, Servers, World, rule

pytestmark = pytest.mark.anyio


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log, with everything that the client tells."""
    caplog.set_level(logging.DEBUG, "assistants_v2")
    return caplog


def lines(log: pytest.LogCaptureFixture, level: int) -> list[str]:
    """Return what the client told at a level."""
    return [
        each.getMessage() for each in log.records if each.levelno == level and each.name.startswith("assis")
    ]


async def test_what_a_tool_raises_is_told_to_the_developer(
    world: World, servers: Servers, log: pytest.LogCaptureFixture
) -> None:
    """With the places and the class of the exception, but not with its text, nor with the arguments."""

    def find_password(of: str) -> str:
        """Find a password."""
        raise KeyError(SECRET + of)

    at = await desk(world, servers, asks(("find_password", '{"of": "swordfish"}')), says("Oh."))
    await at.execute(find_password)
    (told,) = lines(log, logging.WARNING)
    assert "find_password has failed with KeyError" in told
    assert f'test_told.py", line {find_password.__code__.co_firstlineno + 2}, in find_password' in told
    assert "swordfish" not in log.text


async def test_a_function_that_was_not_passed_is_told_to_the_developer(
    world: World, servers: Servers, log: pytest.LogCaptureFixture
) -> None:
    """Else only the model hears that it is not there."""

    def other() -> None:
        """Do nothing."""

    at = await desk(world, servers, asks(("balance", "{}")), says("Oh."))
    await at.execute(other)
    (told,) = lines(log, logging.WARNING)
    assert told.endswith("balance is none of the functions that this program passed")


async def test_a_message_that_is_looked_for_is_told(
    world: World, servers: Servers, log: pytest.LogCaptureFixture
) -> None:
    """After a lost answer, what the client found out is told, and nothing of the message."""
    server = servers.ours(rule(f"POST {MESSAGES}", hangup(acted=True)))
    client = world.client(server, idempotency_metadata="nonce")
    thread = await world.do(client.threads.create())
    await world.do(client.threads.messages.create(thread.id, role="user", content=SECRET))
    assert ["create_message ended with APIConnectionError, and was looked for: it was carried out"] == lines(
        log, logging.WARNING
    )
    assert SECRET not in log.text


async def test_a_run_that_is_cancelled_at_its_deadline_is_told(
    world: World, slow_run: SlowRun, log: pytest.LogCaptureFixture
) -> None:
    """The run and the reason are named."""
    with pytest.raises(RunDeadlineExceeded) as raised:
        await created_and_polled(world, world.client(slow_run.server), deadline=0.2)
    run_id, thread_id = raised.value.run_id, raised.value.thread_id
    assert [f"run {run_id} on thread {thread_id} cancelled, because of: deadline"] == lines(
        log, logging.WARNING
    )
    assert lines(log, logging.INFO)[-1].endswith("(RunDeadlineExceeded)")


async def test_a_stream_that_is_cut_is_told(
    world: World, servers: Servers, log: pytest.LogCaptureFixture
) -> None:
    """The run is looked at from then on, and each look is told."""
    begun = (run_event("created", "queued"), run_event("in_progress"))
    server = servers.scripted(script(streamed(*begun), run=a_run("completed"), messages=[]))
    await take_events(world, start(world.client(server)))
    assert ["the stream of run run_1 on thread thread_1 ended before the run did: looking at it"] == lines(
        log, logging.WARNING
    )
    assert any(
        "run run_1 on thread thread_1 is completed after" in line for line in lines(log, logging.DEBUG)
    )
    run = [line for line in lines(log, logging.INFO) if line.startswith("run run_1")]
    assert [True, False] == [line.endswith("is followed: queued, assistant asst_1") for line in run]


async def test_hooks_are_told_as_it_happens(world: World, servers: Servers) -> None:
    """Those of the async client may be coroutine functions; a copy of the client has hooks of its own."""
    told: list[Any] = []
    at = await desk(world, servers, asks(("double", '{"number": 4}')), says("8."), says("Fine."))
    hook = world.hook(told.append)
    client = at.client.with_options(on_request=hook, on_tool=hook, on_retry=hook)

    def double(number: int) -> int:
        """Double a number."""
        return 2 * number

    await at.execute(double, client=client)
    requests = [event.operation for event in told if isinstance(event, RequestEvent)]
    assert ["get_assistant", "create_run"] == requests[:2]
    assert "submit_tool_outputs_to_run" in requests
    begun, ended = (event for event in told if isinstance(event, ToolEvent))
    assert (None, "8") == (begun.output, ended.output)
    told.clear()
    await at.execute(double)
    assert [] == told


async def test_the_hook_for_retries_is_told(world: World, servers: Servers) -> None:
    """It hears of what failed and how long the client waits, and can tell a metric of it."""
    told: list[RetryEvent] = []
    server = servers.ours(rule("GET /threads/{thread_id}", status(429, headers=SOON)))
    client = world.client(server, on_retry=world.hook(told.append))
    thread = await world.do(client.threads.create())
    await world.do(client.threads.retrieve(thread.id))
    assert [("get_thread", "RateLimitError", 429, 1, 0.001)] == [
        (each.operation, each.reason, each.status, each.attempts, each.seconds) for each in told
    ]


async def test_no_line_holds_the_key(world: World, servers: Servers, log: pytest.LogCaptureFixture) -> None:
    """Not even that of a request that is refused."""
    server = servers.ours(rule(f"GET {RUN}", status(401)))
    with pytest.raises(Exception, match="401"):
        await world.do(world.client(server).threads.runs.retrieve("run_1", thread_id="thread_1"))
    assert "401" in log.text
    assert "sk-test" not in log.text
