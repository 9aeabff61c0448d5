"""Fixtures for the server's tests."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from assistants_v2_server import InlineExecutor, LocalTransport, Server
from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.models.aiohttp_transport import AiohttpTransport

from ..databases.places import Databases
from .driving import Api, CheckedTransport, Clock, find_place


@pytest.fixture
def clock() -> Clock:
    """The time the servers of a test go by."""
    return Clock()


@pytest.fixture
def serve(clock: Clock, databases: Databases) -> Iterator[Callable[..., Api]]:
    """Makes servers that work in the caller's thread, unless told otherwise; all are closed at the end."""
    with contextlib.ExitStack() as stack:

        def make(**options: Any) -> Api:
            settings: dict[str, Any] = {
                "executor": InlineExecutor(),
                "clock": clock,
                "tools": BuiltinTools(),
                **options,
                "path": find_place(databases, options.get("path")),
            }
            server = Server(**settings)
            transport = CheckedTransport(LocalTransport(server))
            client = stack.enter_context(httpx.Client(base_url="http://local/v1", transport=transport))
            return Api(client, server)

        yield make


@pytest.fixture
def api(serve: Callable[..., Api]) -> Api:
    """A server with the rehearsal model, in memory."""
    return serve()


@pytest.fixture(params=[None, AiohttpTransport], ids=["httpx", "aiohttp"])
def new_transport(request: pytest.FixtureRequest) -> Any:
    """What sends requests to an endpoint, of the embedded server and of `serve`: all holds with both."""
    return request.param
