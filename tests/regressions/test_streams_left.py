"""Whoever leaves a stream early leaves no run at work, and whoever was at its end leaves the run alone."""

from __future__ import annotations

import asyncio
import gc
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
import trio
from assistants_v2 import AsyncAssistants, BadRequestError, ToolError

from ..ergonomic.objects import a_run
from ..faults.scripted import ScriptedBackend
from ..seams import mark_with
from ..server.driving import ScriptedModel, calls, says
from .scripted_runs import page
from .talks import Talk, talking
from .told_streams import entered, make_handler, names, script, start, streamed, take_events, text_in
from .worlds import CANCEL, PATIENCE, RUNS, Hanging, Servers, World, until

pytestmark = pytest.mark.anyio

PROGRAM = Path(__file__).with_name("interrupted.py")


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """What a test leaves open is heard of in that test, and not in a later one."""
    yield
    gc.collect()


@pytest.fixture
def talk(servers: Servers) -> Talk:
    """A conversation whose model stops in the middle of its answer."""
    return servers.stack.enter_context(talking())


@pytest.fixture
def calling(servers: Servers) -> Talk:
    """A conversation whose model calls a function first."""
    return servers.stack.enter_context(talking(ScriptedModel(calls("look_up"), says("It rains."))))


def is_delta(event: Any) -> bool:
    """Say whether an event is a piece of a message."""
    return bool(event.event == "thread.message.delta")


def is_call(event: Any) -> bool:
    """Say whether the run waits for outputs."""
    return bool(event.event == "thread.run.requires_action")


async def break_at(world: World, stream: Any, found: Any) -> None:
    """Take events of a stream up to one, and leave it there."""
    async for event in world.each(stream):
        if found(event):
            break


async def raise_at(world: World, stream: Any, found: Any) -> None:
    """Enter a stream, and raise an exception in its block at one of its events."""
    async with entered(world, stream) as opened:
        await break_at(world, opened, found)
        raise LookupError


async def test_break_out_of_stream(world: World, talk: Talk) -> None:
    """The run is cancelled, once; what is asked of the stream afterwards is refused with a reason."""
    async with entered(world, talk.start(world.client(talk))) as stream:
        await break_at(world, stream, is_delta)
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())
    assert [] == await world.all(stream)
    with pytest.raises(RuntimeError, match="was left while its run was at work"):
        await world.do(stream.get_final_run())
    await world.do(stream.close())
    assert 1 == talk.cancels()


async def test_break_out_of_stream_with_on_leave_keep(world: World, talk: Talk) -> None:
    """Who asks for that leaves the run at work."""
    async with entered(world, talk.start(world.client(talk), on_leave="keep")) as stream:
        await break_at(world, stream, is_delta)
    assert (0, ["completed"]) == (talk.cancels(), talk.statuses())


async def test_an_exception_in_the_block(world: World, talk: Talk) -> None:
    """It reaches the caller, the run is cancelled, and the handler hears of the end alone."""
    heard: list[str] = []
    handler = make_handler(world, lambda name, *_: heard.append(name))
    with pytest.raises(LookupError):
        await raise_at(world, talk.start(world.client(talk), event_handler=handler), is_delta)
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())
    assert (1, 0) == (heard.count("on_end"), heard.count("on_exception"))


async def test_a_block_without_a_look_at_the_events(world: World, talk: Talk) -> None:
    """Entering sends the request, and leaving cancels the run."""
    async with entered(world, talk.start(world.client(talk))):
        pass
    assert 1 == talk.cancels()
    stream = talk.start(world.client(talk))
    await world.do(stream.close())
    with pytest.raises(RuntimeError, match="where it is entered"):
        await world.all(talk.start(world.client(talk)))
    assert 1 == len([path for _, path in talk.asked if path.endswith("/runs")])


@pytest.mark.parametrize("failing", ["on_event", "on_text_delta", "on_message_created"])
async def test_handler_raising(world: World, talk: Talk, failing: str) -> None:
    """The error reaches the caller, the run is cancelled once, and the handler hears of both."""
    heard: list[str] = []

    def hear(name: str, *arguments: Any) -> None:
        heard.append(name)
        if name == failing and (name != "on_event" or is_delta(arguments[0])):
            raise LookupError(name)

    stream = talk.start(world.client(talk), event_handler=make_handler(world, hear))
    with pytest.raises(LookupError, match=failing):
        await take_events(world, stream)
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())
    assert [failing, "on_exception", "on_end"] == heard[-3:]
    assert 1 == heard.count("on_end")


