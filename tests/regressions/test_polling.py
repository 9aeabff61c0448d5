"""Every run ends for its caller: in a status, at a deadline, or in an error that names the run."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import (
    APIError,
    APIStatusError,
    AuthenticationError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RunDeadlineExceeded,
)
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import (
    Fault,
    cut_body,
    empty,
    hangup,
    html,
    reset,
    status,
    truncated,
)

from ..ergonomic.objects import a_run
from ..faults.scripted import answer
from ..server.driving import ScriptedModel, says
from .scripted_runs import create_and_poll, following
from .slow_runs import begun, created_and_polled
from .worlds import (
    CANCEL,
    HASTY,
    LATER,
    MESSAGES,
    RUN,
    RUNS,
    SOON,
    STEPS,
    SUBMIT,
    Servers,
    Waits,
    World,
    at,
    rule,
    sent,
    wire,
)

pytestmark = pytest.mark.anyio


async def test_poll_header_changing(world: World, servers: Servers) -> None:
    """What the server recommends is read anew at each answer, and kept between 50 ms and a minute."""
    recommended = ["50", "700", "500.5", "1", "86400000", "300"]
    looks = [wire(a_run("in_progress"), openai_poll_after_ms=text) for text in recommended]
    client = world.client(servers.scripted(following(*looks, wire(a_run()))))
    waits = Waits(client)
    run = await create_and_poll(world, client, poll_interval_ms=None, deadline=1000)
    assert "completed" == run.status
    assert [0.05, 0.7, 0.5005, 0.05, 60.0, 0.3] == waits[1:]


@pytest.mark.parametrize("header", ["soon", "", "-1", "0", "nan", "1,000", "0x10"])
async def test_poll_header_malformed(world: World, servers: Servers, header: str) -> None:
    """A header that is no sensible number is as good as none: the client's own schedule holds."""
    looks = [wire(a_run("in_progress"), openai_poll_after_ms=header), wire(a_run())]
    client = world.client(servers.scripted(following(*looks)))
    waits = Waits(client)
    assert "completed" == (await create_and_poll(world, client, poll_interval_ms=None)).status
    assert 0.1 < waits[1] < 0.5


async def test_the_interval_of_the_caller_comes_before_the_header(world: World, servers: Servers) -> None:
    """Who sets an interval gets it."""
    look = wire(a_run("in_progress"), openai_poll_after_ms="9000")
    client = world.client(servers.scripted(following(look, look, wire(a_run()))))
    waits = Waits(client)
    await create_and_poll(world, client, poll_interval_ms=20)
    assert [0.02, 0.02, 0.02] == waits


async def test_waits_grow_without_a_header(world: World, servers: Servers) -> None:
    """The looks begin fast and become slower, up to five seconds."""
    looks = [wire(a_run("in_progress"))] * 30
    client = world.client(servers.scripted(following(*looks, wire(a_run()))))
    waits = Waits(client)
    await create_and_poll(world, client, poll_interval_ms=None)
    assert waits[0] < 0.2 < waits[10] < 1.2
    assert max(waits) <= 5


ODD_RUNS = {
    "unknown": a_run("pondering"),
    "missing": a_run(status=...),
    "null": a_run(status=None),
    "stuck queued": a_run("queued"),
}


@pytest.mark.parametrize("kind", ODD_RUNS)
async def test_unknown_and_missing_status(world: World, servers: Servers, kind: str) -> None:
    """A status that never becomes one of the ends is followed to the deadline; the run is cancelled then."""
    server = servers.scripted(following(wire(ODD_RUNS[kind])))
    with pytest.raises(RunDeadlineExceeded) as raised:
        await create_and_poll(world, world.client(server), deadline=0.1)
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)
    assert 1 == len(server.seen("POST", CANCEL))


async def test_stuck_cancelling(world: World, servers: Servers) -> None:
    """A cancellation that never comes to its end is followed to the deadline, not for ever."""
    server = servers.scripted(following(wire(a_run("cancelling"))))
    with pytest.raises(RunDeadlineExceeded, match="'cancelling'") as raised:
        await create_and_poll(world, world.client(server), deadline=LATER)
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)


@pytest.mark.parametrize("kind", ODD_RUNS)
async def test_unknown_and_missing_status_can_pass(world: World, servers: Servers, kind: str) -> None:
    """A status that nobody knows is no end: the run is followed on."""
    server = servers.scripted(following(wire(ODD_RUNS[kind]), wire(a_run())))
    assert "completed" == (await create_and_poll(world, world.client(server))).status


@pytest.mark.parametrize("end", ["completed", "failed", "cancelled", "expired", "incomplete"])
async def test_every_end_is_an_end(world: World, servers: Servers, end: str) -> None:
    """`create_and_poll` returns the run in whatever status it ended."""
    server = servers.scripted(following(wire(a_run(end))))
    assert end == (await create_and_poll(world, world.client(server))).status
    assert 1 == len(server.seen("GET", RUN))


