"""Streams as programs for the official SDK write them: `stream=True`, managers, and handlers of their own."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from assistants_v2.openai import NOT_GIVEN, AssistantEventHandler, AsyncOpenAI, AsyncStream, OpenAI, Stream
from assistants_v2.openai.lib import streaming
from assistants_v2.openai.types.beta import AssistantStreamEvent
from assistants_v2_server import local_transport

from ..rules.streaming import run_event

BEGUN = run_event("created", "queued")
FUNCTION: Any = {"name": "get_leave_balance", "parameters": {"type": "object", "properties": {}}}


@pytest.fixture
def client() -> Iterator[OpenAI]:
    """A client of the server in this process."""
    with OpenAI(http_client=httpx.Client(transport=local_transport())) as client:
        yield client


def prepare(client: OpenAI, text: str) -> dict[str, Any]:
    """Return what a run is made with, on a new thread with a message."""
    assistant = client.beta.assistants.create(model="m", tools=[{"type": "function", "function": FUNCTION}])
    thread = client.beta.threads.create(messages=[{"role": "user", "content": text}])
    return {"thread_id": thread.id, "assistant_id": assistant.id}


class Network:
    """Answers each request with a stream that has only begun, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=BEGUN + BEGUN)

    async def answer_later(self, request: httpx.Request) -> httpx.Response:
        return self.answer(request)


def test_a_method_with_stream_returns_events(client: OpenAI) -> None:
    """The request is sent at once; each event can be dumped, and the reply is there."""
    stream = client.beta.threads.runs.create(**prepare(client, "Hello"), stream=True)
    assert isinstance(stream, Stream)
    assert (200, "POST") == (stream.response.status_code, stream.response.request.method)
    with stream:
        events = [event.model_dump()["event"] for event in stream]
    assert ("thread.run.created", "thread.run.completed") == (events[0], events[-1])
    said = prepare(client, "Hello")
    of_thread = client.beta.threads.create_and_run(assistant_id=said["assistant_id"], stream=True, thread={
        "messages": [{"role": "user", "content": "Hello"}],
    })  # fmt: skip
    assert "thread.created" == next(iter(of_thread)).event
    of_thread.close()


def test_what_a_stream_tells_has_its_request_id(client: OpenAI) -> None:
    """By it the server's operator finds the request, as with an answer that is no stream."""
    stream: Any = client.beta.threads.runs.create(**prepare(client, "Hello"), stream=True)
    sent = stream.response.headers["x-request-id"]
    told = {event.data._request_id for event in stream}
    assert ({sent}, sent) == (told, stream.current_message_snapshot._request_id)
    raw: Any = client.beta.threads.runs.with_raw_response
    reply = raw.create_and_poll(**prepare(client, "Hello"))
    assert reply.request_id == reply.parse()._request_id
    done: Any = client.threads.runs.execute(**prepare(client, "Hello"))
    assert {done.run._request_id} == {message._request_id for message in done.messages} != {None}


@pytest.mark.parametrize("stream", [False, None, NOT_GIVEN])
def test_without_stream_it_returns_the_object(stream: Any, client: OpenAI) -> None:
    """As does a value that stands for none."""
    assert client.beta.threads.runs.create(**prepare(client, "Hello"), stream=stream).id


def test_outputs_are_submitted_within_a_stream(client: OpenAI) -> None:
    """The official SDK's documentation does it in a hook of the first stream."""

    class Handler(AssistantEventHandler):
        def __init__(self, said: list[str]) -> None:
            self.said = said

        def on_event(self, event: Any) -> None:
            if event.event == "thread.run.requires_action":
                calls = event.data.required_action.submit_tool_outputs.tool_calls
                with client.beta.threads.runs.submit_tool_outputs_stream(
                    event.data.id,
                    thread_id=event.data.thread_id,
                    tool_outputs=[{"tool_call_id": call.id, "output": "17"} for call in calls],
                    event_handler=Handler(self.said),
                ) as stream:
                    stream.until_done()

        def on_text_done(self, text: Any) -> None:
            self.said.append(text.value)

    said: list[str] = []
    with client.beta.threads.runs.create_and_stream(
        **prepare(client, "What is the leave balance?"), event_handler=Handler(said)
    ) as stream:
        stream.until_done()
    assert "get_leave_balance returned 17" in said[0]


