"""Streams and event handlers as programs hold them, of either colour."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import assistants_v2 as a
import httpx
import pytest
from assistants_v2.resources.hooks import Hooks
from assistants_v2_raw.models import Text as TextBlock
from assistants_v2_raw.models import TextDelta

from ..conversations import Answer, blocking, cooperative
from ..rules.streaming import DONE, message_event, run_event, text_delta

STREAM = b"".join(
    [
        run_event("created", "queued"),
        message_event("created", status="in_progress"),
        text_delta("Good "),
        text_delta("morning"),
        message_event("completed", "Good morning", status="completed"),
        run_event("completed"),
        DONE,
    ]
)
HOOKS = {name for name in vars(Hooks) if name.startswith("on_")}
OFFICIAL = {
    *("current_event", "current_run", "current_run_step_snapshot", "current_message_snapshot"),
    *("text_deltas", "close", "until_done", "get_final_run", "get_final_run_steps", "get_final_messages"),
}
"""What the official SDK's handlers and streams have beside hooks."""

OFFICIAL_HOOKS = {
    *("on_event", "on_end", "on_exception", "on_timeout"),
    *("on_run_step_created", "on_run_step_delta", "on_run_step_done"),
    *("on_tool_call_created", "on_tool_call_delta", "on_tool_call_done"),
    *("on_message_created", "on_message_delta", "on_message_done"),
    *("on_text_created", "on_text_delta", "on_text_done", "on_image_file_done"),
}


def streaming() -> Answer:
    """Return what answers every request with a stream."""
    return lambda request: httpx.Response(200, headers={"content-type": "text/event-stream"}, content=STREAM)


class Typing(a.AssistantEventHandler):
    """A handler with an `__init__` of its own, as programs have them."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def on_text_delta(self, delta: TextDelta, snapshot: TextBlock) -> None:
        self.heard.append(f"{delta.value}|{snapshot.value}")

    def on_end(self) -> None:
        self.heard.append("end")


class AsyncTyping(a.AsyncAssistantEventHandler):
    """The same for async code."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def on_text_delta(self, delta: TextDelta, snapshot: TextBlock) -> None:
        self.heard.append(f"{delta.value}|{snapshot.value}")

    async def on_end(self) -> None:
        self.heard.append("end")


@pytest.mark.parametrize("kind", [a.AssistantEventHandler, a.AsyncAssistantEventHandler])
def test_handlers_have_what_those_of_the_official_sdk_have(kind: type) -> None:
    """A program changes its import, and no more."""
    assert OFFICIAL_HOOKS == HOOKS
    assert set() == (OFFICIAL | OFFICIAL_HOOKS) - set(dir(kind))


def test_both_colours_have_the_same() -> None:
    """Names, parameters and docstrings are equal; async methods and hooks are coroutine functions."""
    pairs = (a.AssistantEventHandler, a.AsyncAssistantEventHandler), (a.RunStream, a.AsyncRunStream)
    for ours, theirs in pairs:
        public = [name for name in dir(ours) if not name.startswith("_")]
        assert public == [name for name in dir(theirs) if not name.startswith("_")]
        for name in public:
            one, other = inspect.getattr_static(ours, name), inspect.getattr_static(theirs, name)
            assert inspect.getdoc(getattr(ours, name)) == inspect.getdoc(getattr(theirs, name)), name
            if name == "to_sse":  # an iterator of the colour
                assert inspect.signature(one).parameters == inspect.signature(other).parameters
            elif not isinstance(one, property):
                assert inspect.signature(getattr(ours, name)) == inspect.signature(getattr(theirs, name))
                assert not inspect.iscoroutinefunction(getattr(ours, name))
                assert inspect.iscoroutinefunction(getattr(theirs, name)), name
            else:
                assert isinstance(other, property)


