"""Sends the requests of httpx with aiohttp, which takes a third of the CPU: its parser is in C.

`serve` asks its model this way; the embedded server does without. `connections` is the user.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from functools import cached_property

import aiohttp
import httpx
from yarl import URL

KEPT = 5.0
"""Seconds that an idle connection is kept, as httpx keeps it."""

_BROKEN = (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, aiohttp.ServerDisconnectedError)
"""What became of an answer that is not HTTP, or not whole."""


class AiohttpTransport(httpx.AsyncBaseTransport):
    """A transport for one event loop, with as many connections as there are requests."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; return the beginning of its answer."""
        timeout = request.extensions["timeout"]
        limits = aiohttp.ClientTimeout(sock_connect=timeout["connect"], sock_read=timeout["read"])
        with _raising_as_httpx():
            answered = await self._session.request(
                request.method,
                URL(str(request.url.copy_with(userinfo=b"")), encoded=True),
                headers=request.headers.multi_items(),
                data=await request.aread() or None,
                ssl=self._context if request.url.scheme == "https" else True,
                allow_redirects=False,
                timeout=limits,
            )
        return httpx.Response(answered.status, headers=answered.raw_headers, stream=_Body(answered))

    async def aclose(self) -> None:
        """Close all connections; closing twice does no harm."""
        await self._session.close()

    @cached_property
    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT)
        cookies = aiohttp.DummyCookieJar()  # httpx has its own
        return aiohttp.ClientSession(connector=connector, cookie_jar=cookies, auto_decompress=False)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()


class _Body(httpx.AsyncByteStream):
    """The rest of an answer."""

    def __init__(self, answered: aiohttp.ClientResponse) -> None:
        self._answered = answered

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        with _raising_as_httpx():
            async for data in self._answered.content.iter_any():
                yield data

    async def aclose(self) -> None:
        """Close the connection, if the answer was not read to its end."""
        self._answered.close()


@contextmanager
def _raising_as_httpx() -> Generator[None]:
    """Raise the errors of httpx in place of those of aiohttp."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise httpx.ConnectTimeout(str(error)) from error
    except TimeoutError as error:
        raise httpx.ReadTimeout(str(error)) from error
    except aiohttp.ClientConnectorError as error:
        raise httpx.ConnectError(str(error)) from error
    except _BROKEN as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    except (aiohttp.ClientError, OSError) as error:
        raise httpx.ReadError(str(error)) from error
