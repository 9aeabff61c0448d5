"""What servers of others do beyond the contract, as clients take it; each case is of one of them."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, InternalServerError, NotFoundError, ThreadBusy

from ..objects import a_run
from .streaming import DONE, event, message_event, run_event

AT_WORK: Any = {"thread_id": "thread_1", "assistant_id": "asst_1"}
CALL = {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}


def client_of(server: str, *answers: httpx.Response) -> Assistants:
    """Return a client of a server that gives these answers, in order."""
    left = iter(answers)
    over = httpx.MockTransport(lambda request: next(left))
    return Assistants(base_url="http://h", api_key="k", server=server, transport=over, max_retries=0)


def stream_of(*events: bytes) -> httpx.Response:
    """Return an answer that is a stream."""
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=b"".join(events))


def enveloped(name: str, data: Any) -> bytes:
    """Return an event without a line for its name."""
    return f"data: {json.dumps({'event': name, 'data': data})}\n\n".encode()


def test_model_studio_tells_pieces_that_are_no_list() -> None:
    """`delta.content` is an object, times are in milliseconds, and each object names its request."""
    pieces = [
        event("thread.message.delta", {"id": "msg_1", "object": "thread.message.delta", "delta": delta})
        for delta in (
            {"role": "assistant", "content": {"type": "text", "text": {"value": "Good "}}},
            {"role": "assistant", "content": {"type": "text", "text": {"value": "morning"}}},
        )
    ]
    times: Any = {"created_at": 1_711_448_377_850, "expires_at": 1_711_448_977_850, "request_id": "r"}
    begun, ended = run_event("created", "queued", **times), run_event("completed", **times)
    whole = message_event("completed", "Good morning", status="completed")
    answer = stream_of(begun, *pieces, whole, ended, DONE)
    with client_of("model-studio", answer) as client, client.threads.runs.stream(**AT_WORK) as stream:
        assert ["Good ", "morning"] == [*stream.text_deltas]
        assert "r" == stream.get_final_run()["request_id"]


def test_astra_puts_the_name_of_an_event_into_its_data() -> None:
    """Its streams have no last event."""
    begun, ended = a_run("queued").to_dict(), a_run("completed").to_dict()
    whole = {"id": "msg_1", "object": "thread.message", "role": "assistant", "status": "completed"}
    answer = stream_of(
        enveloped("thread.run.created", begun),
        enveloped("thread.message.completed", whole),
        enveloped("thread.run.completed", ended),
    )
    with client_of("astra", answer) as client, client.threads.runs.stream(**AT_WORK) as stream:
        names = [each.event for each in stream]
    assert ["thread.run.created", "thread.message.completed", "thread.run.completed"] == names


def test_astra_names_ids_in_an_empty_list() -> None:
    """`none` is no cursor."""
    empty = {"object": "list", "data": [], "first_id": "none", "last_id": "none", "has_more": False}
    with client_of("astra", httpx.Response(200, json=empty)) as client:
        assert [] == [*client.threads.messages.list("thread_1")]


def test_open_assistant_api_says_completed_of_a_run_that_waits() -> None:
    """What an event means is told by its data; ids are bare, times are fractions, no event is the last."""
    waits: Any = {
        "id": "6b02a143ea411d14beec08eb",
        "created_at": 1_795_334_467.5,
        "expires_at": None,
        "required_action": {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [CALL]}},
    }
    answer = stream_of(
        run_event("created", "queued", **{**waits, "required_action": None}),
        run_event("requires_action", **waits),
        run_event("completed", "requires_action", **waits),
    )
    with client_of("open-assistant-api", answer) as client:
        run = client.threads.runs.create_and_poll(**AT_WORK)
    assert ("requires_action", 1_795_334_467.5) == (run.status, run.created_at)


def test_litellm_fails_without_json() -> None:
    """The text is the error's, and what its threads have not is None."""
    answers = httpx.Response(200, json={"id": "thread_1"}), httpx.Response(500, text="Internal Server Error")
    with client_of("litellm", *answers) as client:
        assert client.threads.create().tool_resources is None
        with pytest.raises(InternalServerError, match="Internal Server Error"):
            client.threads.retrieve("thread_1")


def test_cogitator_answers_with_201_and_keeps_streams_alive() -> None:
    """A creation is one, and a comment is no event."""
    alive = b": keep-alive\n\n"
    answer = stream_of(alive, run_event("created", "queued"), alive, run_event("completed"), alive, DONE)
    with client_of("any", httpx.Response(201, json={"id": "thread_1"}), answer) as client:
        thread = client.threads.create()
        assert "completed" == client.threads.runs.create_and_poll(thread.id, assistant_id="asst_1").status


def test_a_facade_passes_over_stream_and_says_little() -> None:
    """LumenLabs' runs have seven fields and end at once; its lists have no cursors."""
    names = ("id", "object", "created_at", "thread_id", "assistant_id", "status", "model")
    run = {name: a_run().to_dict()[name] for name in names}
    messages = {"object": "list", "data": [{"id": "msg_2"}, {"id": "msg_1"}]}
    lost = {"message": "Route GET:/threads/t not found", "error": "Not Found", "statusCode": 404}
    answers = (
        *(httpx.Response(201, json=run), httpx.Response(200, json=messages)),
        httpx.Response(404, json=lost),
    )
    with client_of("any", *answers) as client:
        assert "completed" == client.threads.runs.create_and_poll(**AT_WORK).status
        assert ["msg_2", "msg_1"] == [message.id for message in client.threads.messages.list("thread_1")]
        with pytest.raises(NotFoundError, match=r"404: Not Found\. Is http://h the address"):
            client.threads.retrieve("t")


def test_foundry_has_more_kinds_of_tools_and_actions() -> None:
    """They are kept as they came, and a run that waits for an approval is at rest."""
    tools = [{"type": "bing_grounding", "bing_grounding": {"a": 1}}, {"type": "mcp", "server_label": "s"}]
    action = {"type": "submit_tool_approval", "submit_tool_approval": {"tool_calls": [{"id": "call_1"}]}}
    waits = a_run("requires_action", required_action=action, tools=tools).to_dict()
    with client_of("foundry", httpx.Response(200, json=waits)) as client:
        assert waits == client.threads.runs.poll("run_1", thread_id="thread_1").to_dict()


def test_foundry_says_that_a_thread_is_in_use_behind_a_word_of_its_own() -> None:
    """It is the same error as of any server."""
    text = "(None) Can't add messages to thread_1 while a run run_1 is active."
    answer = httpx.Response(400, json={"error": {"message": text, "type": "invalid_request_error"}})
    with client_of("foundry", answer) as client, pytest.raises(ThreadBusy) as caught:
        client.threads.messages.create("thread_1", role="user", content="x", on_active_run="raise")
    assert "run_1" == caught.value.run_id
