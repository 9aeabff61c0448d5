"""A thread that a run has locked: messages and runs are refused, wait for its end, or bring it about."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIError, RunDeadlineExceeded, ThreadBusy
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer, Server
from assistants_v2_server.faults import (
    status,
)

from ..ergonomic.objects import a_message, a_run
from ..faults.scripted import ScriptedBackend, answer
from ..seams import port_of
from ..server.driving import GatedModel, ScriptedModel, calls, says
from .worlds import (
    CANCEL,
    HASTY,
    MESSAGES,
    RUN,
    RUNS,
    SOON,
    Servers,
    Triggering,
    Waits,
    World,
    rule,
    sent,
    stored,
    texts,
    wire,
)

pytestmark = pytest.mark.anyio

KINDS = ("message", "run")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """What is to be created: a message, and a run."""
    return str(request.param)


class Room:
    """A thread at a server, and what is created on it."""

    def __init__(self, world: World, client: Any) -> None:
        self.world = world
        self.client = client
        self.thread_id = "thread_1"
        self.assistant_id = "asst_1"

    async def furnish(self) -> None:
        """Make a thread and an assistant of our server's."""
        tools = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]
        made = await self.world.do(self.client.assistants.create(model="test-model", tools=tools))
        thread = await self.world.do(
            self.client.threads.create(messages=[{"role": "user", "content": "Look!"}])
        )
        self.assistant_id, self.thread_id = made.id, thread.id

    async def create(self, kind: str, **options: Any) -> Any:
        """Create a message or a run."""
        if kind == "message":
            messages = self.client.threads.messages
            return await self.world.do(
                messages.create(self.thread_id, role="user", content="Hello?", **options)
            )
        runs = self.client.threads.runs
        return await self.world.do(runs.create(self.thread_id, assistant_id=self.assistant_id, **options))

    async def waiting_run(self) -> Any:
        """Return a run that waits for outputs, and so locks the thread."""
        runs = self.client.threads.runs
        return await self.world.do(
            runs.create_and_poll(self.thread_id, assistant_id=self.assistant_id, **HASTY)
        )


async def furnished(world: World, server: FaultServer, **options: Any) -> Room:
    """Return a thread of a server of ours."""
    room = Room(world, world.client(server, **options))
    await room.furnish()
    return room


async def test_raise_is_the_default_and_names_the_run(world: World, servers: Servers, kind: str) -> None:
    """A message or run on a locked thread is refused, and the error says which run is in the way."""
    server = servers.ours(model=ScriptedModel(calls("look")))
    room = await furnished(world, server)
    run = await room.waiting_run()
    with pytest.raises(ThreadBusy, match=run.id) as raised:
        await room.create(kind)
    assert (run.id, room.thread_id) == (raised.value.run_id, raised.value.thread_id)
    assert 400 == raised.value.status_code
    assert [run.id] == [each["id"] for each in stored(server, f"/threads/{room.thread_id}/runs")]


async def test_wait(world: World, servers: Servers, kind: str) -> None:
    """With `wait` it is created as soon as the active run has ended by itself."""
    model = GatedModel(says("One."), says("Two."))
    servers.stack.callback(model.gate.set)
    behind = servers.stack.enter_context(Server(model=model))
    server = servers.behind(Triggering(behind, f"GET {RUN}", 3, model.gate.set))
    room = await furnished(world, server)
    first = await room.create("run")
    made = await room.create(kind, on_active_run="wait")
    runs = stored(server, f"/threads/{room.thread_id}/runs")
    assert (first.id, "completed") == (runs[0]["id"], runs[0]["status"])
    if kind == "run":
        assert [first.id, made.id] == [each["id"] for each in runs]
    else:
        messages = stored(server, f"/threads/{room.thread_id}/messages")
        assert ["Look!", "One.", "Hello?"] == texts(messages)
    assert [] == server.seen("POST", CANCEL)


async def test_cancel(world: World, servers: Servers, kind: str) -> None:
    """With `cancel` the active run is cancelled, and what was asked for is created after its end."""
    server = servers.ours(model=ScriptedModel(calls("look"), says("Two.")))
    room = await furnished(world, server)
    run = await room.waiting_run()
    made = await room.create(kind, on_active_run="cancel")
    runs = stored(server, f"/threads/{room.thread_id}/runs")
    assert (run.id, "cancelled") == (runs[0]["id"], runs[0]["status"])
    there = runs[-1] if kind == "run" else stored(server, f"/threads/{room.thread_id}/messages")[-1]
    assert made.id == there["id"]