async def test_handler_raising_at_the_end(world: World, calling: Talk) -> None:
    """An error of the last hooks keeps none of them from being called, and is raised."""
    heard: list[str] = []

    def hear(name: str, *_: Any) -> None:
        heard.append(name)
        if name in ("on_end", "on_exception", "on_tool_call_created"):
            raise LookupError(name)

    stream = calling.start(world.client(calling), event_handler=make_handler(world, hear))
    with pytest.raises(LookupError, match="on_end"):
        await take_events(world, stream)
    assert ["on_tool_call_created", "on_exception", "on_end"] == heard[-3:]


async def test_a_stream_that_ended_in_requires_action_is_left_alone(world: World, calling: Talk) -> None:
    """Its outputs are sent by hand, and the second stream goes on; so it is if the block raises."""
    client = world.client(calling)
    stream = calling.start(client)
    with pytest.raises(LookupError):
        await raise_at(world, stream, is_call)
    assert (0, ["requires_action"]) == (calling.cancels(), calling.statuses())
    run = stream.current_run
    (call,) = run.required_action.submit_tool_outputs.tool_calls
    outputs: Any = [{"tool_call_id": call.id, "output": "rain"}]
    submit = client.threads.runs.submit_tool_outputs_stream
    events = await take_events(world, submit(run.id, thread_id=calling.thread, tool_outputs=outputs))
    assert ("run.step.completed", "run.completed") == (names(events)[0], names(events)[-1])
    assert "It rains." == text_in(events)
    with pytest.raises(BadRequestError):
        await take_events(world, submit(run.id, thread_id=calling.thread, tool_outputs=outputs))
    assert (0, ["completed"]) == (calling.cancels(), calling.statuses())


async def test_a_stream_that_goes_on_after_requires_action_is_not(world: World, calling: Talk) -> None:
    """With functions, that is in the middle of the stream: leaving it there cancels the run."""
    stream = calling.start(world.client(calling), functions=[look_up])
    async with entered(world, stream):
        await break_at(world, stream, is_call)
    assert (1, ["cancelled"]) == (calling.cancels(), calling.statuses())


def look_up() -> str:
    """Look out of the window."""
    return "rain"


async def test_one_stream_across_tool_rounds(world: World, calling: Talk) -> None:
    """The call is answered, and the same iterator goes on to the run's end and its result."""
    stream = calling.start(world.client(calling), functions=[look_up])
    async with entered(world, stream):
        events = await world.all(stream)
        result = await world.do(stream.result())
    assert not any(each.recovered for each in events)
    assert ("It rains.", "It rains.", "completed") == (text_in(events), result.text, result.run.status)
    assert ["tool_calls", "message_creation"] == [step.type for step in result.steps]


@pytest.mark.parametrize("policy", ["raise", "cancel"])
async def test_a_tool_that_fails(world: World, calling: Talk, policy: str) -> None:
    """`raise` leaves the run waiting, `cancel` cancels it, once; the ids are in the error."""

    def look_up() -> str:
        """Fail."""
        raise LookupError

    stream = calling.start(world.client(calling), functions=[look_up], on_tool_error=policy)
    with pytest.raises(ToolError) as caught:
        await take_events(world, stream)
    assert calling.thread == caught.value.thread_id
    expected = (0, ["requires_action"]) if policy == "raise" else (1, ["cancelled"])
    assert expected == (calling.cancels(), calling.statuses())


async def test_outputs_are_submitted_within_on_event(world: World, calling: Talk) -> None:
    """The documented pattern: a second stream, with a handler of its own, inside a hook of the first."""
    client = world.client(calling)
    heard: list[tuple[str, str]] = []
    outer, inner = (make_nested(world, client, calling, heard, who) for who in ("outer", "inner"))
    outer.nested = inner
    async with entered(world, calling.start(client, event_handler=outer)) as stream:
        await world.do(stream.until_done())
    assert stream is outer
    assert ("requires_action", "completed") == (outer.current_run.status, inner.current_run.status)
    assert [("inner", "It rains.")] == heard
    assert 0 == calling.cancels()
    assert ["Hello?", "It rains."] == calling.texts()


