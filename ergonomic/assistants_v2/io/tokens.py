"""Keys that change: a function of the program's is asked for each request. Used by `transport`.

A credential of `azure.identity` says when its token expires, and some start a process to get one: such a
token is kept until shortly before that.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from inspect import isawaitable
from time import time
from typing import Any

import httpx

from ..rules.configuration import check_key

RENEWAL = 300.0
"""Seconds before a token expires from which on another one is asked for; Azure's own clients do so, too."""


class TokenAuth(httpx.Auth):
    """Asks a function for the key of each request, unless it has given one that says that it is still good.

    Args:
        provide: The function; that of an async client may be async.
    """

    def __init__(self, provide: Callable[[], Any]) -> None:
        self._provide = provide
        self._kept: Any = None

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Put the key into the request."""
        token = self._find_kept() or self._provide()
        if isawaitable(token):
            token.__await__().close()  # so that Python does not warn of it
            raise TypeError("api_key is an async function: use AsyncAssistants for it.")
        self._learn((yield self._sign(request, token)))

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Put the key into the request."""
        token = self._find_kept() or self._provide()
        self._learn((yield self._sign(request, await token if isawaitable(token) else token)))

    def _find_kept(self) -> Any:
        """Return the token that was given last, if it says that it is good for a while; else None."""
        return self._kept if getattr(self._kept, "expires_on", 0) - RENEWAL > time() else None

    def _sign(self, request: httpx.Request, token: Any) -> httpx.Request:
        """Put a token into a request: a text, or the `AccessToken` of a credential of `azure.identity`."""
        self._kept = token if hasattr(token, "expires_on") else None
        key = getattr(token, "token", token)
        if not isinstance(key, str):
            raise TypeError(
                f"the function that is api_key returned {type(key).__name__}: it returns the key, a text."
            )
        request.headers["Authorization"] = f"Bearer {check_key('api_key', key)}"
        return request

    def _learn(self, response: httpx.Response) -> None:
        """Keep no token that the server has refused."""
        if response.status_code == 401:
            self._kept = None
