"""Keys that a function of the program's returns, asked for each request; and a query for all requests."""

from __future__ import annotations

from time import time
from typing import Any

import httpx
import pytest
from assistants_v2 import AuthenticationError
from azure.core.credentials import AccessToken

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


class Credential:
    """A credential as those of `azure.identity` are; it counts its tokens.

    Args:
        seconds: For how long each of them is good.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.given = 0

    def get_token(self, *scopes: str) -> AccessToken:
        """Return another token."""
        self.given += 1
        return AccessToken(f"token {self.given}", int(time() + self.seconds))


@pytest.mark.parametrize(("seconds", "given"), [(3600, 1), (200, 3)])
def test_a_token_that_says_how_long_it_is_good_is_kept(seconds: float, given: int) -> None:
    """A credential may start a process for each token, so it is asked when one is about to expire."""
    credential = Credential(seconds)
    client, recorded = blocking(always(json=THREAD), api_key=credential, server="foundry")
    for _ in range(3):
        client.threads.create()
    assert given == credential.given
    assert f"Bearer token {given}" == recorded.last.headers["authorization"]


@pytest.mark.anyio
async def test_an_async_client_keeps_it_as_well() -> None:
    """With a credential that is not async, too."""
    credential = Credential(3600)
    client, recorded = cooperative(always(json=THREAD), api_key=credential, server="foundry")
    for _ in range(2):
        await client.threads.create()
    assert (1, "Bearer token 1") == (credential.given, recorded.last.headers["authorization"])


def test_a_token_that_the_server_refuses_is_not_kept() -> None:
    """It may have been revoked: the next request asks for another."""
    credential = Credential(3600)
    client, _ = blocking(always(401, json={"error": {"message": "no"}}), api_key=credential, server="foundry")
    for _ in range(2):
        with pytest.raises(AuthenticationError):
            client.threads.create()
    assert 2 == credential.given
