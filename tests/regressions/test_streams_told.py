"""Streams as servers send them over real sockets, in all shapes; each of them ends in the run's end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2_raw.types import Unknown
from assistants_v2_server.faults import (
    slow_body,
)

from ..ergonomic.objects import a_run
from ..ergonomic.rules.streaming import (
    DONE,
    arguments_delta,
    event,
    message_delta,
    message_event,
    run_event,
    step_delta,
    step_event,
    text_delta,
)
from .told_streams import entered, make_handler, names, script, start, streamed, take_events, text_in
from .worlds import RUNS, Servers, World, rule

pytestmark = pytest.mark.anyio

BEGUN = (run_event("created", "queued"), run_event("in_progress"))
ENDED = (run_event("completed"), DONE)
HI = (
    message_event("created", status="in_progress"),
    text_delta("Hi", annotations=[]),
    text_delta("!"),
    message_event("completed", "Hi!", status="completed"),
)
HI_TOLD = ["message.created", "message.delta", "message.delta", "message.completed"]
WHOLE = ["run.created", "run.in_progress", *HI_TOLD, "run.completed"]


async def told(world: World, servers: Servers, *events: bytes, **stored: Any) -> list[Any]:
    """Return the events of a stream that a server sends."""
    client = world.client(servers.scripted(script(streamed(*events), **stored)))
    return await take_events(world, start(client))


async def heard(world: World, servers: Servers, *events: bytes) -> list[tuple[Any, ...]]:
    """Return the hooks that a stream calls, each with its arguments; `on_event` is left out."""
    calls: list[tuple[Any, ...]] = []
    client = world.client(servers.scripted(script(streamed(*events))))
    stream = start(client, event_handler=make_handler(world, lambda *call: calls.append(call)))
    await take_events(world, stream)
    return [call for call in calls if call[0] != "on_event"]


async def test_a_whole_stream(world: World, servers: Servers) -> None:
    """Each event is given once, in order, and the end marker is none; nothing is looked at."""
    server = servers.scripted(script(streamed(*BEGUN, *HI, *ENDED)))
    async with entered(world, start(world.client(server))) as stream:
        events = await world.all(stream)
        assert WHOLE == names(events)
        assert "Hi!" == text_in(events) == await world.do(stream.get_final_text())
        assert "completed" == (await world.do(stream.get_final_run())).status
        assert ["Hi!"] == [each.content[0].text.value for each in await world.do(stream.get_final_messages())]
        assert "Hi!" == (await world.do(stream.result())).text
    assert [("POST", True)] == [(each.method, each.acted) for each in server.log]


async def test_text_deltas(world: World, servers: Servers) -> None:
    """Who wants the words alone gets each piece once."""
    client = world.client(servers.scripted(script(streamed(*BEGUN, *HI, *ENDED))))
    async with entered(world, start(client)) as stream:
        assert ["Hi", "!"] == await world.all(stream.text_deltas)
        assert [] == await world.all(stream.text_deltas) == await world.all(stream)


async def test_run_failed_in_stream(world: World, servers: Servers) -> None:
    """The event tells of it; only `result` raises."""
    error = {"code": "rate_limit_exceeded", "message": "Too fast."}
    events = await told(world, servers, *BEGUN, run_event("failed", last_error=error), DONE)
    assert ["run.created", "run.in_progress", "run.failed"] == names(events)
    assert "Too fast." == events[-1].data.last_error.message


async def test_unknown_thread_events_and_non_thread_events(world: World, servers: Servers) -> None:
    """They are given as they came, under their names."""
    strange = event("thread.of_tomorrow", {"id": "x"}), event("ping", {}), event("weather", "fine")
    events = await told(world, servers, BEGUN[0], *strange, *HI, *ENDED)
    assert ["of_tomorrow", "ping", "weather"] == names(events)[1:4]
    assert all(isinstance(each, Unknown) for each in events[1:4])
    assert "fine" == events[3].data


@pytest.mark.parametrize(
    "record",
    [b"retry: 3000\n\n", b"id: 7\n\n", b"event: thread.run.completed\n\n", b": keep-alive\n\n", b": ping\n"],
)
async def test_retry_comment_and_id_only_records(world: World, servers: Servers, record: bytes) -> None:
    """What has no data is no event, wherever it comes."""
    stream = [part for each in (*BEGUN, *HI, *ENDED) for part in (record, each)]
    assert WHOLE == names(await told(world, servers, *stream))


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
async def test_crlf(world: World, servers: Servers, ending: bytes) -> None:
    """Lines may end in any way that server-sent events allow."""
    stream = b"".join((*BEGUN, *HI, *ENDED)).replace(b"\n", ending)
    assert WHOLE == names(await told(world, servers, stream))


async def test_multi_line_data(world: World, servers: Servers) -> None:
    """An object may be spread over several lines of data."""

    def spread(sent: bytes) -> bytes:
        name, data = sent.decode().rstrip().split("\n")
        shown = json.dumps(json.loads(data.removeprefix("data: ")), indent=1)
        return "\n".join([name, *(f"data: {line}" for line in shown.splitlines()), "\n"]).encode()

    events = await told(world, servers, *map(spread, (*BEGUN, *HI, ENDED[0])), DONE)
    assert (WHOLE, "Hi!") == (names(events), text_in(events))


async def test_utf_8_split(world: World, servers: Servers) -> None:
    """A character whose bytes come in two pieces is one."""
    text = "🎈" * 5_000
    server = servers.scripted(
        script(streamed(*BEGUN, HI[0], text_delta(text), *ENDED)), rule(f"POST {RUNS}", slow_body(0.2))
    )
    assert text == text_in(await take_events(world, start(world.client(server))))


async def test_enveloped_events_without_end_marker(world: World, servers: Servers) -> None:
    """Some servers name an event in its data, and end without `done`."""
    sent = [
        b"data: " + json.dumps({"event": name.decode(), "data": json.loads(data)}).encode() + b"\n\n"
        for each in (*BEGUN, *HI, ENDED[0])
        for name, data in [each.removeprefix(b"event: ").rstrip().split(b"\ndata: ")]
    ]
    assert WHOLE == names(await told(world, servers, *sent))


async def test_delta_without_created(world: World, servers: Servers) -> None:
    """A message begins with the first that is heard of it."""
    calls = await heard(world, servers, *BEGUN, *HI[1:], *ENDED)
    assert ["on_message_created", "on_text_created", "on_text_delta"] == [call[0] for call in calls[:3]]
    assert "Hi" == calls[2][2].value


async def test_two_tool_steps_at_index_0(world: World, servers: Servers) -> None:
    """The call of the second step is announced too."""
    steps = [
        part
        for number in (1, 2)
        for part in (
            step_event("created", step=f"step_{number}", status="in_progress"),
            arguments_delta("{", id=f"call_{number}", step=f"step_{number}"),
            arguments_delta("}", step=f"step_{number}"),
        )
    ]
    waiting = a_run("requires_action", ("call_1", "f", "{}"), ("call_2", "f", "{}")).to_dict()
    ending = event("thread.run.requires_action", waiting), DONE
    calls = await heard(world, servers, *BEGUN, *steps, *ending)
    created = [call[1] for call in calls if call[0] == "on_tool_call_created"]
    done = [call[1] for call in calls if call[0] == "on_tool_call_done"]
    assert ["call_1", "call_2"] == [each.id for each in created] == [each.id for each in done]
    assert ["{}", "{}"] == [each.function.arguments for each in done]


async def test_code_interpreter_step_then_run_completed(world: World, servers: Servers) -> None:
    """The call is done once, though step and run both end."""
    code = {"id": "call_1", "type": "code_interpreter", "code_interpreter": {"input": "1", "outputs": []}}
    stream = [
        step_event("created", status="in_progress"),
        step_delta({"index": 0, **code}),
        step_event("completed", code, status="completed"),
    ]
    calls = [call[0] for call in await heard(world, servers, *BEGUN, *stream, *ENDED)]
    assert (1, 1) == (calls.count("on_tool_call_done"), calls.count("on_run_step_done"))


async def test_step_completed_payload_wins(world: World, servers: Servers) -> None:
    """The steps at the end are as the server completed them."""
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}", "output": "7"}}
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    stream = [
        step_event("created", status="in_progress"),
        arguments_delta("{", id="call_1"),
        step_event("completed", call, status="completed", usage=usage),
    ]
    client = world.client(servers.scripted(script(streamed(*BEGUN, *stream, *ENDED))))
    async with entered(world, start(client)) as opened:
        (step,) = await world.do(opened.get_final_run_steps())
    assert ("completed", 3, call) == (
        step.status,
        step.usage.total_tokens,
        step.step_details.tool_calls[0].to_dict(),
    )


async def test_interleaved_messages(world: World, servers: Servers) -> None:
    """Two messages that are written side by side stay apart."""
    stream = [
        text_delta(word, message=message)
        for word, message in [("a", "msg_1"), ("x", "msg_2"), ("b", "msg_1"), ("y", "msg_2")]
    ]
    client = world.client(servers.scripted(script(streamed(*BEGUN, *stream, *ENDED))))
    async with entered(world, start(client)) as opened:
        messages = await world.do(opened.get_final_messages())
    assert ["ab", "xy"] == [each.content[0].text.value for each in messages]


async def test_event_immutability(world: World, servers: Servers) -> None:
    """What was given stays as it was."""
    client = world.client(servers.scripted(script(streamed(*BEGUN, *HI, *ENDED))))
    seen: list[tuple[Any, Any, str]] = []
    async with entered(world, start(client)) as opened:
        async for each in world.each(opened):
            snapshot = opened.current_message_snapshot
            seen.append((each, snapshot, repr((each.to_dict(), snapshot and snapshot.to_dict()))))
    assert [said for _, _, said in seen] == [
        repr((each.to_dict(), snapshot and snapshot.to_dict())) for each, snapshot, _ in seen
    ]


async def test_unknown_content_and_tool_type(world: World, servers: Servers) -> None:
    """Parts and calls of tomorrow are in the snapshots as they came."""
    part, call = {"type": "audio", "audio": {"n": 1}}, {"id": "call_1", "type": "browser", "page": "x"}
    stream = [message_delta({"index": 0, **part}), step_delta({"index": 0, **call})]
    client = world.client(servers.scripted(script(streamed(*BEGUN, *stream, *ENDED))))
    async with entered(world, start(client)) as opened:
        await world.do(opened.until_done())
        (message,) = await world.do(opened.get_final_messages())
        (step,) = await world.do(opened.get_final_run_steps())
    assert part == message.content[0].to_dict()
    assert call == step.step_details.tool_calls[0].to_dict()


async def test_completed_with_requires_action_in_its_data(world: World, servers: Servers) -> None:
    """State is taken from the data: some servers call the last event otherwise."""
    waiting = a_run("requires_action", ("call_1", "f", "{}")).to_dict()
    sent = event("thread.run.requires_action", waiting), event("thread.run.completed", waiting)
    client = world.client(servers.scripted(script(streamed(*BEGUN, *sent))))
    async with entered(world, start(client)) as opened:
        run = await world.do(opened.get_final_run())
    assert ("requires_action", "call_1") == (
        run.status,
        run.required_action.submit_tool_outputs.tool_calls[0].id,
    )
