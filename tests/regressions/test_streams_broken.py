"""Streams that break: what was missed is told from what the server has stored, and nothing comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from assistants_v2 import (
    APIConnectionError,
    APIResponseValidationError,
    APIStreamError,
    InternalServerError,
    NotFoundError,
    RunDeadlineExceeded,
    RunFailed,
)
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import (
    reset,
    status,
)

from ..ergonomic.objects import a_message, a_run
from ..ergonomic.rules.streaming import DONE, event, message_event, run_event, step_event, text_delta
from ..faults.cutting import Cut, CuttingProxy, cutting_proxy
from ..faults.scripted import answer
from ..seams import mark_with, shorten_silence
from .scripted_runs import page
from .told_streams import entered, make_handler, names, script, start, streamed, take_events, text_in
from .worlds import CANCEL, LATER, MESSAGES, RUN, RUNS, STEPS, SUBMIT, Servers, Waits, World, rule, sent, wire

pytestmark = pytest.mark.anyio

BEGUN = (run_event("created", "queued"), run_event("in_progress"))
WRITING = (message_event("created", status="in_progress"), text_delta("Good "), text_delta("mor"))
SAID = a_message("Good morning!", status="completed", run_id="run_1").to_dict()
STORED: dict[str, Any] = {"run": a_run("completed"), "messages": [SAID]}
REST = ["message.delta*", "message.completed*", "run.completed*"]
CREATED = {"type": "message_creation", "message_creation": {"message_id": "msg_1"}}
WAITING = a_run("requires_action", ("call_1", "f", "{}"))


@pytest.fixture
def cutting(servers: Servers) -> Any:
    """Return what puts a proxy in front of a server, which cuts the first connections as told."""

    def cut(server: FaultServer, *cuts: Cut | None) -> CuttingProxy:
        return servers.stack.enter_context(cutting_proxy(server.address, cuts))

    return cut


def after(*events: bytes) -> int:
    """Return how many bytes an answer has up to the end of some events, and a bit more."""
    return len(b"".join(events)) + 160


def check_told_once(events: Sequence[Any], text: str = "Good morning!") -> None:
    """Check that a text came once and whole, and that the run's end is told last."""
    assert text == text_in(events)
    ends = [each for each in names(events) if each.startswith("run.completed")]
    assert names(events)[-1:] == ends
    assert 1 == names(events).count("message.created") + names(events).count("message.created*")


async def test_clean_eof(world: World, servers: Servers) -> None:
    """A stream that ends in good order before its run does is gone on with by looking."""
    server = servers.scripted(script(streamed(*BEGUN, *WRITING), **STORED))
    events = await take_events(world, start(world.client(server)))
    told = ["run.created", "run.in_progress", "message.created", "message.delta", "message.delta"]
    assert [*told, *REST] == names(events)
    assert "ning!" == events[5].data.delta.content[0].text.value
    check_told_once(events)


@pytest.mark.parametrize("cut", ["reset", "truncated"])
async def test_reset_mid_delta(world: World, servers: Servers, cutting: Any, cut: str) -> None:
    """So is one whose connection breaks in the middle of an event."""
    server = servers.scripted(script(streamed(*BEGUN, *WRITING, text_delta("ning!")), **STORED))
    proxy = cutting(server, Cut(after(*BEGUN, *WRITING), resets=cut == "reset"))
    events = await take_events(world, start(world.client(proxy)))
    assert REST == names(events)[-3:]
    check_told_once(events)


async def test_read_stall(world: World, servers: Servers, cutting: Any) -> None:
    """So is one that falls silent: keep-alives would come if it were alive."""
    server = servers.scripted(script(streamed(*BEGUN, *WRITING, text_delta("ning!")), **STORED))
    client = world.client(cutting(server, Cut(after(*BEGUN, *WRITING), stalls=True)))
    shorten_silence(client, LATER / 2)
    check_told_once(await take_events(world, start(client)))


@pytest.mark.parametrize("server_status", [500, 503])
async def test_a_5xx_on_the_way(world: World, servers: Servers, server_status: int) -> None:
    """Failures of what is asked after a break are waited out."""
    faults = [rule(f"GET {path}", status(server_status), times=4) for path in (RUN, MESSAGES, STEPS)]
    client = world.client(servers.scripted(script(streamed(*BEGUN, *WRITING), **STORED), *faults))
    Waits(client)
    check_told_once(await take_events(world, start(client)))


@pytest.mark.parametrize("form", ["flat", "wrapped"])
async def test_error_event(world: World, servers: Servers, form: str) -> None:
    """The run is looked at, which may have failed or gone on; if nobody can say, the error is raised."""
    error = {"message": "Sorry!", "type": "server_error", "code": "x", "param": None}
    said = event("error", {"error": error} if form == "wrapped" else error)
    stream = streamed(*BEGUN, *WRITING, said, DONE)
    check_told_once(await take_events(world, start(world.client(servers.scripted(script(stream, **STORED))))))
    failed = a_run("failed", last_error={"code": "server_error", "message": "Sorry!"})
    async with entered(world, start(world.client(servers.scripted(script(stream, run=failed))))) as opened:
        with pytest.raises(RunFailed, match="Sorry!"):
            await world.do(opened.result())
    with pytest.raises(APIStreamError, match="Sorry!") as caught:
        await take_events(world, start(world.client(servers.scripted(script(stream)))))
    assert ("run_1", "thread_1", "x") == (caught.value.run_id, caught.value.thread_id, caught.value.code)
    assert isinstance(caught.value.__cause__, NotFoundError)


