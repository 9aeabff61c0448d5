"""What is sent again when a request fails, and what is not."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from email.utils import formatdate
from time import time
from typing import Any

import httpx
import pytest
from assistants_v2 import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    InternalServerError,
    RateLimitError,
)
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import (
    Fault,
    cut_body,
    empty,
    hangup,
    html,
    reset,
    slow,
    status,
    truncated,
)

from .worlds import SOON, THREAD, Servers, World, at, rule

pytestmark = pytest.mark.anyio


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that refuses connections."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


class Detour:
    """Sends a client's first request to a port that refuses it, and the others where they belong."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.refused = 0

    def aim(self, request: httpx.Request) -> None:
        """Turn the first request aside."""
        if not self.refused:
            self.refused += 1
            request.url = request.url.copy_with(port=self.port)


class BlockingDetour(httpx.HTTPTransport):
    """A detour of the blocking client's."""

    def __init__(self, detour: Detour) -> None:
        super().__init__()
        self.detour = detour

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        self.detour.aim(request)
        return super().handle_request(request)


class AsyncDetour(httpx.AsyncHTTPTransport):
    """A detour of the async client's."""

    def __init__(self, detour: Detour) -> None:
        super().__init__()
        self.detour = detour

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        self.detour.aim(request)
        return await super().handle_async_request(request)


async def test_connection_refused_is_repeated_even_for_a_post(
    world: World, servers: Servers, closed_port: int
) -> None:
    """What was never sent is sent again, whatever it is: nothing can come to be twice."""
    server, detour = servers.ours(), Detour(closed_port)
    transport = {"blocking": BlockingDetour, "async": AsyncDetour}[world.colour](detour)
    thread = await world.do(world.client(server, transport=transport).threads.create())
    assert 1 == detour.refused
    assert thread.id == at(server, f"/threads/{thread.id}")["id"]
    assert 1 == len(server.seen("POST", "/threads"))


async def test_connection_refused_for_ever_names_the_address_and_the_attempts(
    world: World, closed_port: int
) -> None:
    """A server that is not there is an error that says where it was looked for, and how often."""
    client = world.client(Nowhere(closed_port), max_retries=1)
    with pytest.raises(APIConnectionError) as raised:
        await world.do(client.threads.create())
    assert not raised.value.sent
    assert 2 == raised.value.attempts
    assert f"127.0.0.1:{closed_port}" in str(raised.value)
    assert "(2 attempts)" in str(raised.value)


class Nowhere:
    """The address of a server that is not there."""

    def __init__(self, port: int) -> None:
        self.base_url = f"http://127.0.0.1:{port}/v1"


@pytest.mark.parametrize(
    "refusal",
    [
        status(429, headers=SOON),
        status(409, headers=SOON),
        status(503, headers={"retry-after": "0.001"}),
        status(503, headers=SOON),
        status(500, headers={"x-should-retry": "true"} | SOON),
    ],
    ids=["429", "409", "503 Retry-After", "503 retry-after-ms", "x-should-retry"],
)
async def test_a_post_that_the_server_says_it_did_not_carry_out_is_repeated(
    world: World, servers: Servers, refusal: Fault
) -> None:
    """A server that asks its client to come again has not acted."""
    server = servers.ours(rule("POST /threads", refusal))
    thread = await world.do(world.client(server).threads.create())
    assert thread.id == at(server, f"/threads/{thread.id}")["id"]
    assert 2 == len(server.seen("POST", "/threads"))


@pytest.mark.parametrize("code", [408, 500, 502, 503, 504, 529])
async def test_a_post_that_the_server_may_have_carried_out_is_not_repeated(
    world: World, servers: Servers, code: int
) -> None:
    """Of these answers nobody knows what the server did before it gave them."""
    server = servers.ours(rule("POST /threads", status(code)))
    with pytest.raises(APIStatusError) as raised:
        await world.do(world.client(server).threads.create())
    assert code == raised.value.status_code
    assert 1 == len(server.seen("POST", "/threads"))


@pytest.mark.parametrize("code", [408, 409, 429, 500, 502, 503, 504, 529])
async def test_a_get_is_repeated(world: World, servers: Servers, code: int) -> None:
    """Looking twice does no harm."""
    server = servers.ours(rule(f"GET {THREAD}", status(code, headers=SOON), times=2))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    assert thread.id == (await world.do(client.threads.retrieve(thread.id))).id
    assert 3 == len(server.seen("GET", THREAD))


@pytest.mark.parametrize("fault", [reset(acted=False), hangup(acted=True), cut_body()], ids=lambda f: f.name)
async def test_a_get_whose_connection_breaks_is_repeated(
    world: World, servers: Servers, fault: Fault
) -> None:
    """Looking twice does no harm, in whatever state the connection broke."""
    server = servers.ours(rule(f"GET {THREAD}", fault))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    assert thread.id == (await world.do(client.threads.retrieve(thread.id))).id


async def test_529_for_ever_is_an_internal_server_error_that_counts_its_attempts(
    world: World, servers: Servers
) -> None:
    """A status that HTTP does not know is treated as its class is."""
    server = servers.ours(rule(f"GET {THREAD}", status(529, headers=SOON), times=99))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError) as raised:
        await world.do(client.threads.retrieve(thread.id))
    assert 529 == raised.value.status_code
    assert 3 == raised.value.attempts == len(server.seen("GET", THREAD))
    assert "529: Injected 529. (3 attempts)" == str(raised.value)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
