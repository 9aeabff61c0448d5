"""The clients that the functions of `api` take: a server's address, what every request carries, and httpx."""

from __future__ import annotations

import ssl
from threading import Lock
from typing import Any, Self

import httpx
from attrs import define, evolve, field

_making = (
    Lock()
)  # one for all clients: a client with a lock of its own could not be copied or pickled


@define
class Client:
    """A server, and how it is spoken to.

    Clients that `with_...` returns are independent of the one they came from: each opens connections of its
    own, unless `httpx_args` holds a transport, which they share.

    Args:
        base_url: The server's address, such as `https://host/v1`.
        cookies: Sent with every request.
        headers: Sent with every request.
        timeout: Seconds to wait for an answer, or an `httpx.Timeout`; without one, for ever.
        verify_ssl: Whether the server's certificate is verified, a file of certificates, or a TLS context.
        follow_redirects: Whether redirects are followed.
        httpx_args: Further arguments of `httpx.Client` and `httpx.AsyncClient`.
        raise_on_unexpected_status: Taken for compatibility; whatever the status, an answer is returned.
    """

    raise_on_unexpected_status: bool = field(default=False, kw_only=True, repr=False)
    _base_url: str = field(alias="base_url")
    # No repr shows what may hold a key: it ends up in logs and in reports of errors.
    _cookies: dict[str, str] = field(factory=dict, kw_only=True, alias="cookies", repr=False)
    _headers: dict[str, str] = field(factory=dict, kw_only=True, alias="headers", repr=False)
    _timeout: httpx.Timeout | float | None = field(default=None, kw_only=True, alias="timeout")
    _verify_ssl: str | bool | ssl.SSLContext = field(default=True, kw_only=True, alias="verify_ssl")
    _follow_redirects: bool = field(default=False, kw_only=True, alias="follow_redirects")
    _httpx_args: dict[str, Any] = field(factory=dict, kw_only=True, alias="httpx_args", repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, eq=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, eq=False)

    @property
    def base_url(self) -> str:
        """The server's address, without a slash at the end."""
        return self._base_url.rstrip("/")

    def with_headers(self, headers: dict[str, str]) -> Self:
        """Return a new client that sends these headers as well."""
        return evolve(self, headers={**self._headers, **headers})

    def with_cookies(self, cookies: dict[str, str]) -> Self:
        """Return a new client that sends these cookies as well."""
        return evolve(self, cookies={**self._cookies, **cookies})

    def with_timeout(self, timeout: httpx.Timeout | float | None) -> Self:
        """Return a new client with another timeout."""
        return evolve(self, timeout=timeout)

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use an httpx client of your own, and its cookies, headers and timeout; return this client."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """Return the httpx client, made when it is first asked for; threads that race get the same one."""
        if self._client is None:
            with _making:
                self._client = self._client or httpx.Client(**self._httpx_arguments())
        return self._client

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Use an async httpx client of your own, and its cookies, headers and timeout; return this client."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Return the async httpx client, made when it is first asked for."""
        if self._async_client is None:
            with _making:
                self._async_client = self._async_client or httpx.AsyncClient(
                    **self._httpx_arguments()
                )
        return self._async_client

    def _httpx_arguments(self) -> dict[str, Any]:
        return {
            "base_url": self._base_url,
            "cookies": self._cookies,
            "headers": self._sent_headers(),
            "timeout": self._timeout,
            "verify": self._verify_ssl,
            "follow_redirects": self._follow_redirects,
            **self._httpx_args,
        }

    def _sent_headers(self) -> dict[str, str]:
        return self._headers

    def __enter__(self) -> Self:
        """Open the httpx client, which takes that once."""
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *args: Any) -> None:
        """Close the httpx client."""
        self.get_httpx_client().__exit__(*args)

    async def __aenter__(self) -> Self:
        """Open the async httpx client, which takes that once."""
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *args: Any) -> None:
        """Close the async httpx client."""
        await self.get_async_httpx_client().__aexit__(*args)


@define
class AuthenticatedClient(Client):
    """A server that asks for a key, and how it is spoken to.

    Args:
        base_url: The server's address, such as `https://host/v1`; the other arguments are those of `Client`.
        token: The key.
        prefix: What stands before the key; empty for nothing.
        auth_header_name: The header that carries both.
    """

    token: str = field(repr=False)
    prefix: str = "Bearer"
    auth_header_name: str = "Authorization"

    def _sent_headers(self) -> dict[str, str]:
        key = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self._headers, self.auth_header_name: key}