async def test_cancelling_is_waited_out(world: World, servers: Servers) -> None:
    """`cancelling` is no end, `cancelled` is."""
    server = servers.scripted(following(*[wire(a_run("cancelling"))] * 3, wire(a_run("cancelled"))))
    assert "cancelled" == (await create_and_poll(world, world.client(server))).status


TROUBLE = {
    "500": status(500, headers=SOON),
    "529": status(529, headers=SOON),
    "429": status(429, headers=SOON),
    "408": status(408, headers=SOON),
    "503, do not retry": status(503, headers={"x-should-retry": "false"}),
    "429 in five minutes": status(429, headers={"retry-after": "300"}),
}


@pytest.mark.parametrize("kind", TROUBLE)
async def test_get_500_n_times_during_poll(world: World, servers: Servers, kind: str) -> None:
    """More failures in a row than any request is repeated for do not end the following of a run."""
    server = servers.ours(rule(f"GET {RUN}", TROUBLE[kind], times=8), model=ScriptedModel(says("Hi.")))
    client = world.client(server)
    Waits(client)
    run = await created_and_polled(world, client)
    assert "completed" == run.status
    assert 9 <= len(server.seen("GET", RUN))


@pytest.mark.parametrize(
    "fault",
    [reset(acted=False), hangup(acted=True), cut_body(), html(), empty(), truncated()],
    ids=lambda fault: fault.name,
)
async def test_broken_answers_during_poll(world: World, servers: Servers, fault: Fault) -> None:
    """Nor do answers that break off, or are none of this API's."""
    server = servers.ours(rule(f"GET {RUN}", fault), model=ScriptedModel(says("Hi.")))
    client = world.client(server)
    Waits(client)
    assert "completed" == (await created_and_polled(world, client)).status
    assert [fault.name] == [each.fault for each in server.struck]


@pytest.mark.parametrize(
    ("code", "kind"), [(401, AuthenticationError), (403, PermissionDeniedError), (404, NotFoundError)]
)
async def test_401_403_404_during_poll(
    world: World, servers: Servers, code: int, kind: type[APIStatusError]
) -> None:
    """What waiting cannot mend is raised at once, and names run and thread."""
    server = servers.ours(rule(f"GET {RUN}", status(code)), model=ScriptedModel(says("Hi.")))
    with pytest.raises(kind) as raised:
        await created_and_polled(world, world.client(server))
    error = raised.value
    assert 1 == error.attempts == len(server.seen("GET", RUN))
    assert error.run_id == at(server, f"/threads/{error.thread_id}/runs/{error.run_id}")["id"]
    assert f"run {error.run_id} on thread {error.thread_id}" in str(error)


async def test_the_first_look_of_poll_is_repeated(world: World, servers: Servers) -> None:
    """`poll` survives failures before it has seen the run at all."""
    server = servers.ours(
        rule(f"GET {RUN}", status(500, headers=SOON), times=2), model=ScriptedModel(says("Hi."))
    )
    client = world.client(server)
    run = await begun(world, client)
    run = await world.do(client.threads.runs.poll(run.id, thread_id=run.thread_id, **HASTY))
    assert "completed" == run.status


@pytest.mark.parametrize(
    "wrong",
    [{"deadline": 0}, {"deadline": -1}, {"on_deadline": "shrug"}, {"poll_interval_ms": 0}],
    ids=str,
)
async def test_what_makes_no_sense_is_refused_before_a_run_is_made(
    world: World, servers: Servers, wrong: dict[str, Any]
) -> None:
    """An option out of range names itself, and nothing has been sent."""
    server = servers.scripted({})
    with pytest.raises(ValueError, match=next(iter(wrong))):
        await create_and_poll(world, world.client(server), **wrong)
    assert [] == server.log


async def test_on_poll(world: World, servers: Servers) -> None:
    """The hook sees the run after each look; the async client awaits it where needed."""
    looks = [wire(a_run("queued")), wire(a_run("in_progress")), wire(a_run())]
    client = world.client(servers.scripted(following(*looks)))
    seen: list[str] = []
    run = await create_and_poll(world, client, on_poll=world.hook(lambda run: seen.append(run.status)))
    assert ["queued", "in_progress", "completed"] == seen
    assert "completed" == run.status


