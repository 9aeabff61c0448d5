"""Keys that a function of the program's returns, asked for each request; and a query for all requests."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ..conversations import always, blocking, cooperative

THREAD = {"id": "thread_1", "object": "thread"}


async def provide() -> str:
    """Return a key, later."""
    return "later"


def test_a_function_is_asked_for_each_request() -> None:
    """A key may change from one to the next."""
    keys = iter(["one", "two"])
    client, recorded = blocking(always(json=THREAD), api_key=lambda: next(keys))
    client.threads.create()
    client.threads.retrieve("thread_1")
    assert ["Bearer one", "Bearer two"] == [each.headers["authorization"] for each in recorded.requests]


@pytest.mark.anyio
async def test_an_async_client_awaits_async_functions() -> None:
    """And takes others as well."""
    for api_key in (provide, lambda: "later"):
        client, recorded = cooperative(always(json=THREAD), api_key=api_key)
        await client.threads.create()
        assert "Bearer later" == recorded.last.headers["authorization"]


def test_a_blocking_client_cannot_await() -> None:
    """It says which client can."""
    client, recorded = blocking(always(json=THREAD), api_key=provide)
    with pytest.raises(TypeError, match="use AsyncAssistants for it"):
        client.threads.create()
    assert [] == recorded.requests


def test_a_query_is_sent_with_every_request() -> None:
    """That of the address, that of the client, and that of the request itself."""
    settings: dict[str, Any] = {"base_url": "https://host/v1?api-version=v1", "query": {"b": 2, "none": None}}
    client, recorded = blocking(always(json={"object": "list", "data": []}), **settings)
    client.threads.messages.list("thread_1", limit=5)
    wanted = httpx.QueryParams({"api-version": "v1", "b": "2", "limit": "5"})
    assert ("/v1/threads/thread_1/messages", wanted) == (recorded.last.url.path, recorded.last.url.params)
    assert "https://host/v1" in repr(client)
