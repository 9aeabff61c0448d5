"""Answers that come bit by bit, over real sockets: in chunks, in time, left early, and broken off."""

from __future__ import annotations

import gc
import json
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import anyio
import pytest
from assistants_v2 import (
    APIConnectionError,
    APITimeoutError,
    ClientClosed,
    InternalServerError,
)
from assistants_v2.flows.port_values import Reply
from assistants_v2_raw.api.runs.create_run import request
from assistants_v2_raw.models import Run, RunCreateRequest

from ...seams import hasten, port_of
from .loops import COLOURS, Loop, forget_environment
from .slow_servers import DROP, PATIENCE, Listener, answer, listening, say_nothing

ASKED = request("thread_1", body=RunCreateRequest(assistant_id="asst_1", stream=True))
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n"
)
RUN = {"id": "run_1", "thread_id": "thread_1", "status": "queued"}
LATE = 20 * DROP
"""Seconds that the time limits of these tests are."""

Serve = Callable[[Listener, socket.socket], None]


@pytest.fixture(params=COLOURS)
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Loop:
    """Return clients of each colour on each event loop."""
    forget_environment(monkeypatch)
    return Loop(request.param)


def chunk(content: bytes) -> bytes:
    """Return a chunk of HTTP."""
    return b"%x\r\n%b\r\n" % (len(content), content)


def stream_words(listener: Listener, connection: socket.socket) -> None:
    """Answer with three chunks, again and again on one connection."""
    while connection.recv(65536):
        connection.sendall(HEAD + chunk(b"one "))
        for word in (b"two ", b"three"):
            time.sleep(DROP)
            connection.sendall(chunk(word))
        connection.sendall(chunk(b""))


def stream_on(listener: Listener, connection: socket.socket) -> None:
    """Answer with a stream that does not end."""
    connection.recv(65536)
    connection.sendall(HEAD)
    while not listener.over.wait(DROP):
        connection.sendall(chunk(b"word "))


def fall_silent(listener: Listener, connection: socket.socket) -> None:
    """Answer with the beginning of a stream."""
    connection.recv(65536)
    connection.sendall(HEAD + chunk(b"one "))


def break_off(listener: Listener, connection: socket.socket) -> None:
    """Close the connection in the middle of a chunk."""
    connection.recv(65536)
    connection.sendall(HEAD + chunk(b"one ") + b"100\r\ntw")
    connection.shutdown(socket.SHUT_WR)


def saying(status: str, body: Any, headers: str = "") -> Serve:
    """Return what answers every request without a stream."""

    def serve(listener: Listener, connection: socket.socket) -> None:
        content = json.dumps(body).encode()
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {len(content)}"
        )
        while connection.recv(65536):
            connection.sendall(head.encode() + b"\r\n\r\n" + content)

    return serve


async def open_stream(client: Any, **limits: Any) -> Any:
    """Return what the port of a client gets for its request."""
    return await port_of(client).stream(ASKED, **limits)


async def read_whole(client: Any, **limits: Any) -> list[bytes]:
    """Return all chunks of a stream."""
    return [part async for part in await open_stream(client, **limits)]


def test_chunks_come_as_they_are_sent(loop: Loop) -> None:
    """None waits for the next, and when the stream has ended its connection is used again."""

    async def work(client: Any) -> list[list[bytes]]:
        stream = await open_stream(client)
        assert 200 == stream.status
        assert "text/event-stream; charset=utf-8" == stream.headers["content-type"]
        assert b"one " == await anext(stream)
        return [[b"one ", *[part async for part in stream]], await read_whole(client)]

    with listening(stream_words) as listener:
        assert [[b"one ", b"two ", b"three"]] * 2 == loop.run(listener.base_url, work)
        assert 1 == listener.connections


def test_a_stream_that_has_ended_stays_so(loop: Loop) -> None:
    """It may be closed, and asked again."""

    async def work(client: Any) -> None:
        stream = await open_stream(client)
        async for _ in stream:
            pass
        for _ in range(2):
            await stream.aclose()
            with pytest.raises(StopAsyncIteration):
                await anext(stream)

    with listening(stream_words) as listener:
        loop.run(listener.base_url, work)


def test_a_stream_that_has_said_everything_is_read_to_its_end(loop: Loop) -> None:
    """So its connection is used again, which it is not if the end does not come at once."""

    async def work(client: Any) -> None:
        for _ in range(3):
            stream = await open_stream(client)
            await anext(stream)
            await stream.finish()
            with pytest.raises(StopAsyncIteration):
                await anext(stream)

    for serve, connections in ((stream_words, 1), (stream_on, 3)):
        with listening(serve) as listener:
            loop.run(listener.base_url, work)
            assert connections == listener.connections


def test_a_stream_begins_in_the_time_of_a_request(loop: Loop) -> None:
    """How long it may take in all does not shorten that: nobody could tell what the request has done."""

    async def work(client: Any) -> None:
        with pytest.raises(APITimeoutError, match=r"waited (0\.[2-9]|[1-9])"):
            await open_stream(client.with_options(timeout=LATE, max_retries=0), within=LATE / 100)

    with listening(say_nothing) as listener:
        loop.run(listener.base_url, work)


