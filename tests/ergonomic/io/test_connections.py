"""Connections over real sockets: how many, for which event loop, through which proxy."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import anyio
import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.io import connections

from ...seams import expect_open_connections

ASSISTANT = b'{"id": "asst_1", "object": "assistant"}'
REPLY = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (
    len(ASSISTANT),
    ASSISTANT,
)
PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class CountingServer:
    """Answers each request when as many wait as it was told to wait for.

    Attributes:
        address: Its host and port.
        connections: How many connections were made.
        heads: The first line of each request.
    """

    def __init__(self, together: int) -> None:
        self.connections = 0
        self.heads: list[str] = []
        self._gate = threading.Barrier(together)
        counter = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                counter.connections += 1
                with suppress(ConnectionError):
                    while head := self.rfile.readline():
                        counter.heads.append(head.decode().rstrip())
                        while self.rfile.readline().strip():
                            pass
                        counter.wait()
                        self.wfile.write(REPLY)

        class Listener(socketserver.ThreadingTCPServer):
            request_queue_size = 256
            daemon_threads = True  # connections of event loops that have ended stay open

        self.listener = Listener(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.listener.server_address[1]}"

    def wait(self) -> None:
        """Wait for the others."""
        self._gate.wait(30)


@contextmanager
def counting(together: int = 1) -> Generator[CountingServer]:
    """Run such a server; whoever connects has closed its connections before it ends."""
    counter = CountingServer(together)
    thread = threading.Thread(target=counter.listener.serve_forever, args=[0.01])
    thread.start()
    try:
        yield counter
    finally:
        counter.listener.shutdown()
        thread.join()
        counter.listener.server_close()


async def ask_together(client: AsyncAssistants, requests: int) -> None:
    """Send requests side by side."""
    async with anyio.create_task_group() as group:
        for _ in range(requests):
            group.start_soon(client.assistants.retrieve, "asst_1")


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_a_hundred_requests_are_under_way_together(anyio_backend: str) -> None:
    """Slow calls do not queue behind each other: each of a hundred has a connection."""
    with counting(together=100) as server:
        async with AsyncAssistants(base_url=f"http://{server.address}/v1", timeout=30) as client:
            await ask_together(client, 100)
        assert 100 == server.connections


@pytest.mark.anyio
async def test_one_after_the_other_share_a_connection() -> None:
    """The least busy pool is the first of those that are idle, and its connection is kept."""
    with counting() as server:
        async with AsyncAssistants(base_url=f"http://{server.address}/v1") as client:
            for _ in range(20):
                await client.assistants.retrieve("asst_1")
        assert 1 == server.connections


@pytest.mark.anyio
async def test_a_response_that_is_not_read_keeps_its_pool_busy() -> None:
    """Requests go around a stream, to pools that are idle."""
    with counting() as server:
        async with AsyncAssistants(base_url=f"http://{server.address}/v1") as client:
            http = client.raw.get_async_httpx_client()
            async with http.stream("GET", "/assistants/asst_1"):
                await ask_together(client, 5)
                assert 6 == server.connections


def test_every_event_loop_has_connections_of_its_own() -> None:
    """A program may run one event loop after the other with the same client."""

    async def ask(client: AsyncAssistants) -> str:
        return (await client.assistants.retrieve("asst_1")).id

    with counting() as server, expect_open_connections():
        client = AsyncAssistants(base_url=f"http://{server.address}/v1")
        for backend in ("asyncio", "trio", "asyncio"):
            assert "asst_1" == anyio.run(ask, client, backend=backend)
        anyio.run(client.close)
        assert 3 == server.connections
        del client


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # loops that end with open connections, as programs' do
def test_there_is_one_httpx_client_for_all_event_loops() -> None:
    """What the raw client hands out is a true httpx client, and the same in every event loop."""
    client = AsyncAssistants(base_url="http://127.0.0.1:9/v1")
    seen: list[httpx.AsyncClient] = []

    async def look() -> None:
        seen.append(client.raw.get_async_httpx_client())

    anyio.run(look)
    anyio.run(look)
    assert isinstance(seen[0], httpx.AsyncClient)
    assert seen[0] is seen[1]


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingServer]:
    """A proxy that the environment names, and that answers everything itself."""
    with counting() as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
        yield proxy


def test_the_environments_proxy_is_used(proxied: CountingServer) -> None:
    """Requests to another host go through it."""
    with Assistants(base_url="http://assistants.example/v1", api_key="k") as client:
        assert "asst_1" == client.assistants.retrieve("asst_1").id
    assert ["GET http://assistants.example/v1/assistants/asst_1 HTTP/1.1"] == proxied.heads


@pytest.mark.anyio
async def test_the_environments_proxy_is_used_by_async_clients(proxied: CountingServer) -> None:
    """They go through it as well."""
    async with AsyncAssistants(base_url="http://assistants.example/v1", api_key="k") as client:
        assert "asst_1" == (await client.assistants.retrieve("asst_1")).id
    assert ["GET http://assistants.example/v1/assistants/asst_1 HTTP/1.1"] == proxied.heads


def test_hosts_without_proxy_are_asked_themselves(
    proxied: CountingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_PROXY names them."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with counting() as server, Assistants(base_url=f"http://{server.address}/v1") as client:
        assert "asst_1" == client.assistants.retrieve("asst_1").id
    assert ([], ["GET /v1/assistants/asst_1 HTTP/1.1"]) == (proxied.heads, server.heads)


def refuse(*_: Any, **__: Any) -> None:
    """Fail where certificates would be read."""
    raise AssertionError("certificates were read")


def test_no_certificates_are_read_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of http:// is spoken to without them; reading them takes longer than a request."""
    monkeypatch.setattr(httpx, "create_ssl_context", refuse)
    with counting() as server, Assistants(base_url=f"http://{server.address}/v1") as client:
        assert "asst_1" == client.assistants.retrieve("asst_1").id


