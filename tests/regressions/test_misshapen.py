"""Answers in which a value is of another JSON kind than the API's: named at once, and never in the way."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIResponseValidationError, RunDeadlineExceeded

from ..corpus.spoiling import OTHER_KINDS, spoil
from ..corpus.using import use_spoiled
from ..corpus.walking import paths
from ..ergonomic.objects import a_run
from ..faults.scripted import answer
from ..raw.answers import ANSWERS
from .scripted_runs import WAITING, create_and_poll, executed, following, page, said, script
from .worlds import CANCEL, MESSAGES, RUN, Servers, Waits, World, wire

pytestmark = pytest.mark.anyio

MISSHAPEN = answer(a_run("in_progress").to_dict() | {"status": ["completed"]})


@pytest.mark.parametrize(
    ("place", "data"),
    [("data[0]", [None]), ("data", {"a": 1}), ("data", "abc"), ("data", 7), ("data[1]", [said("Hello."), 7])],
    ids=str,
)
async def test_a_list_of_something_else(world: World, servers: Servers, place: str, data: Any) -> None:
    """The error names where in the list it is, after one request."""
    server = servers.scripted(
        {f"GET {MESSAGES}": [answer({"object": "list", "data": data, "has_more": False})]}
    )
    with pytest.raises(APIResponseValidationError, match="at data") as raised:
        await world.all(world.client(server).threads.messages.list("thread_1"))
    assert (place, 1) == (raised.value.place, len(server.seen("GET", MESSAGES)))


async def test_a_run_that_cannot_be_read_is_raised_and_cancelled(world: World, servers: Servers) -> None:
    """Nobody could go on with it, so one's own is not left to lock the thread."""
    server = servers.scripted(following(MISSHAPEN))
    with pytest.raises(APIResponseValidationError) as raised:
        await create_and_poll(world, world.client(server))
    assert ("status", "run_1") == (raised.value.place, raised.value.run_id)
    assert (1, 1) == (len(server.seen("GET", RUN)), len(server.seen("POST", CANCEL)))


async def test_another_s_run_that_cannot_be_read_goes_on(world: World, servers: Servers) -> None:
    """What somebody else has made is not cancelled."""
    server = servers.scripted(following(MISSHAPEN))
    with pytest.raises(APIResponseValidationError):
        await world.do(world.client(server).threads.runs.poll("run_1", thread_id="thread_1"))
    assert [] == server.seen("POST", CANCEL)


async def test_a_cancellation_that_is_answered_with_something_else(world: World, servers: Servers) -> None:
    """The caller hears of the deadline, and the run was cancelled."""
    answers = following(wire(a_run("in_progress"))) | {f"POST {CANCEL}": [MISSHAPEN]}
    server = servers.scripted(answers)
    client = world.client(server)
    Waits(client)
    with pytest.raises(RunDeadlineExceeded) as raised:
        await create_and_poll(world, client, deadline=0.5)
    assert (True, 1) == (raised.value.cancelled, len(server.seen("POST", CANCEL)))


@pytest.mark.parametrize(
    ("place", "messages", "steps"),
    [
        (
            "data[0].content[0].text.annotations[0]",
            [spoil(said("Hello."), ("content", 0, "text", "annotations"), ["x"])],
            [],
        ),
        ("data[0].content", [said("Hello.") | {"content": "plain"}], []),
        (
            "data[0].step_details.tool_calls[0]",
            [],
            [{"id": "step_1", "step_details": {"type": "tool_calls", "tool_calls": [None]}}],
        ),
    ],
    ids=["annotations", "content", "tool_calls"],
)
async def test_a_result_that_cannot_be_read(
    world: World, servers: Servers, place: str, messages: Any, steps: Any
) -> None:
    """The error names the place and the run, which has completed and is left alone."""
    server = servers.scripted(script(wire(a_run()), messages=messages, steps=steps))
    with pytest.raises(APIResponseValidationError) as raised:
        await executed(world, server)
    assert (place, "run_1") == (raised.value.place, raised.value.run_id)
    assert [] == server.seen("POST", CANCEL)


async def test_a_call_that_cannot_be_read(world: World, servers: Servers) -> None:
    """No tool is run for a run whose calls are something else."""
    waiting = a_run("requires_action", ("call_1", "charge", "{}")).to_dict()
    waiting["required_action"]["submit_tool_outputs"]["tool_calls"][0]["function"] = "charge"
    server = servers.scripted(script(answer(waiting), WAITING))
    with pytest.raises(APIResponseValidationError) as raised:
        await executed(world, server)
    assert "required_action.submit_tool_outputs.tool_calls[0].function" == raised.value.place


@pytest.mark.parametrize("operation", ANSWERS)
def test_nothing_else_comes_of_it(operation: str) -> None:
    """Whichever value of an answer is of another kind, what the client offers raises no other error."""
    body = ANSWERS[operation]
    for path in paths(body):
        for other in [None, *OTHER_KINDS[:: len(path) % 2 + 1]]:
            use_spoiled(operation, spoil(body, path, other), path)


async def test_an_empty_list_is_no_surprise(world: World, servers: Servers) -> None:
    """A list without objects is read as one."""
    server = servers.scripted({f"GET {MESSAGES}": [page()]})
    assert [] == await world.all(world.client(server).threads.messages.list("thread_1"))