async def test_cancel_in_a_workflow(world: World, servers: Servers) -> None:
    """`execute` and `create_and_poll` take the option too."""
    server = servers.ours(model=ScriptedModel(calls("look"), says("Two."), calls("look"), says("Four.")))
    room = await furnished(world, server)
    runs, there = room.client.threads.runs, {"assistant_id": room.assistant_id, **HASTY}
    await room.waiting_run()
    result = await world.do(runs.execute(room.thread_id, on_active_run="cancel", **there))
    assert "Two." == result.text
    await room.waiting_run()
    run = await world.do(runs.create_and_poll(room.thread_id, on_active_run="cancel", **there))
    assert "completed" == run.status


def busy(message: str) -> Answer:
    """Return the refusal of a server whose thread is locked."""
    return answer({"error": {"message": message, "type": "invalid_request_error"}}, 400)


TEXTS = {
    "message": "Can't add messages to thread_1 while a run run_1 is active.",
    "Azure's": "(None) Can't add messages to thread_1 while a run run_1 is active.",
    "run": "Thread thread_1 already has an active run run_1.",
    "run, no full stop": "Thread thread_1 already has an active run run_1",
}

NAMELESS = {
    "message, nameless": "Can't add messages to thread_1 while a run is active.",
    "run, nameless": "Thread thread_1 already has an active run.",
    "run, nameless, no full stop": "Thread thread_1 already has an active run",
}


def locked(message: str, *looks: Answer, **further: Any) -> dict[str, Any]:
    """Return the script of a thread that is locked at first, by a run that is looked at."""
    page = {"object": "list", "data": [a_run("in_progress").to_dict()], "has_more": True}
    return {
        f"POST {MESSAGES}": [busy(message), wire(a_message("Hello?", message_id="msg_9"))],
        f"POST {RUNS}": [busy(message), wire(a_run("queued", id="run_9"))],
        f"GET {RUNS}": [answer(page)],
        f"GET {RUN}": looks,
        f"POST {CANCEL}": [wire(a_run("cancelling"))],
        **further,
    }


@pytest.mark.parametrize("text", TEXTS)
async def test_the_id_is_found_in_the_text(world: World, servers: Servers, kind: str, text: str) -> None:
    """The run that the server names is the one that is waited for; the list is not asked."""
    server = servers.scripted(locked(TEXTS[text], wire(a_run("in_progress")), wire(a_run())))
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="wait")).id[-1]
    assert {"/v1/threads/thread_1/runs/run_1"} == {each.path for each in server.seen("GET", RUN)}
    assert [] == server.seen("GET", RUNS)


@pytest.mark.parametrize("text", NAMELESS)
async def test_the_id_is_found_by_listing(world: World, servers: Servers, kind: str, text: str) -> None:
    """Where the text names none, the newest run of the thread is the one."""
    server = servers.scripted(locked(NAMELESS[text], wire(a_run("in_progress")), wire(a_run())))
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="wait")).id[-1]
    assert ["limit=1&order=desc"] == [
        "&".join(sorted(each.query.split("&"))) for each in server.seen("GET", RUNS)
    ]
    assert {"/v1/threads/thread_1/runs/run_1"} == {each.path for each in server.seen("GET", RUN)}


async def test_cancelling_is_waited_out(world: World, servers: Servers, kind: str) -> None:
    """A run that was asked to end still locks the thread until it is `cancelled`."""
    cancelling, cancelled = wire(a_run("cancelling")), wire(a_run("cancelled"))
    looks = [wire(a_run("in_progress")), cancelling, cancelling, cancelled]
    server = servers.scripted(locked(TEXTS["run"], *looks))
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="cancel")).id[-1]
    assert 1 == len(server.seen("POST", CANCEL))
    assert 4 == len(server.seen("GET", RUN))


async def test_a_run_that_is_cancelled_already_is_not_cancelled_again(
    world: World, servers: Servers, kind: str
) -> None:
    """Somebody else's cancellation is only waited for."""
    server = servers.scripted(locked(TEXTS["run"], wire(a_run("cancelling")), wire(a_run("cancelled"))))
    room = Room(world, world.client(server))
    Waits(room.client)
    await room.create(kind, on_active_run="cancel")
    assert [] == server.seen("POST", CANCEL)


async def test_a_run_that_ends_before_it_is_cancelled(world: World, servers: Servers, kind: str) -> None:
    """A refusal to cancel, since the run has just ended, is no failure."""
    refusal = busy("Cannot cancel run with status 'completed'.")
    looks = [wire(a_run("in_progress")), wire(a_run("completed"))]
    server = servers.scripted(locked(TEXTS["run"], *looks, **{f"POST {CANCEL}": [refusal]}))
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="cancel")).id[-1]