@pytest.mark.anyio
async def test_certificates_are_read_once_for_all_pools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen pools of a server of https:// share one TLS context."""
    made: list[object] = []
    real = httpx.create_ssl_context

    def count() -> object:
        made.append(context := real())
        return context

    monkeypatch.setattr(httpx, "create_ssl_context", count)
    with counting() as server:
        client = AsyncAssistants(base_url=f"https://{server.address}/v1", api_key="k", max_retries=0)
        async with client:
            with pytest.raises(Exception, match="no answer from"):
                await client.assistants.retrieve("asst_1")
    assert 1 == len(made)
    assert connections.POOLS * connections.POOL_SIZE >= 100


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_is_closed_in_one_event_loop_at_a_time(backend: str) -> None:
    """A program may open and close the same client in each event loop that it runs."""

    async def ask_and_close() -> str:
        async with client:
            found = await client.assistants.retrieve("asst_1")
        with pytest.raises(RuntimeError, match="closed"):
            await client.assistants.retrieve("asst_1")
        return found.id

    with counting() as server:
        client = AsyncAssistants(base_url=f"http://{server.address}/v1")
        assert ["asst_1"] * 2 == [anyio.run(ask_and_close, backend=backend) for _ in range(2)]
        assert 2 == server.connections


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_event_loops_side_by_side_keep_their_connections(backend: str) -> None:
    """Neither another loop's beginning nor its closing of the client takes them away."""
    turns = threading.Barrier(3)

    async def ask_in_turns() -> None:
        async with client:
            for _ in range(5):
                await client.assistants.retrieve("asst_1")
                turns.wait(30)
        turns.wait(30)

    async def ask_last() -> None:
        for _ in range(6):
            await client.assistants.retrieve("asst_1")
            turns.wait(30)
        await client.assistants.retrieve("asst_1")  # after the others have closed it
        await client.close()

    with counting() as server:
        client = AsyncAssistants(base_url=f"http://{server.address}/v1")
        threads = [
            threading.Thread(target=partial(anyio.run, work, backend=backend))
            for work in (ask_in_turns, ask_in_turns, ask_last)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (3, 17) == (server.connections, len(server.heads))


@pytest.mark.parametrize(
    ("expected", "exempt"),
    [
        ("server", "{address}"),
        ("server", "other, {address}"),
        ("server", "http://127.0.0.1"),
        ("server", "all://127.0.0.1"),
        ("server", "other,*"),
        ("proxy", "https://127.0.0.1"),
        ("proxy", "127.0.0.1:1"),
        ("proxy", "7.0.0.1"),
        ("proxy", ","),
    ],
)
def test_a_host_is_exempt_from_the_proxy_in_each_form(
    expected: str, exempt: str, proxied: CountingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_PROXY holds hosts with or without a port or a scheme, and a star for all."""
    with counting() as server:
        monkeypatch.setenv("NO_PROXY", exempt.format(address=server.address))
        with Assistants(base_url=f"http://{server.address}/v1") as client:
            client.assistants.retrieve("asst_1")
    assert expected == ("server" if server.heads else "proxy")
    assert 1 == len(server.heads) + len(proxied.heads)