async def test_a_final_text_that_is_another(world: World, servers: Servers) -> None:
    """What was given is not taken back: the completed message alone is told."""
    other = a_message("Evening.", status="completed", run_id="run_1").to_dict()
    server = servers.scripted(script(streamed(*BEGUN, *WRITING), run=a_run(), messages=[other]))
    events = await take_events(world, start(world.client(server)))
    assert ["message.completed*", "run.completed*"] == names(events)[-2:]
    assert ("Good mor", "Evening.") == (text_in(events), events[-2].data.content[0].text.value)


async def test_cut_before_the_run_is_told(world: World, servers: Servers) -> None:
    """Nobody knows then whether there is a run, and the error says what is known."""
    server = servers.scripted(script(streamed(b": hello\n\n")))
    with pytest.raises(APIConnectionError, match="ended before it told of a run") as caught:
        await take_events(world, start(world.client(server)))
    assert ("thread_1", None) == (caught.value.thread_id, caught.value.run_id)
    assert "idempotency_metadata=" in str(caught.value)
    assert [] == server.seen("POST", CANCEL)


async def test_cut_after_the_thread_was_told(world: World, servers: Servers) -> None:
    """The thread that the request made is in the error."""
    stream = streamed(event("thread.created", {"id": "thread_9", "object": "thread"}))
    client = world.client(servers.scripted({"POST /threads/runs": [stream]}))
    with pytest.raises(APIConnectionError) as caught:
        await take_events(world, client.threads.create_and_run_stream(assistant_id="asst_1"))
    assert "thread_9" == caught.value.thread_id


@pytest.mark.parametrize("breaks", ["clean", "reset"])
async def test_cut_before_the_run_is_told_with_a_mark(world: World, servers: Servers, breaks: str) -> None:
    """With `idempotency_metadata` the run is found, and told from its beginning."""
    found = a_run("queued", metadata={"nonce": "x"}).to_dict()
    answers = {**script(streamed(b": hello\n\n"), **STORED), f"GET {RUNS}": [page(found)]}
    lost = [rule(f"POST {RUNS}", reset(acted=True))] if breaks == "reset" else []
    server = servers.scripted(answers, *lost)
    client = world.client(server, idempotency_metadata="nonce")
    mark_with(client, "x")
    events = await take_events(world, start(client))
    assert ["run.created*", "message.created*", *REST] == names(events)
    check_told_once(events)
    assert 1 == len(server.seen("POST", RUNS))


async def test_a_server_without_streams(world: World, servers: Servers) -> None:
    """An answer in JSON is the run; it is looked at, and never asked for again."""
    server = servers.scripted(script(wire(a_run("queued")), **STORED))
    events = await take_events(world, start(world.client(server)))
    assert ["run.created*", "message.created*", *REST] == names(events)
    check_told_once(events)
    assert 1 == len(server.seen("POST", RUNS))


async def test_a_refused_request(world: World, servers: Servers) -> None:
    """It is raised where the block is entered, and the handler hears of it and of the end."""
    server = servers.scripted({f"POST {RUNS}": [answer({"error": {"message": "Oh no."}}, 500)]})
    heard: list[str] = []
    handler = make_handler(world, lambda name, *_: heard.append(name))
    with pytest.raises(InternalServerError) as caught:
        await take_events(world, start(world.client(server), event_handler=handler))
    assert "thread_1" == caught.value.thread_id
    assert ["on_exception", "on_end"] == heard


async def test_deadline(world: World, servers: Servers) -> None:
    """A stream is followed for so long and no longer: its run is cancelled once, and the hooks are called."""
    server = servers.scripted(script(streamed(*BEGUN, *WRITING), run=a_run("in_progress")))
    heard: list[str] = []
    handler = make_handler(world, lambda name, *_: heard.append(name))
    stream = start(world.client(server), event_handler=handler, deadline=LATER)
    with pytest.raises(RunDeadlineExceeded) as caught:
        await take_events(world, stream)
    assert (True, "run_1") == (caught.value.cancelled, caught.value.run_id)
    assert 1 == len(server.seen("POST", CANCEL))
    assert ["on_timeout", "on_exception", "on_end"] == heard[-3:]


async def test_deadline_within_a_stream(world: World, servers: Servers, cutting: Any) -> None:
    """The same while the stream is open and silent; the run is left if the caller wants that."""
    stream = streamed(*BEGUN, *WRITING, text_delta("ning!"))
    server = servers.scripted(script(stream, run=a_run("in_progress")))
    proxy = cutting(server, Cut(after(*BEGUN, *WRITING), stalls=True))
    with pytest.raises(RunDeadlineExceeded) as caught:
        await take_events(world, start(world.client(proxy), deadline=LATER, on_deadline="raise"))
    assert (False, []) == (caught.value.cancelled, server.seen("POST", CANCEL))


