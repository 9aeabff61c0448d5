"""Builds the generated client over httpx: address, key, headers, timeouts and the caller's own transport."""

from __future__ import annotations

from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client

from ..errors import ConfigurationError
from .event_loops import is_open, running_loop

if TYPE_CHECKING:
    from ..rules.configuration import Settings

CONNECT_TIMEOUT = 5.0
"""Seconds to wait for a connection; a server that is there takes one at once."""

KEEPALIVE = 60.0
"""Seconds an idle connection is kept: longer than the longest usual wait between two polls."""


def raw_client(settings: Settings, transport: object, *, awaits: bool) -> AuthenticatedClient | Client:
    """Return the generated client for a server.

    Args:
        settings: The server.
        transport: Carries the requests in place of httpx's own; None for that.
        awaits: Whether the client, and so the transport, is an async one.

    Raises:
        ConfigurationError: The address is none that httpx can connect to, or the transport does not fit.
    """
    kind = httpx.AsyncBaseTransport if awaits else httpx.BaseTransport
    if transport is not None and not isinstance(transport, kind):
        raise ConfigurationError(
            f"transport= takes an httpx.{kind.__name__}, got {type(transport).__name__}."
        )
    try:
        httpx.URL(settings.base_url)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"base_url {settings.base_url!r} is no address: {error}") from None
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=KEEPALIVE)
    httpx_args: dict[str, Any] = {"limits": limits}
    if transport is not None:
        httpx_args["transport"] = transport
    client = bare_client(settings, httpx_args)
    shared: Any = SharedHttp(copy(client), awaits=awaits)
    return client.set_async_httpx_client(shared) if awaits else client.set_httpx_client(shared)


def bare_client(settings: Settings, httpx_args: dict[str, Any]) -> AuthenticatedClient | Client:
    """Return the generated client, with a key if there is one."""
    timeout = httpx.Timeout(settings.timeout, connect=min(CONNECT_TIMEOUT, settings.timeout))
    headers = dict(settings.headers)
    if not settings.api_key:
        return Client(settings.base_url, headers=headers, timeout=timeout, httpx_args=httpx_args)
    return AuthenticatedClient(
        settings.base_url, settings.api_key, headers=headers, timeout=timeout, httpx_args=httpx_args
    )


class SharedHttp:
    """The httpx client behind a generated client, made when it is first needed.

    A blocking one is one for all threads. Of the async ones there is one for each event loop, since
    connections are of no use to another: programs that call `asyncio.run` more than once would meet
    "Event loop is closed".

    Args:
        client: The generated client that says what httpx is given.
        awaits: Whether the httpx client is an async one.
    """

    def __init__(self, client: AuthenticatedClient | Client, *, awaits: bool) -> None:
        vars(self).update(client=client, awaits=awaits, made=dict[object, Any](), lock=Lock())

    @property
    def http(self) -> Any:
        """The httpx client, of the running event loop if there is one for each."""
        made: dict[object, Any] = self.made
        loop = running_loop() if self.awaits else None
        with self.lock:
            if loop not in made:
                http = self.another(made)
                for ended in [other for other in made if not is_open(other)]:
                    del made[ended]
                made[loop] = http
            return made[loop]

    def another(self, made: dict[object, Any]) -> Any:
        """Return a client that is set up as the last one was: that itself, if no event loop has used it."""
        if None in made:
            return made[None]
        fresh = copy(self.client)
        http = fresh.get_async_httpx_client() if self.awaits else fresh.get_httpx_client()
        for last in [*made.values()][-1:]:
            for name in ("event_hooks", "headers", "cookies", "params", "auth"):
                setattr(http, name, getattr(last, name))
        return http

    def __getattr__(self, name: str) -> Any:
        return getattr(self.http, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.http, name, value)


HURRY = 2.0
"""Seconds that a last request, such as cancelling a run on the way out, may take."""


class Retimed:
    """An httpx client of either colour whose requests have another timeout. It shares all connections.

    Args:
        http: The `httpx.Client` or `httpx.AsyncClient`.
        timeout: Seconds to wait for an answer.
    """

    def __init__(self, http: Any, timeout: float) -> None:
        self.http: Any = http.http if isinstance(http, Retimed) else http
        self.timeout = httpx.Timeout(timeout, connect=min(CONNECT_TIMEOUT, timeout))

    def request(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request, or return the coroutine that sends it."""
        return self.http.request(*args, timeout=self.timeout, **kwargs)

    def close(self) -> None:
        """Leave the connections to the client that opened them."""

    async def aclose(self) -> None:
        """Leave the connections to the client that opened them."""


def retimed(client: AuthenticatedClient | Client, timeout: float) -> AuthenticatedClient | Client:
    """Return a blocking client over the same connections whose requests take *timeout* seconds at most."""
    http: Any = Retimed(client.get_httpx_client(), timeout)
    return copy(client).set_httpx_client(http)


def retimed_async(client: AuthenticatedClient | Client, timeout: float) -> AuthenticatedClient | Client:
    """Return an async client over the same connections whose requests take *timeout* seconds at most."""
    http: Any = Retimed(client.get_async_httpx_client(), timeout)
    return copy(client).set_async_httpx_client(http)
