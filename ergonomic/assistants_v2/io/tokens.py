"""Keys that change: a function of the program's is asked for each request. Used by `transport`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from inspect import isawaitable
from typing import Any

import httpx

from ..rules.configuration import check_key


class TokenAuth(httpx.Auth):
    """Asks a function for the key of each request.

    Args:
        provide: The function; that of an async client may be async.
    """

    def __init__(self, provide: Callable[[], Any]) -> None:
        self._provide = provide

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Put the key into the request."""
        token = self._provide()
        if isawaitable(token):
            token.__await__().close()  # so that Python does not warn of it
            raise TypeError("api_key is an async function: use AsyncAssistants for it.")
        yield _sign(request, token)

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Put the key into the request."""
        token = self._provide()
        yield _sign(request, await token if isawaitable(token) else token)


def _sign(request: httpx.Request, token: Any) -> httpx.Request:
    """Put a token into a request: a text, or the `AccessToken` of a credential of `azure.identity`."""
    key = getattr(token, "token", token)
    if not isinstance(key, str):
        raise TypeError(
            f"the function that is api_key returned {type(key).__name__}: it returns the key, a text."
        )
    request.headers["Authorization"] = f"Bearer {check_key('api_key', key)}"
    return request
