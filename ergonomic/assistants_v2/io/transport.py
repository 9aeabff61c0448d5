"""Opens the way to a server: which transport carries the requests, and the generated client over it.

Used by `client`. What a program passes as `transport=` carries everything; else httpx does, through the
environment's proxy if there is one, with connections as `connections` keeps them.
"""

from __future__ import annotations

import ssl
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client

from ..errors import ConfigurationError
from .connections import ASYNC_LIMITS, BLOCKING_LIMITS, LateTransport, PooledTransport
from .requests import CONNECT_TIMEOUT

if TYPE_CHECKING:
    from ..rules.configuration import Settings
    from .connections import Lent


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
    proxy = _proxy_for(url)
    return LateTransport(
        lambda: httpx.HTTPTransport(verify=_make_tls_context(url, proxy), limits=BLOCKING_LIMITS, proxy=proxy)
    )


def open_async_transport(settings: Settings, given: object) -> httpx.AsyncBaseTransport:
    """Return what carries an async client's requests; arguments and errors are those of `open_transport`."""
    url = _check(settings, given, httpx.AsyncBaseTransport)
    if isinstance(given, httpx.AsyncBaseTransport):
        return given
    proxy = _proxy_for(url)
    context = cache(partial(_make_tls_context, url, proxy))  # one for all pools: each takes long to make
    return PooledTransport(
        lambda: httpx.AsyncHTTPTransport(verify=context(), limits=ASYNC_LIMITS, proxy=proxy)
    )


def make_raw_client(settings: Settings, transport: Lent) -> AuthenticatedClient | Client:
    """Return the generated client for a server, which sends over *transport*."""
    timeout = httpx.Timeout(settings.timeout, connect=min(CONNECT_TIMEOUT, settings.timeout))
    headers = dict(settings.headers)
    httpx_args = {"transport": transport}
    if not settings.api_key:
        return Client(settings.base_url, headers=headers, timeout=timeout, httpx_args=httpx_args)
    return AuthenticatedClient(
        settings.base_url, settings.api_key, headers=headers, timeout=timeout, httpx_args=httpx_args
    )


def _check(settings: Settings, given: object, kind: type) -> httpx.URL:
    if given is not None and not isinstance(given, kind):
        raise ConfigurationError(f"transport= takes an httpx.{kind.__name__}, got {type(given).__name__}.")
    try:
        return httpx.URL(settings.base_url)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"base_url {settings.base_url!r} is not an address: {error}") from None


def _proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the environment names for an address."""
    proxies = getproxies()
    if not proxies or _needs_no_proxy(url, proxies.get("no", "")):
        return None
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _needs_no_proxy(url: httpx.URL, named: str) -> bool:
    """Say whether an address is asked for without a proxy; *named* is the variable NO_PROXY."""
    scheme = f"{url.scheme}://"
    names = [name.strip().lower().removeprefix("all://").removeprefix(scheme) for name in named.split(",")]
    return any(
        proxy_bypass(host) or any(_is_within(host, name.lstrip(".")) for name in names if name)
        for host in (url.host, url.netloc.decode())  # without and with the port: either may be named
    )


def _is_within(host: str, domain: str) -> bool:
    return domain == "*" or f".{host}".endswith(f".{domain}")


def _make_tls_context(url: httpx.URL, proxy: str | None) -> ssl.SSLContext:
    """Return the TLS context for a server; certificates are read only where TLS is spoken."""
    speaks_tls = url.scheme == "https" or proxy is not None
    return httpx.create_ssl_context() if speaks_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
