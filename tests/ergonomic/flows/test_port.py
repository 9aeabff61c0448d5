"""How requests and streams are sent again: by one rule, until there is an answer."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIConnectionError, InternalServerError
from assistants_v2.flows.port_values import Reply
from assistants_v2.io.runner import finish
from assistants_v2_raw.api.runs import create_run, get_run
from assistants_v2_raw.models import RunCreateRequest

from ..objects import a_run
from .scripted_port import ScriptedPort, refusal

CREATE = create_run.request("thread_1", body=RunCreateRequest(assistant_id="asst_1", stream=True))
LOOK = get_run.request("thread_1", "run_1")


async def read(port: ScriptedPort, operation: Any) -> list[bytes]:
    """Return the chunks of a stream."""
    stream: Any = await port.stream(operation)
    return [chunk async for chunk in stream]


def test_a_stream_is_asked_for_again_until_it_begins() -> None:
    """What the server did not act on may be sent again, as with any request."""
    port = ScriptedPort(refusal(429), APIConnectionError("No.", sent=False), [b"one", b"two"])
    assert [b"one", b"two"] == finish(read(port, CREATE))
    assert ["create_run", "pause 0.4375", "create_run", "pause 0.875", "create_run"] == port.log


def test_a_stream_is_not_asked_for_again_if_the_server_may_have_acted() -> None:
    """There could be two runs."""
    port = ScriptedPort(refusal(500))
    with pytest.raises(InternalServerError) as raised:
        finish(read(port, CREATE))
    assert (1, ["create_run"]) == (raised.value.attempts, port.log)


def test_what_can_be_done_twice_is_asked_for_again() -> None:
    """The operation decides."""
    port = ScriptedPort(refusal(500), [b"one"])
    assert [b"one"] == finish(read(port, LOOK))


def test_a_stream_that_has_begun_is_not_asked_for_again() -> None:
    """What comes after its end is for whoever reads it to decide."""
    port = ScriptedPort([b"one", APIConnectionError("It broke.", sent=True)])
    with pytest.raises(APIConnectionError):
        finish(read(port, LOOK))
    assert ["get_run"] == port.log


def test_an_object_in_place_of_a_stream_is_given_back() -> None:
    """A server without streams answers as it does without `stream`."""
    run = a_run("queued")
    reply = finish(ScriptedPort((run, {"x-request-id": "req_1"})).stream(CREATE))
    assert isinstance(reply, Reply)
    assert (run, "req_1") == (reply.value, reply.headers["x-request-id"])