async def test_what_will_not_change_is_not_repeated(world: World, servers: Servers, code: int) -> None:
    """A request that is wrong stays wrong."""
    server = servers.ours(rule(f"GET {THREAD}", status(code)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(APIStatusError) as raised:
        await world.do(client.threads.retrieve(thread.id))
    assert (code, 1) == (raised.value.status_code, len(server.seen("GET", THREAD)))


async def refused_for(world: World, servers: Servers, headers: dict[str, str]) -> tuple[FaultServer, Any]:
    """Return a server that asks once to come again so, and the error that a look at it raised."""
    server = servers.ours(rule(f"GET {THREAD}", status(429, headers=headers)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(RateLimitError) as raised:
        await world.do(client.threads.retrieve(thread.id))
    return server, raised.value


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "121"},
        {"retry-after": "121.0", "x-should-retry": "true"},
        {"retry-after-ms": "121000"},
        {"retry-after-ms": "121000", "retry-after": "1"},
    ],
)
async def test_retry_after_121(world: World, servers: Servers, headers: dict[str, str]) -> None:
    """Asked to wait for more than two minutes, the client gives up at once and says what it was asked."""
    server, error = await refused_for(world, servers, headers)
    assert 1 == error.attempts == len(server.seen("GET", THREAD))
    assert 121 == error.retry_after


async def test_retry_after_as_a_date(world: World, servers: Servers) -> None:
    """A date is as good as a number of seconds: ten minutes are too many."""
    server, error = await refused_for(world, servers, {"retry-after": formatdate(time() + 600, usegmt=True)})
    assert 1 == len(server.seen("GET", THREAD))
    assert 500 < error.retry_after <= 600


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after-ms": "1"},
        {"retry-after": "0.001"},
        {"retry-after-ms": "nonsense", "retry-after": "0.001"},
        {"retry-after": "Wed, 26 Aug 2026 12:00:00 GMT"},
        {"retry-after": "0"},
        {"retry-after": "nan"},
        {"retry-after": "tomorrow"},
    ],
)
async def test_retry_after_in_all_its_forms(world: World, servers: Servers, headers: dict[str, str]) -> None:
    """Whatever a server asks for within two minutes is waited for, and what makes no sense does no harm."""
    server = servers.ours(rule(f"GET {THREAD}", status(429, headers=headers)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    assert thread.id == (await world.do(client.threads.retrieve(thread.id))).id
    assert 2 == len(server.seen("GET", THREAD))


async def test_x_should_retry_false(world: World, servers: Servers) -> None:
    """A server that knows its state will not change is not asked again."""
    server = servers.ours(rule(f"GET {THREAD}", status(500, headers={"x-should-retry": "false"})))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError):
        await world.do(client.threads.retrieve(thread.id))
    assert 1 == len(server.seen("GET", THREAD))


async def test_x_should_retry_true(world: World, servers: Servers) -> None:
    """A server that expects to answer better soon is asked again, whatever the status."""
    server = servers.ours(rule(f"GET {THREAD}", status(400, headers={"x-should-retry": "true"} | SOON)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    assert thread.id == (await world.do(client.threads.retrieve(thread.id))).id


@pytest.mark.parametrize("fault", [html(), empty(), truncated()], ids=lambda fault: fault.name)
async def test_200_html(world: World, servers: Servers, fault: Fault) -> None:
    """What is no object of the API is an error that asks about the address, never a text or a half object."""
    server = servers.ours(rule(f"GET {THREAD}", fault, times=3))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(APIResponseValidationError, match="base_url") as raised:
        await world.do(client.threads.retrieve(thread.id))
    assert (200, 3) == (raised.value.status_code, raised.value.attempts)
    assert "sign in" not in str(raised.value)


@pytest.mark.parametrize("asked", [{"max_retries": 0}, {"timeout": 30, "max_retries": 0}])
async def test_max_retries_of_one_call(world: World, servers: Servers, asked: dict[str, Any]) -> None:
    """`with_options` changes how often a call is repeated, for that call only."""
    server = servers.ours(rule(f"GET {THREAD}", status(500, headers=SOON)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError) as raised:
        await world.do(client.with_options(**asked).threads.retrieve(thread.id))
    assert 1 == raised.value.attempts
    server.inject(rule(f"GET {THREAD}", status(500, headers=SOON)))
    assert thread.id == (await world.do(client.threads.retrieve(thread.id))).id


async def test_timeout_of_one_call(world: World, servers: Servers) -> None:
    """`with_options` changes how long an answer is waited for, and the error says which limit it was."""
    server = servers.ours(rule(f"GET {THREAD}", slow(5)))
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(APITimeoutError, match=r"timeout=0\.3 seconds"):
        await world.do(client.with_options(timeout=0.3, max_retries=0).threads.retrieve(thread.id))


async def test_an_error_of_the_server_is_shown_whole(world: World, servers: Servers) -> None:
    """After all attempts the last answer is what the error holds: status, body, headers, request id."""
    server = servers.ours(
        rule(f"GET {THREAD}", status(503, headers=SOON | {"x-request-id": "req_7"}), times=9)
    )
    client = world.client(server)
    thread = await world.do(client.threads.create())
    with pytest.raises(InternalServerError) as raised:
        await world.do(client.threads.retrieve(thread.id))
    error = raised.value
    assert ("req_7", "Injected 503.", "server_error") == (error.request_id, error.message, error.type)
    assert "sk-test" not in json.dumps([str(error), error.body, error.headers])
    assert 0.001 == error.retry_after
