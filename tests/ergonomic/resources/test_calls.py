"""What one call changes of its requests, and the replies that it gives back; on every method."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from assistants_v2 import ConfigurationError
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from openai import NOT_GIVEN, omit

from ..conversations import Recorded, blocking, cooperative
from ..objects import a_run, messages
from .reachable import CLIENTS, methods_of, resources_below

RUNS = "/v1/threads/thread_1/runs"
EXTRAS: dict[str, Any] = {
    "extra_headers": {"X-Case": "7", "OpenAI-Beta": None},
    "extra_query": {"api-version": "v1"},
    "extra_body": {"seed": 5, "metadata": {"b": "2"}},
    "timeout": 5,
}
METHODS = [
    (type(resource), name)
    for client in CLIENTS
    for _, resource in resources_below(client)
    for name in methods_of(type(resource))
]


def answer(request: httpx.Request) -> httpx.Response:
    """Answer as a server does whose runs are queued, then completed."""
    status = "completed" if request.method == "GET" else "queued"
    return httpx.Response(200, json=a_run(status).to_dict(), headers={"x-request-id": f"req_{status}"})


@pytest.fixture
def world() -> tuple[Any, Recorded]:
    """A blocking client of that server, and what records its requests."""
    return blocking(answer)


def start(client: Any, **options: Any) -> Any:
    """Create a run."""
    return client.threads.runs.create("thread_1", assistant_id="asst_1", metadata={"a": "1"}, **options)


@pytest.mark.parametrize(("kind", "name"), METHODS)
def test_every_method_takes_them(kind: Any, name: str) -> None:
    """They are in the signature, behind all others."""
    from inspect import signature

    assert [*EXTRAS] == [*signature(getattr(kind, name)).parameters][-4:]


def test_a_request_has_what_the_call_adds(world: tuple[Any, Recorded]) -> None:
    """Headers replace the client's or take them away, query and body are added to; once."""
    client, recorded = world
    start(client, **EXTRAS)
    sent = recorded.last
    assert (RUNS, "v1") == (sent.url.path, sent.url.params["api-version"])
    assert ("7", None) == (sent.headers["x-case"], sent.headers.get("openai-beta"))
    assert {"assistant_id": "asst_1", "seed": 5, "metadata": {"a": "1", "b": "2"}} == recorded.body
    assert str(len(sent.content)) == sent.headers["content-length"]
    assert 4 < sent.extensions["timeout"]["read"] <= 5
    start(client)
    assert (None, b"") == (recorded.last.headers.get("x-case"), recorded.last.url.query)


async def _poll_async() -> Recorded:
    client, recorded = cooperative(answer)
    await client.threads.runs.create_and_poll("thread_1", assistant_id="asst_1", **EXTRAS)
    return recorded


def _poll() -> Recorded:
    client, recorded = blocking(answer)
    client.threads.runs.create_and_poll("thread_1", assistant_id="asst_1", **EXTRAS)
    return recorded


@pytest.mark.anyio
async def test_all_requests_of_a_call_have_them() -> None:
    """The body is that of the request which the method is for, and of no other."""
    for recorded in (_poll(), await _poll_async()):
        assert ["POST", "GET"] == [request.method for request in recorded.requests]
        assert ["v1", "v1"] == [request.url.params["api-version"] for request in recorded.requests]
        assert [5, None] == [json.loads(r.content or "{}").get("seed") for r in recorded.requests]


def test_a_request_without_a_body_gets_one() -> None:
    """A POST that has none of its own takes the fields; a GET has no body."""
    client, recorded = blocking(answer)
    client.threads.runs.cancel("run_1", thread_id="thread_1", extra_body={"reason": "late"})
    assert {"reason": "late"} == recorded.body
    assert "application/json" == recorded.last.headers["content-type"]
    client.threads.runs.retrieve("run_1", thread_id="thread_1", extra_body={"reason": "late"})
    assert b"" == recorded.last.content


def test_pages_behind_are_asked_for_in_the_same_way() -> None:
    """What a list was called with holds for all of it."""
    pages = iter([messages("m1", has_more=True), messages("m2")])
    client, recorded = blocking(lambda request: httpx.Response(200, json=next(pages).to_dict()))
    assert 2 == len(
        [*client.threads.messages.list("thread_1", extra_query={"v": "1"}, extra_headers={"X": "y"})]
    )
    assert [("1", "y")] * 2 == [(each.url.params["v"], each.headers["x"]) for each in recorded.requests]


@pytest.mark.parametrize("left_out", [NOT_GIVEN, omit, None], ids=["NOT_GIVEN", "omit", "None"])
def test_what_is_left_out_changes_nothing(left_out: Any, world: tuple[Any, Recorded]) -> None:
    """The official SDK's own values for that are known."""
    client, recorded = world
    start(client, extra_headers=left_out, extra_query=left_out, extra_body=left_out, instructions=NOT_GIVEN)
    assert {"assistant_id": "asst_1", "metadata": {"a": "1"}} == recorded.body


def test_a_call_may_wait_for_ever(world: tuple[Any, Recorded]) -> None:
    """None is no limit, as it is in the official SDK; an httpx.Timeout counts by its longest time."""
    client, recorded = world
    start(client, timeout=None)
    assert 80_000 < recorded.last.extensions["timeout"]["read"]
    start(client, timeout=httpx.Timeout(7, connect=2))
    assert 6 < recorded.last.extensions["timeout"]["read"] <= 7


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("timeout must be a number of seconds above 0, got 0.", {"timeout": 0}),
        ("extra_headers: name and value of 'X' must be texts.", {"extra_headers": {"X": 5}}),
        ("extra_query must be a dict of parameters, got list.", {"extra_query": ["a"]}),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name(
    said: str, wrong: dict[str, Any], world: tuple[Any, Recorded]
) -> None:
    """Nothing is sent."""
    client, recorded = world
    with pytest.raises(ConfigurationError) as caught:
        start(client, **wrong)
    assert said == str(caught.value)
    assert [] == recorded.requests


