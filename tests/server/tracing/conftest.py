"""Fixtures of the tests of spans: what is recorded, and servers in both worlds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from assistants_v2_server import LocalTransport, Server, create_app
from assistants_v2_server.builtin_tools import BuiltinTools

from ...databases.places import Databases
from ..driving import Api, find_place
from ..loopback import served
from .recording import Recording, recording

Serve = Callable[..., Api]


@pytest.fixture
def recorded() -> Iterator[Recording]:
    """What is recorded during a test."""
    with recording() as made:
        yield made


@pytest.fixture(params=["embedded", "served"])
def serve(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Serve]:
    """Makes servers, embedded or over HTTP; all end with the test."""
    with contextlib.ExitStack() as stack:

        def make(**options: Any) -> Api:
            path = find_place(databases, options.get("path"))
            server = Server(**{"tools": BuiltinTools(), **options, "path": path})
            if request.param == "embedded":
                client = httpx.Client(base_url="http://local/v1", transport=LocalTransport(server))
            else:
                address = stack.enter_context(served(create_app(server)))
                client = httpx.Client(base_url=f"{address}/v1", timeout=30, trust_env=False)
            return Api(stack.enter_context(client), server)

        yield make