async def test_an_event_that_cannot_be_read(world: World, servers: Servers) -> None:
    """Nobody could go on with it: the error says where, and the run is cancelled."""
    spoilt = event("thread.run.in_progress", {"id": "run_1", "status": ["x"]})
    server = servers.scripted(script(streamed(BEGUN[0], spoilt), run=a_run("in_progress")))
    seen: list[Any] = []
    with pytest.raises(APIResponseValidationError) as caught:
        await take_events(world, start(world.client(server)), seen)
    assert ("data.status", "run_1") == (caught.value.place, caught.value.run_id)
    assert ["run.created"] == names(seen)
    assert 1 == len(server.seen("POST", CANCEL))


def outputs(client: Any, **options: Any) -> Any:
    """Return the stream after tool outputs, which has not been entered."""
    given: Any = [{"tool_call_id": "call_1", "output": "7"}]
    options = {"thread_id": "thread_1", "tool_outputs": given, "poll_interval_ms": 5, **options}
    return client.threads.runs.submit_tool_outputs_stream("run_1", **options)


def history() -> dict[str, Any]:
    """Return what a server has stored of a run that spoke, called a function, and spoke again."""
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}", "output": "7"}}
    called = {"type": "tool_calls", "tool_calls": [call]}
    second = {"type": "message_creation", "message_creation": {"message_id": "msg_2"}}
    steps = [
        {"id": f"step_{number}", "object": "thread.run.step", "status": "completed", "step_details": details}
        for number, details in enumerate((CREATED, called, second), 1)
    ]
    spoke = [
        a_message(text, message_id=f"msg_{number}", run_id="run_1").to_dict()
        for number, text in enumerate(("Let me look.", "It is 7."), 1)
    ]
    return {"run": a_run("completed"), "messages": spoke, "steps": steps}


async def test_a_break_after_tool_outputs(world: World, servers: Servers) -> None:
    """What an earlier stream told is not told again."""
    server = servers.scripted(script(streamed(), streamed(run_event("queued")), **history()))
    async with entered(world, outputs(world.client(server))) as opened:
        events = await world.all(opened)
        result = await world.do(opened.result())
    assert [
        "run.queued",
        "run.step.completed*",
        "run.step.created*",
        "message.created*",
        "message.delta*",
        "message.completed*",
        "run.step.completed*",
        "run.completed*",
    ] == names(events)
    assert "It is 7." == text_in(events)
    assert "Let me look.\n\nIt is 7." == result.text


async def test_outputs_whose_reply_is_lost(world: World, servers: Servers) -> None:
    """They are not sent twice: the run says that it has them."""
    faults = [rule(f"POST {SUBMIT}", reset(acted=True))]
    server = servers.scripted(script(streamed(), streamed(), **history()), *faults)
    events = await take_events(world, outputs(world.client(server)))
    assert ("It is 7.", "run.step.completed*") == (text_in(events), names(events)[0])
    assert 1 == len(server.seen("POST", SUBMIT))


async def test_rounds_are_gone_on_with_after_a_break(world: World, servers: Servers) -> None:
    """A call that was seen by looking is answered, and the same iterator goes on with the next stream."""
    call: dict[str, Any] = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    pending = {
        "id": "step_1",
        "object": "thread.run.step",
        "status": "in_progress",
        "step_details": {"type": "tool_calls", "tool_calls": [call]},
    }
    second = streamed(
        step_event("completed", call, status="completed"),
        run_event("queued"),
        message_event("created", status="in_progress"),
        text_delta("It is 7."),
        message_event("completed", "It is 7.", status="completed"),
        run_event("completed"),
        DONE,
    )
    server = servers.scripted(script(streamed(*BEGUN), second, run=WAITING, steps=[pending]))
    made: list[str] = []

    def f() -> str:
        """Look it up."""
        made.append("f")
        return "7"

    tools: Any = [{"type": "code_interpreter"}]
    async with entered(world, start(world.client(server), functions=[f], tools=tools)) as opened:
        events = await world.all(opened)
        result = await world.do(opened.result())
    assert [
        "run.created",
        "run.in_progress",
        "run.step.created*",
        "run.step.delta*",
        "run.requires_action*",
        "run.step.completed",
        "run.queued",
        "message.created",
        "message.delta",
        "message.completed",
        "run.completed",
    ] == names(events)
    assert (["f"], "It is 7.", 1) == (made, result.text, len(result.steps))
    assert [[{"tool_call_id": "call_1", "output": "7"}]] == [
        each["tool_outputs"] for each in sent(server, f"POST {SUBMIT}")
    ]


async def test_a_message_that_broke_off_with_its_run(world: World, servers: Servers) -> None:
    """It is told as incomplete with what there was of it, since the server does not store it."""
    server = servers.scripted(script(streamed(*BEGUN, *WRITING), run=a_run("cancelled")))
    events = await take_events(world, start(world.client(server)))
    assert ["message.incomplete*", "run.cancelled*"] == names(events)[-2:]
    assert "Good mor" == events[-2].data.content[0].text.value