def test_a_body_that_has_no_fields_is_refused(world: tuple[Any, Recorded]) -> None:
    """So is a value without a form in JSON; the error names the place."""
    with pytest.raises(TypeError, match="extra_body must be a dict of fields, got list"):
        start(world[0], extra_body=["a"])
    with pytest.raises(TypeError, match="seed is of type object"):
        start(world[0], extra_body={"seed": object()})


CALLS: list[Callable[[Any], Any]] = [
    lambda client: client.threads.runs.with_raw_response.retrieve("run_1", thread_id="thread_1", timeout=5),
    lambda client: client.with_raw_response.beta.threads.runs.retrieve("run_1", thread_id="thread_1"),
    lambda client: client.threads.with_raw_response.runs.poll("run_1", "thread_1"),
]


@pytest.mark.anyio
@pytest.mark.parametrize("call", CALLS)
async def test_a_raw_response_has_status_headers_and_object(call: Callable[[Any], Any]) -> None:
    """The names are the official SDK's."""
    for reply in (call(blocking(answer)[0]), await call(cooperative(answer)[0])):
        assert isinstance(reply, RawResponse)
        assert (200, "req_completed", 0) == (reply.status_code, reply.request_id, reply.retries_taken)
        assert reply.headers["x-request-id"] == reply.parse()._request_id
        assert (200, "GET") == (reply.http_response.status_code, reply.method)
        assert f"{RUNS}/run_1" == reply.url.path
        assert reply.parse().to_dict() == reply.json() == json.loads(reply.text) == json.loads(reply.content)
        assert "RawResponse(200, Run)" == repr(reply)


@pytest.mark.anyio
async def test_a_block_is_given_the_reply() -> None:
    """It is sent with the block, and closed by its end; the names are the official SDK's."""
    client, recorded = blocking(answer)
    block: Any = client.threads.runs.with_streaming_response.retrieve("run_1", thread_id="thread_1")
    assert [] == recorded.requests
    with block as reply:
        assert (APIResponse, 200, False) == (type(reply), reply.status_code, reply.is_closed)
        assert reply.read() == reply.text().encode() == b"".join(reply.iter_bytes(chunk_size=5))
        assert reply.parse().to_dict() == reply.json() == json.loads("".join(reply.iter_lines()))
    assert reply.is_closed
    other, _ = cooperative(answer)
    block = other.with_streaming_response.beta.threads.runs.retrieve("run_1", thread_id="thread_1")
    async with block as reply:
        assert (AsyncAPIResponse, "req_completed", False) == (type(reply), reply.request_id, reply.is_closed)
        pieces = [piece async for piece in reply.iter_bytes(chunk_size=5)]
        assert await reply.read() == (await reply.text()).encode() == b"".join(pieces)
        lines = [line async for line in reply.iter_lines()]
        assert (await reply.parse()).to_dict() == await reply.json() == json.loads("".join(lines))
    assert reply.is_closed


@pytest.mark.anyio
async def test_a_line_ends_where_bytes_say() -> None:
    """Other ends of lines, which a model may write, are a part of it."""
    over = httpx.Response(
        200, content="a\u2028b\r\nc\n".encode(), request=httpx.Request("GET", "https://host")
    )
    assert ["a\u2028b", "c"] == [*APIResponse(None, over, 0).iter_lines()]
    assert ["a\u2028b", "c"] == [line async for line in AsyncAPIResponse(None, over, 0).iter_lines()]
    assert ["a\u2028b\r\nc\n"] == [*APIResponse(None, over, 0).iter_text()]
    assert ["a\u2028b\r\nc\n"] == [text async for text in AsyncAPIResponse(None, over, 0).iter_text()]


@pytest.mark.anyio
async def test_a_text_that_breaks_off_is_given_to_its_end() -> None:
    """Half a character at the end is a mark, and not left out in silence."""
    over = httpx.Response(200, content=b"caf\xc3", request=httpx.Request("GET", "https://host"))
    assert "caf\ufffd" == "".join(APIResponse(None, over, 0).iter_text())
    assert "caf\ufffd" == "".join([text async for text in AsyncAPIResponse(None, over, 0).iter_text()])


def test_a_stream_has_no_reply_before_it_begins() -> None:
    """A stream sends its request where it is entered, so nothing is there to be returned."""
    raw: Any = blocking(answer)[0].threads.runs.with_raw_response
    with pytest.raises(TypeError, match="so it has no reply yet"):
        raw.stream("thread_1", assistant_id="asst_1")


def test_a_raw_response_counts_retries() -> None:
    """What went wrong before is not lost."""
    answers = iter([httpx.Response(429, headers={"retry-after-ms": "1"}), answer(httpx.Request("GET", "/"))])
    client, _ = blocking(lambda request: next(answers), max_retries=1)
    reply: Any = client.threads.runs.with_raw_response.retrieve("run_1", thread_id="thread_1")
    assert 1 == reply.retries_taken


@pytest.mark.anyio
async def test_a_raw_list_is_parsed_as_a_page() -> None:
    """An async one too: it is awaited, and `parse` is not."""
    body = messages("m1", "m2").to_dict()
    client, _ = cooperative(lambda request: httpx.Response(200, json=body))
    reply: Any = await client.threads.messages.with_raw_response.list("thread_1")
    assert ["m1", "m2"] == [message.id for message in reply.parse().data]