def test_outputs_are_submitted_with_stream(client: OpenAI) -> None:
    """The way without handlers."""
    runs = client.beta.threads.runs
    *_, last = runs.create(**prepare(client, "What is the leave balance?"), stream=True)
    run: Any = last.data
    calls = run.required_action.submit_tool_outputs.tool_calls
    outputs: Any = [{"tool_call_id": call.id, "output": "17"} for call in calls]
    *_, last = runs.submit_tool_outputs(run.id, thread_id=run.thread_id, tool_outputs=outputs, stream=True)
    assert "thread.run.completed" == last.event


def test_whoever_leaves_early_keeps_the_run() -> None:
    """As with the official SDK; `on_leave="cancel"` is there for who wants our way."""
    network = Network()
    over = httpx.Client(transport=httpx.MockTransport(network.answer))
    with OpenAI(base_url="https://host/v1", api_key="k", http_client=over) as client:
        with client.beta.threads.runs.stream("thread_1", assistant_id="asst_1") as stream:
            assert "thread.run.created" == next(stream).event
        with client.beta.threads.runs.create("thread_1", assistant_id="asst_1", stream=True) as stream:
            next(stream)
        assert ["POST /v1/threads/thread_1/runs"] * 2 == network.asked
        with client.beta.threads.runs.stream("thread_1", assistant_id="asst_1", on_leave="cancel") as stream:
            next(stream)
    assert network.asked[-1].endswith("/cancel")


@pytest.mark.anyio
async def test_async_methods_are_awaited_for_a_stream() -> None:
    """What they return is iterated with `async for`, and left as the other."""
    network = Network()
    over = httpx.AsyncClient(transport=httpx.MockTransport(network.answer_later))
    async with AsyncOpenAI(base_url="https://host/v1", api_key="k", http_client=over) as client:
        create = client.beta.threads.runs.create
        assert inspect.iscoroutinefunction(create)
        stream = await create("thread_1", assistant_id="asst_1", stream=True)
        assert isinstance(stream, AsyncStream)
        assert "thread.run.created" == (await anext(aiter(stream))).event
        assert 200 == stream.response.status_code
        await stream.close()
        async with client.beta.threads.runs.stream("thread_1", assistant_id="asst_1") as events:
            await anext(aiter(events))
    assert ["POST /v1/threads/thread_1/runs"] * 2 == network.asked


def test_a_raw_response_has_the_stream(client: OpenAI) -> None:
    """It is what `parse` returns."""
    raw: Any = client.beta.threads.runs.with_raw_response
    reply = raw.create(**prepare(client, "Hello"), stream=True)
    assert 200 == reply.status_code
    assert "thread.run.created" == next(reply.parse()).event
    reply.parse().close()


def test_a_block_is_given_the_events(client: OpenAI) -> None:
    """As objects, or as the lines that a server sends; whoever leaves the block leaves them."""
    create: Any = client.beta.threads.runs.with_streaming_response.create
    with create(**prepare(client, "Hello"), stream=True) as reply:
        assert "thread.run.completed" == [*reply.parse()][-1].event
    with create(**prepare(client, "Hello"), stream=True) as reply:
        lines = [*reply.iter_lines()]
    assert ["event: thread.run.created", "event: done", "data: [DONE]"] == [lines[0], *lines[-3:-1]]
    with create(**prepare(client, "Hello"), stream=True) as reply:
        left = reply.parse()
    assert [] == [*left]


def test_the_names_of_streams_are_where_they_were() -> None:
    """Programs annotate with them, also with the events in brackets."""
    assert streaming.AssistantEventHandler is AssistantEventHandler
    assert Stream[AssistantStreamEvent] is not None