def test_a_stream_that_is_left_is_closed(loop: Loop) -> None:
    """The server sees it at once, while the client goes on; nothing warns of it."""

    async def work(client: Any) -> None:
        for read in (0, 1, 3):
            stream = await open_stream(client)
            for _ in range(read):
                assert await anext(stream)
            await stream.aclose()
            assert await anyio.to_thread.run_sync(listener.wait_until_open, 0)
            with pytest.raises(StopAsyncIteration):
                await anext(stream)
        gc.collect()

    with listening(stream_on) as listener:
        loop.run(listener.base_url, work)
        assert 3 == listener.connections


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("reading", [True, False], ids=["reading", "elsewhere"])
def test_a_cancelled_task_closes_its_stream(
    backend: str, reading: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it waits for the next chunk or for something else."""
    forget_environment(monkeypatch)

    async def work(client: Any) -> None:
        with anyio.move_on_after(LATE):
            stream = await open_stream(client)
            try:
                await anext(stream)
                while reading:
                    await anext(stream)
                await anyio.sleep(PATIENCE)
            finally:
                await stream.aclose()
        assert await anyio.to_thread.run_sync(listener.wait_until_open, 0)
        gc.collect()

    with listening(stream_on if reading else fall_silent) as listener:
        Loop(backend).run(listener.base_url, work)


@pytest.mark.parametrize("serve", [say_nothing, fall_silent])
def test_silence_is_bounded(loop: Loop, serve: Serve) -> None:
    """Before the answer and between two chunks; the limit and what was waited are named."""

    async def work(client: Any) -> APITimeoutError:
        with pytest.raises(APITimeoutError) as raised:
            await read_whole(client, silence=LATE)
        return raised.value

    with listening(serve) as listener:
        error = loop.run(listener.base_url, work)
        assert listener.wait_until_open(0)
    assert f"given {LATE:g} seconds" in str(error)
    assert error.sent


def test_a_stream_that_goes_on_is_bounded_as_a_whole(loop: Loop) -> None:
    """However much comes, it ends in time."""

    async def work(client: Any) -> None:
        with pytest.raises(APITimeoutError, match=f"given {LATE:g} seconds"):
            await read_whole(client, within=LATE)

    with listening(stream_on) as listener:
        loop.run(listener.base_url, work)
        assert listener.wait_until_open(0)


def test_a_stream_may_take_longer_than_a_request(loop: Loop) -> None:
    """The client's timeout is for replies."""

    def serve(listener: Listener, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(HEAD)
        for _ in range(40):
            time.sleep(DROP)
            connection.sendall(chunk(b"word "))
        connection.sendall(chunk(b""))

    with listening(serve) as listener:
        assert b"word " * 40 == b"".join(loop.run(listener.base_url, read_whole, timeout=LATE / 2))


def test_a_stream_that_breaks_off_is_an_error(loop: Loop) -> None:
    """What came before is given; the connection is closed."""

    async def work(client: Any) -> None:
        stream = await open_stream(client)
        assert b"one " == await anext(stream)
        with pytest.raises(APIConnectionError) as raised:
            async for _ in stream:
                pass
        assert raised.value.sent
        with pytest.raises(StopAsyncIteration):
            await anext(stream)

    with listening(break_off) as listener:
        loop.run(listener.base_url, work)
        assert listener.wait_until_open(0)


def test_an_answer_that_is_no_stream_is_given_back(loop: Loop) -> None:
    """Some servers do not stream, and answer with the object."""

    async def work(client: Any) -> Any:
        return await open_stream(client)

    with listening(saying("200 OK", RUN, "x-request-id: req_1\r\n")) as listener:
        reply = loop.run(listener.base_url, work)
    assert isinstance(reply, Reply)
    assert (Run.from_dict(RUN), "req_1") == (reply.value, reply.headers["x-request-id"])


def test_a_refusal_is_raised_and_not_repeated(loop: Loop) -> None:
    """A run may exist after a 500, so it is not asked for again."""

    async def work(client: Any) -> int:
        hasten(client)
        with pytest.raises(InternalServerError) as raised:
            await open_stream(client)
        return raised.value.attempts

    with listening(saying("500 Oh", {"error": {"message": "No."}})) as listener:
        assert 1 == loop.run(listener.base_url, work)


def test_a_stream_is_asked_for_again_where_the_server_did_not_act(loop: Loop) -> None:
    """As often as any request; what comes in the end is a stream."""
    connections = count(1)
    refuse = saying("429 Busy", {"error": {"message": "Later."}}, "connection: close\r\n")

    def serve(listener: Listener, connection: socket.socket) -> None:
        (refuse if next(connections) < 3 else stream_words)(listener, connection)

    async def work(client: Any) -> list[bytes]:
        hasten(client)
        return await read_whole(client)

    with listening(serve) as listener:
        assert [b"one ", b"two ", b"three"] == loop.run(listener.base_url, work)
        assert 3 == listener.connections


def test_a_closed_client_streams_nothing(loop: Loop) -> None:
    """It says that it is closed."""

    async def work(client: Any) -> None:
        closed = client.close()
        if closed is not None:
            await closed
        with pytest.raises(ClientClosed):
            await open_stream(client)

    with listening(answer) as listener:
        loop.run(listener.base_url, work)