async def test_a_cancellation_whose_answer_was_lost(world: World, servers: Servers, kind: str) -> None:
    """The active run is cancelled once, even if the answer to that was lost."""
    server = servers.ours(model=ScriptedModel(calls("look"), says("Two.")))
    room = await furnished(world, server)
    await room.waiting_run()
    server.inject(rule(f"POST {CANCEL}", status(500, acted=True)))
    made = await room.create(kind, on_active_run="cancel")
    assert made.thread_id == room.thread_id
    assert 1 == len(server.seen("POST", CANCEL))


async def test_a_thread_that_stays_locked_for_a_moment(world: World, servers: Servers, kind: str) -> None:
    """Some servers call a thread busy when its run has ended already: they are asked again."""
    script = locked(TEXTS["run"], wire(a_run("completed")))
    for operation in (f"POST {MESSAGES}", f"POST {RUNS}"):
        script[operation][:1] = [busy(TEXTS["run"])] * 4
    server = servers.scripted(script)
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="wait")).id[-1]


async def test_a_thread_that_stays_locked_for_ever(world: World, servers: Servers, kind: str) -> None:
    """A server that never frees a thread without a run is an error in the end."""
    script = locked(TEXTS["run"], wire(a_run("completed")))
    for operation in (f"POST {MESSAGES}", f"POST {RUNS}"):
        script[operation] = [busy(TEXTS["run"])]
    server = servers.scripted(script)
    room = Room(world, world.client(server))
    Waits(room.client)
    now = iter(range(0, 100_000, 5))
    port_of(room.client).elapsed = lambda: float(next(now))
    with pytest.raises(ThreadBusy) as raised:
        await room.create(kind, on_active_run="wait")
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)


async def test_failures_while_waiting_are_sat_out(world: World, servers: Servers, kind: str) -> None:
    """The active run is followed as patiently as one's own."""
    looks = [wire(a_run("in_progress")), wire(a_run("in_progress")), wire(a_run())]
    storm = rule(f"GET {RUN}", status(500, headers=SOON), nth=2, times=6)
    server = servers.scripted(locked(TEXTS["run"], *looks), storm)
    room = Room(world, world.client(server))
    Waits(room.client)
    assert "9" == (await room.create(kind, on_active_run="wait")).id[-1]
    assert 9 == len(server.seen("GET", RUN))


async def test_an_error_while_waiting_names_run_and_thread(world: World, servers: Servers, kind: str) -> None:
    """When the active run cannot be looked at, the error says which run that was."""
    looks = [wire(a_run("in_progress")), answer({"error": {"message": "No."}}, 403)]
    server = servers.scripted(locked(TEXTS["run"], *looks))
    room = Room(world, world.client(server))
    Waits(room.client)
    with pytest.raises(APIError, match="403") as raised:
        await room.create(kind, on_active_run="wait")
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)


async def test_waiting_ends_at_the_deadline(world: World, servers: Servers) -> None:
    """A workflow's deadline holds for the wait for another run too, which is not cancelled for it."""
    script = locked(TEXTS["run"], wire(a_run("in_progress")))
    backend = ScriptedBackend(script)
    server = servers.behind(backend)
    room = Room(world, world.client(server))
    runs, there = room.client.threads.runs, {"assistant_id": "asst_1", "deadline": 0.2, **HASTY}
    for workflow in (runs.create_and_poll, runs.execute):
        backend.answers["POST /threads/*/runs"] = [busy(TEXTS["run"])]
        with pytest.raises(RunDeadlineExceeded) as raised:
            await world.do(workflow("thread_1", on_active_run="wait", **there))
        assert "run_1" == raised.value.run_id
    assert [] == server.seen("POST", CANCEL)


async def test_a_policy_that_does_not_exist_is_refused(world: World, servers: Servers, kind: str) -> None:
    """A word that means nothing is an error before anything is sent."""
    server = servers.scripted({})
    with pytest.raises(ValueError, match="on_active_run"):
        await Room(world, world.client(server)).create(kind, on_active_run="shrug")
    assert [] == server.log


async def test_the_policy_is_not_sent(world: World, servers: Servers, kind: str) -> None:
    """What says how to go about it is no field of what is created."""
    server = servers.scripted(locked(TEXTS["run"], wire(a_run())))
    room = Room(world, world.client(server))
    Waits(room.client)
    await room.create(kind, on_active_run="wait")
    bodies = sent(server, f"POST {MESSAGES}") + sent(server, f"POST {RUNS}")
    assert 2 == len(bodies)
    assert all("on_active_run" not in body for body in bodies)
