"""`timeout` bounds a whole exchange, over real sockets, in both colours and on both event loops."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from typing import Any

import anyio
import httpx
import pytest
from assistants_v2 import APITimeoutError, ClientClosed
from assistants_v2.io import connections
from assistants_v2_raw.api.assistants import get_assistant

from .loops import COLOURS, Loop, Work, forget_environment, retrieve, settled
from .slow_servers import (
    ASSISTANT,
    DROP,
    Listener,
    answer,
    drip_all,
    drip_body,
    drip_handshake,
    drip_permission,
    listening,
    read_nothing,
    say_nothing,
)

SHORT = 0.4
"""Seconds that an exchange is given."""

LONG = 8.0
"""Seconds within which an exchange has ended that was given a short time, on a busy machine too."""

Serve = Callable[[Listener, socket.socket], None]


@pytest.fixture(params=COLOURS)
def loop(request: pytest.FixtureRequest) -> Loop:
    """Clients of each kind in turn."""
    return Loop(request.param)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_environment(monkeypatch)


def time_out(loop: Loop, base_url: str, work: Work, **options: Any) -> APITimeoutError:
    """Return the error of what takes too long, after checking that it ended in time."""
    began = time.monotonic()
    with pytest.raises(APITimeoutError) as raised:
        loop.run(base_url, work, **{"timeout": SHORT, "max_retries": 0, **options})
    assert time.monotonic() - began < LONG
    return raised.value


def create_large(client: Any) -> Any:
    """Send a request that fills every buffer on its way."""
    return client.assistants.create(model="m", instructions="word " * 4_000_000)


@pytest.mark.parametrize(
    ("serve", "work"),
    [
        (say_nothing, retrieve),
        (drip_all, retrieve),
        (drip_body, retrieve),
        (read_nothing, create_large),
    ],
    ids=lambda each: each.__name__,
)
def test_an_exchange_ends_in_time(loop: Loop, serve: Serve, work: Callable[[Any], Any]) -> None:
    """No server can draw it out; the error says how long was waited, and that the server may have acted."""
    with listening(serve) as server:
        error = time_out(loop, server.base_url, work)
        server.over.set()
        assert server.wait_until_open(0)
    assert f"no answer from {server.base_url} in time: waited 0." in str(error)
    assert "timeout=0.4 seconds; the server may have acted all the same." in str(error)
    assert error.sent


@pytest.mark.parametrize("serve", [read_nothing, drip_handshake], ids=lambda each: each.__name__)
def test_a_handshake_ends_in_time(loop: Loop, serve: Serve) -> None:
    """A server that speaks no TLS, or that slowly, was never sent the request."""
    with listening(serve) as server:
        error = time_out(loop, f"https://{server.address}/v1", retrieve)
    assert "If the server has no TLS, use http:// in place of https://" in str(error)
    assert not error.sent


@pytest.mark.skipif(sys.platform != "linux", reason="other systems accept connections beyond the backlog")
def test_connecting_ends_in_time(loop: Loop) -> None:
    """A server whose queue is full was never sent the request."""
    with ExitStack() as stack:
        door = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(door.getsockname())
        error = time_out(loop, f"http://127.0.0.1:{door.getsockname()[1]}/v1", retrieve)
    assert "Is a server listening there?" in str(error)
    assert not error.sent


@pytest.mark.parametrize(
    ("variable", "base_url", "serve", "sent"),
    [
        ("HTTP_PROXY", "http://assistants.example/v1", drip_body, True),
        ("HTTPS_PROXY", "https://assistants.example/v1", drip_permission, False),
    ],
)
def test_a_proxy_ends_in_time(
    loop: Loop,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    base_url: str,
    serve: Serve,
    sent: bool,
) -> None:
    """What a proxy drips is bounded as well, the opening of a tunnel too, before the request is sent."""
    with listening(serve) as proxy:
        monkeypatch.setenv(variable, f"http://{proxy.address}")
        error = time_out(loop, base_url, retrieve)
    assert sent == error.sent


def test_the_whole_time_is_shared_by_all_steps(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that comes to a connection late has only the rest of its time."""
    monkeypatch.setattr(connections, "POOLS", 4)
    most = 4 * connections.POOL_SIZE

    def keep_busy(client: Any) -> None:
        with pytest.raises(ClientClosed):
            retrieve(client)

    def blocking(client: Any) -> Any:
        threads = [threading.Thread(target=keep_busy, args=[client]) for _ in range(most)]
        for thread in threads:
            thread.start()
        try:
            assert server.wait_until_open(most)
            return retrieve(client.with_options(timeout=SHORT))
        finally:
            client.close()
            for thread in threads:
                thread.join()

    async def cooperative(client: Any) -> Any:
        async with anyio.create_task_group() as group:
            try:
                for _ in range(most):
                    group.start_soon(client.assistants.retrieve, "asst_1")
                assert await anyio.to_thread.run_sync(server.wait_until_open, most)
                await retrieve(client.with_options(timeout=SHORT))
            except APITimeoutError as error:
                group.cancel_scope.cancel()
                timed_out.append(error)
        raise timed_out[0]

    timed_out: list[APITimeoutError] = []
    with listening(say_nothing) as server:
        work = blocking if loop.is_blocking else cooperative
        with pytest.raises(APITimeoutError, match="All connections of the client were busy") as raised:
            loop.run(server.base_url, work, timeout=30.0, max_retries=0)
    assert not raised.value.sent


