"""Opens the way to a server: which transport carries the requests, and the generated client over it.

Used by `client`. What a program passes as `transport=` carries everything; else httpx does, through the
environment's proxy if there is one, with connections as `connections` keeps them.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client

from ..errors import ConfigurationError
from .connections import LIMITS, AsyncPooledTransport, PooledTransport
from .environment import check_certificates, find_proxy, make_tls_context
from .requests import CONNECT_TIMEOUT

if TYPE_CHECKING:
    from ..rules.configuration import Settings
    from .connections import Lent


LONGEST_LABEL = 63
"""Characters that a part of a host's name may have."""


def open_transport(settings: Settings, given: object) -> httpx.BaseTransport:
    """Return what carries a blocking client's requests; no connection is opened before the first.

    Args:
        settings: The server.
        given: A transport of the program's own; None for httpx's.

    Raises:
        ConfigurationError: The address cannot be connected to, or the transport does not fit.
    """
    url = _check(settings, given, httpx.BaseTransport)
    if isinstance(given, httpx.BaseTransport):
        return given
    proxy = _find_way(url)
    context = cache(partial(make_tls_context, url, proxy))  # one for all pools: each takes long to make

    def make() -> httpx.BaseTransport:
        from .network import TimedTransport  # late: it brings httpcore, which httpx imports late too

        return TimedTransport(verify=context(), limits=LIMITS, proxy=proxy)

    return PooledTransport(make)


def open_async_transport(settings: Settings, given: object) -> httpx.AsyncBaseTransport:
    """Return what carries an async client's requests; arguments and errors are those of `open_transport`."""
    url = _check(settings, given, httpx.AsyncBaseTransport)
    if isinstance(given, httpx.AsyncBaseTransport):
        return given
    proxy = _find_way(url)
    context = cache(partial(make_tls_context, url, proxy))

    def make() -> httpx.AsyncBaseTransport:
        from .network import AsyncTimedTransport  # late: it brings httpcore, which httpx imports late too

        return AsyncTimedTransport(verify=context(), limits=LIMITS, proxy=proxy)

    return AsyncPooledTransport(make)


def make_raw_client(settings: Settings, transport: Lent) -> AuthenticatedClient | Client:
    """Return the generated client for a server, which sends over *transport*."""
    timeout = httpx.Timeout(settings.timeout, connect=min(CONNECT_TIMEOUT, settings.timeout))
    headers = dict(settings.headers)
    httpx_args: dict[str, Any] = {"transport": transport, "params": settings.query or None}
    if settings.token:
        from .tokens import TokenAuth  # late: most servers have one key

        httpx_args["auth"] = TokenAuth(settings.token)
    if not settings.api_key:
        return Client(settings.base_url, headers=headers, timeout=timeout, httpx_args=httpx_args)
    return AuthenticatedClient(
        settings.base_url,
        settings.api_key,
        prefix="Bearer" if settings.key_header == "Authorization" else "",
        auth_header_name=settings.key_header,
        headers=headers,
        timeout=timeout,
        httpx_args=httpx_args,
    )


def _check(settings: Settings, given: object, kind: type) -> httpx.URL:
    if given is not None and not isinstance(given, kind):
        raise ConfigurationError(f"transport= takes an httpx.{kind.__name__}, got {type(given).__name__}.")
    try:
        url = httpx.URL(settings.base_url)
        host = url.host  # which reads the names that begin with xn--
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ConfigurationError(f"base_url {settings.base_url!r} is not an address: {error}.") from None
    labels = url.raw_host.decode().removesuffix(".").split(".")
    if not all(0 < len(label) <= LONGEST_LABEL for label in labels) and ":" not in host:
        raise ConfigurationError(
            f"base_url {settings.base_url!r} is not an address: each part of its host must have 1 to "
            f"{LONGEST_LABEL} characters."
        )
    return url


def _find_way(url: httpx.URL) -> str | None:
    """Return the proxy on the way to a server, if there is one; raises ConfigurationError."""
    proxy = find_proxy(url)
    check_certificates(url, proxy)
    return proxy
