"""The worlds a scenario runs in: blocking and async, embedded, over HTTP, and with workers elsewhere."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2_server import Server, create_app

from ..databases.places import Databases
from ..server.loopback import served

COLOURS: dict[str, Any] = {"blocking": Assistants, "async": AsyncAssistants}

WORLDS = ("blocking-embedded", "async-embedded", "blocking-http", "async-http")
"""The worlds whose server is one; the two others are `opened` with the address of a door."""


class World:
    """A client of either colour, used in one way by every scenario.

    Attributes:
        client: Assistants or AsyncAssistants.
    """

    def __init__(self, client: Any) -> None:
        self.client = client

    async def do(self, outcome: Any) -> Any:
        """Return what a call of the client comes to."""
        return await outcome if inspect.isawaitable(outcome) else outcome

    async def all(self, listed: Any) -> list[Any]:
        """Return all items of a list."""
        return [item async for item in listed] if hasattr(listed, "__aiter__") else list(listed)


@asynccontextmanager
async def world(name: str, databases: Databases) -> AsyncIterator[World]:
    """Open the world *name*, with a server of its own, and close both in the end."""
    colour, _, place = name.partition("-")
    if place == "embedded":
        async with opened(COLOURS[colour].local(databases.new())) as here:
            yield here
        return
    with served_api(databases) as base_url:
        async with opened(COLOURS[colour](base_url=base_url)) as here:
            yield here


@asynccontextmanager
async def opened(client: Any) -> AsyncIterator[World]:
    """Yield the world of a client, which is closed in the end."""
    here = World(client)
    try:
        yield here
    finally:
        await here.do(client.close())


@contextmanager
def served_api(databases: Databases) -> Iterator[str]:
    """Serve an empty server on a free loopback port; yields its base URL."""
    with Server(databases.new()) as server, served(create_app(server)) as address:
        yield f"{address}/v1"