async def test_on_poll_raising(world: World, servers: Servers) -> None:
    """What the hook raises reaches the caller as it is, and nobody follows the run: it is cancelled."""
    server = servers.scripted(following(wire(a_run("in_progress"))))

    def give_up(run: Any) -> None:
        raise LookupError(run.id)

    with pytest.raises(LookupError, match="run_1"):
        await create_and_poll(world, world.client(server), on_poll=world.hook(give_up))
    assert 1 == len(server.seen("POST", CANCEL))
    with pytest.raises(LookupError):
        await create_and_poll(world, world.client(server), on_poll=give_up, cancel_on_exit=False)
    assert 1 == len(server.seen("POST", CANCEL))


WORKFLOWS: dict[str, tuple[str, ...]] = {
    "create_and_poll": (f"GET {RUN}",),
    "create_and_run_poll": (f"GET {RUN}",),
    "poll": (f"GET {RUN}",),
    "submit_tool_outputs_and_poll": (f"GET {RUN}", f"POST {SUBMIT}"),
    "execute": (f"GET {RUN}", f"POST {SUBMIT}", f"GET {MESSAGES}", f"GET {STEPS}"),
    "resume": (f"GET {RUN}", f"POST {SUBMIT}", f"GET {MESSAGES}", f"GET {STEPS}"),
}


LEFT_TO_THE_CALLER = {
    (workflow, f"GET {listed}") for workflow in ("execute", "resume") for listed in (MESSAGES, STEPS)
}
"""Requests that a server which goes on failing ends; the others are sat out to the deadline."""


FAILURES = [
    (workflow, operation, code)
    for workflow, operations in WORKFLOWS.items()
    for operation in operations
    for code in (403, 500)
    if code == 403 or (workflow, operation) in LEFT_TO_THE_CALLER
]


@pytest.mark.parametrize(("workflow", "operation", "code"), FAILURES)
async def test_every_error_inside_a_workflow_names_run_and_thread(
    world: World, servers: Servers, workflow: str, operation: str, code: int
) -> None:
    """Whichever of its requests fails, the run can be found by the error."""
    server = servers.scripted(
        {
            f"POST {RUNS}": [wire(a_run("queued"))],
            "POST /threads/runs": [wire(a_run("queued"))],
            f"GET {RUN}": [wire(a_run("requires_action", ("call_1", "look", "{}"))), wire(a_run())],
            f"POST {SUBMIT}": [wire(a_run("queued"))],
            f"GET {MESSAGES}": [answer({"object": "list", "data": [], "has_more": False})],
            f"GET {STEPS}": [answer({"object": "list", "data": [], "has_more": False})],
            "GET /assistants/{assistant_id}": [answer({"id": "asst_1", "object": "assistant", "tools": []})],
        },
        rule(operation, status(code, headers=SOON), times=9),
    )
    with pytest.raises(APIError) as raised:
        await world.do(started(workflow, world.client(server, max_retries=1)))
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)
    assert "run run_1 on thread thread_1" in str(raised.value)


def started(workflow: str, client: Any) -> Any:
    """Begin a workflow on the scripted run."""

    def look() -> str:
        return "seen"

    runs, there = client.threads.runs, {"thread_id": "thread_1", "deadline": 20, **HASTY}
    if workflow == "create_and_poll":
        return runs.create_and_poll(assistant_id="asst_1", **there)
    if workflow == "create_and_run_poll":
        del there["thread_id"]
        return client.threads.create_and_run_poll(assistant_id="asst_1", **there)
    if workflow == "poll":
        return runs.poll("run_1", **there)
    if workflow == "submit_tool_outputs_and_poll":
        outputs = [{"tool_call_id": "call_1", "output": "seen"}]
        return runs.submit_tool_outputs_and_poll("run_1", tool_outputs=outputs, **there)
    if workflow == "execute":
        return runs.execute(assistant_id="asst_1", functions=[look], **there)
    return runs.resume("run_1", functions=[look], **there)


async def test_an_error_before_the_run_names_the_thread(world: World, servers: Servers) -> None:
    """Where there is no run yet, the error says which thread it is about."""
    server = servers.scripted({}, rule(f"POST {RUNS}", status(500), times=9))
    with pytest.raises(InternalServerError) as raised:
        await create_and_poll(world, world.client(server))
    assert (None, "thread_1") == (raised.value.run_id, raised.value.thread_id)


def requests(server: FaultServer) -> list[Any]:
    """Return the bodies of the requests that created runs."""
    return sent(server, f"POST {RUNS}")


async def test_options_of_the_following_are_not_sent(world: World, servers: Servers) -> None:
    """What says how to follow a run is no field of the run."""
    server = servers.scripted(following(wire(a_run())))
    await create_and_poll(
        world,
        world.client(server),
        deadline=9,
        on_deadline="return",
        on_poll=lambda run: None,
        cancel_on_exit=False,
        on_active_run="wait",
        instructions="Be brief.",
    )
    assert [{"assistant_id": "asst_1", "instructions": "Be brief."}] == requests(server)