def test_nothing_is_left_of_what_was_cut_off(loop: Loop) -> None:
    """After fifty time-outs no connection is open any more, and the client works as before."""
    with listening(drip_body) as server:

        async def cooperative(client: Any) -> Any:
            for _ in range(50):
                with pytest.raises(APITimeoutError):
                    await settled(retrieve(client))
            assert server.wait_until_open(0)
            server.serve = answer
            return await settled(retrieve(client.with_options(timeout=LONG)))

        assert "asst_1" == loop.run(server.base_url, cooperative, timeout=0.03, max_retries=0).id
        assert server.connections <= 51  # one that took too long to open is not counted


def test_a_pause_between_two_requests_does_not_count(loop: Loop) -> None:
    """Each exchange has its own time, also over a connection that another one has opened."""

    async def twice(client: Any) -> Any:
        first = await settled(retrieve(client))
        time.sleep(SHORT * 1.5)  # noqa: ASYNC251  # nothing else runs on the event loop
        second = await settled(retrieve(client))
        return [first.id, second.id]

    with listening(answer) as server:
        assert ["asst_1", "asst_1"] == loop.run(server.base_url, twice, timeout=SHORT)
        assert 1 == server.connections


def test_requests_of_the_raw_client_keep_httpx_limits(loop: Loop) -> None:
    """They go over the same connections, long after these were opened."""

    async def both(client: Any) -> Any:
        await settled(retrieve(client))
        time.sleep(SHORT * 1.5)  # noqa: ASYNC251  # nothing else runs on the event loop
        raw = client.raw.with_timeout(None)
        send = get_assistant.sync if loop.is_blocking else get_assistant.asyncio
        return await settled(send("asst_1", client=raw))

    with listening(answer) as server:
        assert "asst_1" == loop.run(server.base_url, both, timeout=SHORT).id
        assert 1 == server.connections


def test_every_address_of_a_host_is_tried(loop: Loop) -> None:
    """A name may stand for several addresses, and nobody listens at some."""
    with listening(answer) as server:
        base_url = server.base_url.replace("127.0.0.1", "localhost")
        assert "asst_1" == loop.run(base_url, retrieve, timeout=LONG).id


class Drops(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of a program's own transport that comes in drops."""

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(1000):
            time.sleep(DROP)
            yield b" "
        yield ASSISTANT

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(1000):
            await anyio.sleep(DROP)
            yield b" "
        yield ASSISTANT


def test_a_body_of_a_programs_own_transport_ends_in_time(loop: Loop) -> None:
    """The clock is looked at between two parts of it."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Drops()))
    error = time_out(loop, "http://host/v1", retrieve, transport=transport)
    assert error.sent


def test_an_async_transport_of_a_programs_own_ends_in_time() -> None:
    """It is cancelled; a blocking one cannot be."""

    async def never(request: httpx.Request) -> httpx.Response:
        await anyio.sleep(100)
        return httpx.Response(200)

    for colour in ("asyncio", "trio"):
        error = time_out(Loop(colour), "http://host/v1", retrieve, transport=httpx.MockTransport(never))
        assert error.sent


def test_a_programs_own_transport_may_take_its_time_within_the_limit(loop: Loop) -> None:
    """A body in several parts is read as it is."""
    parts = [ASSISTANT[:5], b"", ASSISTANT[5:]]

    class Parts(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from parts

        async def __aiter__(self) -> AsyncIterator[bytes]:
            for part in parts:
                yield part

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Parts()))
    found = loop.run("http://host/v1", retrieve, timeout=LONG, transport=transport)
    assert "asst_1" == found.id