def make_nested(world: World, client: Any, talk: Talk, heard: list[tuple[str, str]], who: str) -> Any:
    """Return a handler that submits the outputs that are asked for, with the handler `nested`."""

    def submit(handler: Any, run: Any) -> Any:
        (call,) = run.required_action.submit_tool_outputs.tool_calls
        return client.threads.runs.submit_tool_outputs_stream(
            thread_id=handler.current_run.thread_id,
            run_id=handler.current_run.id,
            tool_outputs=[{"tool_call_id": call.id, "output": look_up()}],
            event_handler=handler.nested,
        )

    base: Any = type(make_handler(world, lambda *_: None))

    class Blocking(base):  # type: ignore[misc]  # the base is of the world's colour
        def on_event(self, event: Any) -> None:
            if is_call(event):
                with submit(self, event.data) as stream:
                    stream.until_done()

        def on_text_done(self, text: Any) -> None:
            heard.append((who, text.value))

    class Cooperative(base):  # type: ignore[misc]  # the same
        async def on_event(self, event: Any) -> None:
            if is_call(event):
                async with submit(self, event.data) as stream:
                    await stream.until_done()

        async def on_text_done(self, text: Any) -> None:
            heard.append((who, text.value))

    return Blocking() if world.colour == "blocking" else Cooperative()


def test_ctrl_c(colour: str, talk: Talk) -> None:
    """Ctrl-C cancels the run, and the program ends as interrupted ones do."""
    arguments = [sys.executable, str(PROGRAM), colour, "stream", talk.base_url, talk.thread, talk.assistant]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            assert process.stdout is not None
            assert "Good \n" == process.stdout.readline()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert (-signal.SIGINT, "KeyboardInterrupt") == (process.returncode, err.strip().splitlines()[-1])
    assert "Warning" not in err
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())


async def read_stream(talk: Talk, client: AsyncAssistants, begun: Any, heard: list[str]) -> None:
    """Follow the conversation, and say when its text has begun."""
    handler: Any = make_handler(World("async"), lambda name, *_: heard.append(name))
    async with talk.start(client, event_handler=handler) as stream:
        async for _ in stream.text_deltas:
            begun()


def test_task_cancellation(talk: Talk) -> None:
    """Cancelling the task that reads cancels the run once, and the hooks hear of the end."""
    heard: list[str] = []

    async def cancel() -> None:
        begun = asyncio.Event()
        async with AsyncAssistants(base_url=talk.base_url, api_key="sk-test") as client:
            task = asyncio.ensure_future(read_stream(talk, client, begun.set, heard))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancel())
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())
    assert (1, 0) == (heard.count("on_end"), heard.count("on_exception"))


def test_task_cancellation_on_trio(talk: Talk) -> None:
    """A cancelled scope around a stream cancels its run as well."""
    heard: list[str] = []

    async def cancel() -> None:
        async with AsyncAssistants(base_url=talk.base_url, api_key="sk-test") as client:
            with trio.CancelScope() as scope:
                await read_stream(talk, client, scope.cancel, heard)
            assert scope.cancelled_caught

    trio.run(cancel)
    assert (1, ["cancelled"]) == (talk.cancels(), talk.statuses())
    assert 1 == heard.count("on_end")


async def test_task_cancellation_before_the_run_is_told(servers: Servers) -> None:
    """The run is found by its mark, and cancelled once."""
    run = a_run("queued", metadata={"nonce": "x"})
    answers = {**script(streamed(), run=run), f"GET {RUNS}": [page(run.to_dict())]}
    hanging = Hanging(ScriptedBackend(answers), f"POST {RUNS}")
    server = servers.behind(hanging)
    async with AsyncAssistants(
        base_url=server.base_url, api_key="sk-test", idempotency_metadata="nonce"
    ) as client:
        mark_with(client, "x")
        task = asyncio.ensure_future(take_events(World("async"), start(client)))
        await anyio.to_thread.run_sync(until, lambda: hanging.count)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert hanging.hung()
    assert 1 == len(server.seen("POST", CANCEL))


async def test_a_handler_is_for_one_stream(world: World, talk: Talk) -> None:
    """A second stream refuses it, and one that is no handler or of the other client; nothing is sent."""
    handler = make_handler(world, lambda *_: None)
    client = world.client(talk)
    with pytest.raises(RuntimeError, match="has no stream yet"):
        handler.current_run  # noqa: B018
    talk.start(client, event_handler=handler)
    with pytest.raises(RuntimeError, match="for one stream only"):
        talk.start(client, event_handler=handler)
    other = make_handler(World("async" if world.colour == "blocking" else "blocking"), print)
    for wrong in (other, print):
        with pytest.raises(TypeError, match="event_handler is an A"):
            talk.start(client, event_handler=wrong)
    assert [] == [path for _, path in talk.asked if path.endswith("/runs")]