def test_a_handler_has_all_that_a_stream_has() -> None:
    """The variable of the block may be either."""
    public = {name for name in dir(a.RunStream) if not name.startswith("_")}
    assert public == {name for name in dir(a.AssistantEventHandler) if not name.startswith("_")} - HOOKS


def test_a_handler_hears_of_the_run() -> None:
    """It needs no `__init__` of the base class."""
    client, _ = blocking(streaming())
    handler = Typing()
    with client.threads.runs.stream("thread_1", assistant_id="asst_1", event_handler=handler) as stream:
        stream.until_done()
        assert "Good morning" == stream.get_final_text()
    assert ["Good |Good ", "morning|Good morning", "end"] == handler.heard
    assert "completed" == handler.get_final_run().status
    assert ["msg_1"] == [message.id for message in handler.get_final_messages()]


@pytest.mark.anyio
async def test_an_async_handler_hears_of_the_run() -> None:
    """The same, awaited."""
    client, _ = cooperative(streaming())
    handler = AsyncTyping()
    made = client.threads.runs.stream("thread_1", assistant_id="asst_1", event_handler=handler)
    async with made as stream:
        await stream.until_done()
        assert "Good morning" == await stream.get_final_text()
    assert ["Good |Good ", "morning|Good morning", "end"] == handler.heard
    assert "completed" == (await handler.get_final_run()).status
    assert [] == await handler.get_final_run_steps()


def test_what_a_stream_shows_follows_its_events() -> None:
    """Event, run and snapshots are those of the last event."""
    client, recorded = blocking(streaming())
    with client.threads.runs.create_and_stream("thread_1", assistant_id="asst_1") as stream:
        assert (None, None) == (stream.current_event, stream.current_run)
        seen = []
        for event in stream:
            assert event is stream.current_event
            message = stream.current_message_snapshot
            content: Any = message.content if message else None
            seen.append(content[0].text.value if content else "")
        assert ["", "", "Good ", *["Good morning"] * 3] == seen
        assert "completed" == (stream.current_run and stream.current_run.status)
        assert stream.current_run_step_snapshot is None
    assert recorded.body == {"assistant_id": "asst_1", "stream": True}


def test_a_new_thread_and_its_run_are_streamed_by_one_request() -> None:
    """The body is that of the operation."""
    client, recorded = blocking(streaming())
    with client.threads.create_and_run_stream(assistant_id="asst_1", thread={"messages": []}) as stream:
        assert ["Good ", "morning"] == [*stream.text_deltas]
    assert "/v1/threads/runs" == recorded.last.url.path
    assert recorded.body == {"assistant_id": "asst_1", "stream": True, "thread": {"messages": []}}


def test_hooks_that_nobody_overrides_do_nothing() -> None:
    """Each can be called with what it is told."""
    handler: Any = a.AssistantEventHandler()
    for name in HOOKS:
        hook = getattr(handler, name)
        assert hook(*inspect.signature(hook).parameters) is None


def test_an_async_hook_needs_the_async_client() -> None:
    """The blocking one cannot await it, and says so; nothing is left to be awaited."""

    class Wrong(a.AssistantEventHandler):
        async def on_event(self, event: object) -> None: ...  # type: ignore[override]  # that is the mistake

    client, _ = blocking(streaming())
    made = client.threads.runs.stream("thread_1", assistant_id="asst_1", event_handler=Wrong())
    with (
        pytest.raises(TypeError, match="on_event is an async function: use AsyncAssistants for it"),
        made as stream,
    ):
        stream.until_done()


def test_streams_load_when_they_are_first_asked_for() -> None:
    """A program that streams nothing starts as if there were no streams."""
    script = """
import sys
from assistants_v2 import Assistants
runs = Assistants(base_url="https://host/v1", api_key="k").threads.runs
late = ["resources.event_streams", "flows.run_events", "rules.accumulation", "rules.recovery"]
loaded = [name for name in late if f"assistants_v2.{name}" in sys.modules]
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", script], check=True)
