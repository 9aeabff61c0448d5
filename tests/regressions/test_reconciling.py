"""After an answer that was lost, the server is asked before anything is sent again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2 import APITimeoutError, BadRequestError, InternalServerError, NotFoundError
from assistants_v2_server import Server
from assistants_v2_server.faults import (
    Fault,
    cut_body,
    empty,
    hangup,
    html,
    reset,
    slow,
    status,
    truncated,
)

from ..server.driving import ScriptedModel, calls, says
from .slow_runs import SlowRun, begun
from .worlds import (
    CANCEL,
    HASTY,
    MESSAGES,
    RUNS,
    SOON,
    SUBMIT,
    Servers,
    Triggering,
    World,
    rule,
    stored,
    texts,
)

pytestmark = pytest.mark.anyio

KEY = "made_by"
"""The metadata key that the clients here may mark messages and runs with."""


LOST_ANSWERS = {
    "500": status(500, acted=True),
    "502": status(502, acted=True),
    "reset": reset(acted=True),
    "hang-up": hangup(acted=True),
    "cut body": cut_body(),
    "truncated JSON": truncated(),
    "200 HTML": html(acted=True),
    "200 and nothing": empty(acted=True),
}
"""Ways to lose the answer of a request that the server carried out."""


@pytest.fixture(params=LOST_ANSWERS)
def answer_lost(request: pytest.FixtureRequest) -> Fault:
    """Each way to lose an answer in turn."""
    return LOST_ANSWERS[request.param]


async def say(world: World, client: Any, thread_id: str) -> Any:
    """Add a message to a thread."""
    return await world.do(client.threads.messages.create(thread_id, role="user", content="Hello?"))


async def begin(world: World, client: Any, thread_id: str) -> Any:
    """Make an assistant and a run of it."""
    assistant = await world.do(client.assistants.create(model="rehearsal", instructions="Be brief."))
    return await world.do(client.threads.runs.create(thread_id, assistant_id=assistant.id))


async def test_post_stored_then_500_message_with_a_key_is_created_once(
    world: World, servers: Servers, answer_lost: Fault
) -> None:
    """A message whose answer was lost is found by its key, and not created again."""
    server = servers.ours(rule(f"POST {MESSAGES}", answer_lost))
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())
    made = await say(world, client, thread.id)
    (there,) = stored(server, f"/threads/{thread.id}/messages")
    assert there["id"] == made.id
    assert {KEY} == there["metadata"].keys()
    assert 1 == len(server.seen("POST", MESSAGES))


async def test_post_stored_then_500_message_without_a_key_is_raised_and_not_repeated(
    world: World, servers: Servers
) -> None:
    """Without leave to mark the message the failure is raised, since a second message may do harm."""
    server = servers.ours(rule(f"POST {MESSAGES}", status(500, acted=True)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError) as raised:
        await say(world, client, thread.id)
    assert 1 == raised.value.attempts
    assert 1 == len(server.seen("POST", MESSAGES)) == len(stored(server, f"/threads/{thread.id}/messages"))
    assert {} == stored(server, f"/threads/{thread.id}/messages")[0]["metadata"]


async def test_post_stored_then_500_run_with_a_key_is_created_once(
    world: World, servers: Servers, answer_lost: Fault
) -> None:
    """A run whose answer was lost is found by its key, and not created again."""
    server = servers.ours(rule(f"POST {RUNS}", answer_lost))
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())
    made = await begin(world, client, thread.id)
    assert [made.id] == [run["id"] for run in stored(server, f"/threads/{thread.id}/runs")]
    assert 1 == len(server.seen("POST", RUNS))


async def test_post_stored_then_500_run_without_a_key_is_raised_and_not_repeated(
    world: World, servers: Servers
) -> None:
    """Without leave to mark the run the failure is raised."""
    server = servers.ours(rule(f"POST {RUNS}", status(500, acted=True)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError):
        await begin(world, client, thread.id)
    assert 1 == len(server.seen("POST", RUNS)) == len(stored(server, f"/threads/{thread.id}/runs"))


@pytest.mark.parametrize("operation", ["POST /threads", "POST /threads/runs", "POST /assistants"])
async def test_post_stored_then_500_what_cannot_be_looked_for_is_never_repeated(
    world: World, servers: Servers, operation: str
) -> None:
    """Threads cannot be listed: an ambiguous failure to make one is raised, with a key and without."""
    server = servers.ours()
    client = world.client(server, idempotency_metadata=KEY)
    assistant = await world.do(client.assistants.create(model="rehearsal"))
    server.inject(rule(operation, status(500, acted=True)))
    creations: dict[str, Callable[[], Any]] = {
        "POST /threads": lambda: client.threads.create(),
        "POST /threads/runs": lambda: client.threads.create_and_run(assistant_id=assistant.id),
        "POST /assistants": lambda: client.assistants.create(model="rehearsal"),
    }
    with pytest.raises(InternalServerError):
        await world.do(creations[operation]())
    assert [operation] == [f"{each.method} {each.path.removeprefix('/v1')}" for each in server.struck]
    assert server.log[-1].fault is not None


async def test_post_read_timeout(world: World, servers: Servers) -> None:
    """A POST whose answer does not come in time is raised without a key, and found again with one."""
    server = servers.ours(rule(f"POST {MESSAGES}", slow(5), times=2))
    patient, hurried = world.client(server), world.client(server, timeout=0.5)
    thread = await world.do(patient.threads.create())
    with pytest.raises(APITimeoutError) as raised:
        await say(world, hurried, thread.id)
    assert raised.value.sent
    assert "timeout=0.5" in str(raised.value)
    marking = world.client(server, timeout=0.5, idempotency_metadata=KEY)
    found = await say(world, marking, thread.id)
    assert [found.id] == [each["id"] for each in stored(server, f"/threads/{thread.id}/messages")][1:]
    assert 2 == len(server.seen("POST", MESSAGES))


async def test_post_lost_before_it_was_stored_is_sent_again_with_a_key(
    world: World, servers: Servers
) -> None:
    """When the look finds nothing, the request did not arrive, and it is sent again."""
    server = servers.ours(rule(f"POST {MESSAGES}", reset(acted=False)))
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())
    made = await say(world, client, thread.id)
    assert [made.id] == [each["id"] for each in stored(server, f"/threads/{thread.id}/messages")]
    assert 2 == len(server.seen("POST", MESSAGES))


async def test_post_lost_again_and_again_says_how_often_it_was_sent(world: World, servers: Servers) -> None:
    """Even a message that may be repeated is given up in the end, and the error counts all attempts."""
    server = servers.ours(rule(f"POST {MESSAGES}", status(500, headers=SOON), times=9))
    client = world.client(server, idempotency_metadata=KEY, max_retries=1)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError) as raised:
        await say(world, client, thread.id)
    assert 2 == raised.value.attempts == len(server.seen("POST", MESSAGES))
    assert [] == stored(server, f"/threads/{thread.id}/messages")


async def test_post_stored_then_500_message_behind_many_newer_ones(world: World, servers: Servers) -> None:
    """A message is found by its key although others wrote more than a page while its reply was lost."""
    ours = servers.stack.enter_context(Server())
    others: list[Any] = []
    chatter = Triggering(ours, f"GET {MESSAGES}", 1, lambda: others.extend(chat() for _ in range(130)))
    server = servers.behind(chatter, rule(f"POST {MESSAGES}", reset(acted=True)))
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())

    def chat() -> Any:
        body = b'{"role": "user", "content": "And I?"}'
        return ours.handle("POST", f"/threads/{thread.id}/messages", "", {}, body)

    made = await say(world, client, thread.id)
    there = stored(server, f"/threads/{thread.id}/messages")
    assert (made.id, 131) == (there[0]["id"], len(there))
    assert 1 == len(server.seen("POST", MESSAGES))


DELETIONS = {
    "message": ("/threads/{thread_id}/messages/{message_id}", "thread.message.deleted"),
    "thread": ("/threads/{thread_id}", "thread.deleted"),
    "assistant": ("/assistants/{assistant_id}", "assistant.deleted"),
}


@pytest.mark.parametrize("kind", DELETIONS)
async def test_delete_stored_then_500(world: World, servers: Servers, kind: str) -> None:
    """A deletion that finds nothing, after one whose answer was lost, is done."""
    path, named = DELETIONS[kind]
    server = servers.ours(rule(f"DELETE {path}", status(500, acted=True, headers=SOON)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    message = await say(world, client, thread.id)
    assistant = await world.do(client.assistants.create(model="rehearsal"))
    deletions: dict[str, tuple[str, Callable[[], Any]]] = {
        "message": (message.id, lambda: client.threads.messages.delete(message.id, thread_id=thread.id)),
        "thread": (thread.id, lambda: client.threads.delete(thread.id)),
        "assistant": (assistant.id, lambda: client.assistants.delete(assistant.id)),
    }
    gone, delete = deletions[kind]
    answer = await world.do(delete())
    assert (gone, named, True) == (answer.id, answer.object, answer.deleted)
    assert [500, 404] == [each.status for each in server.seen("DELETE", path)]
    with pytest.raises(NotFoundError):
        await world.do(delete())


async def test_what_is_marked_keeps_its_own_metadata(world: World, servers: Servers) -> None:
    """The key joins what the caller wrote into the metadata; each message has another."""
    server = servers.ours()
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())
    for number in "12":
        await world.do(
            client.threads.messages.create(thread.id, role="user", content=number, metadata={"nr": number})
        )
    there = stored(server, f"/threads/{thread.id}/messages")
    assert ["1", "2"] == texts(there) == [each["metadata"]["nr"] for each in there]
    assert 2 == len({each["metadata"][KEY] for each in there})


async def test_a_message_that_is_refused_is_raised_with_a_key_too(world: World, servers: Servers) -> None:
    """A clear refusal is no ambiguous failure: nothing is looked for."""
    server = servers.ours()
    client = world.client(server, idempotency_metadata=KEY)
    thread = await world.do(client.threads.create())
    with pytest.raises(BadRequestError):
        await world.do(client.threads.messages.create(thread.id, role="robot", content="Hello?"))
    assert [] == server.seen("GET", MESSAGES)


async def test_submit_stored_then_500(world: World, servers: Servers) -> None:
    """Outputs whose receipt was lost are not submitted again: the run says that it has them."""
    model = ScriptedModel()
    server = servers.ours(model=model)
    client = world.client(server)
    for fault in (status(500, acted=True), reset(acted=True), html(acted=True)):
        model.turns[:] = [calls("look"), says("Found.")]
        waiting = await asked(world, client)
        server.inject(rule(f"POST {SUBMIT}", fault))
        run = await submitted(world, client, waiting)
        assert ("completed", waiting.id) == (run.status, run.id)
    assert 3 == len(server.seen("POST", SUBMIT))


async def test_submit_lost_before_it_was_stored(world: World, servers: Servers) -> None:
    """Outputs that did not arrive are submitted again: the run still waits for them."""
    server = servers.ours(
        rule(f"POST {SUBMIT}", reset(acted=False)), model=ScriptedModel(calls("look"), says("Found."))
    )
    client = world.client(server)
    run = await submitted(world, client, await asked(world, client))
    assert "completed" == run.status
    assert 2 == len(server.seen("POST", SUBMIT))


async def asked(world: World, client: Any) -> Any:
    """Return a run at our server that waits for the output of a call."""
    tools = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]
    assistant = await world.do(client.assistants.create(model="test-model", tools=tools))
    thread = await world.do(client.threads.create(messages=[{"role": "user", "content": "Look!"}]))
    run = await world.do(client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id, **HASTY))
    assert "requires_action" == run.status
    return run


async def submitted(world: World, client: Any, run: Any) -> Any:
    """Answer the call that a run waits for, and follow it."""
    (call,) = run.required_action.submit_tool_outputs.tool_calls
    outputs = [{"tool_call_id": call.id, "output": "17"}]
    submit = client.threads.runs.submit_tool_outputs_and_poll
    return await world.do(submit(run.id, thread_id=run.thread_id, tool_outputs=outputs, **HASTY))


async def test_cancel_stored_then_500(world: World, slow_run: SlowRun) -> None:
    """A cancellation whose answer was lost is not repeated: the run says that it is on its way out."""
    client = world.client(slow_run.server)
    run = await begun(world, client)
    slow_run.server.inject(rule(f"POST {CANCEL}", status(500, acted=True)))
    run = await world.do(client.threads.runs.cancel(run.id, thread_id=run.thread_id))
    assert run.status in ("cancelling", "cancelled")
    assert 1 == len(slow_run.server.seen("POST", CANCEL))


async def test_cancel_lost_before_it_was_heard(world: World, slow_run: SlowRun) -> None:
    """A cancellation that did not arrive is sent again."""
    client = world.client(slow_run.server)
    run = await begun(world, client)
    slow_run.server.inject(rule(f"POST {CANCEL}", hangup(acted=False)))
    run = await world.do(client.threads.runs.cancel(run.id, thread_id=run.thread_id))
    assert run.status in ("cancelling", "cancelled")
    assert 2 == len(slow_run.server.seen("POST", CANCEL))
