"""Operations as requests that httpx can send. Used by both ports.

`httpx.Client.build_request` takes as long as half of what a request costs. Here the same request is made
of parts that are kept: parsed addresses, and headers as long as nobody changes them. Whatever is set on the
httpx client (headers, cookies, params, auth, hooks) counts as if httpx had built the request.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache
from math import inf
from os import urandom
from time import monotonic
from typing import TYPE_CHECKING, Any

import httpx
from attrs import frozen

from ..rules.calls import NO_CALL
from .countdown import Countdown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from contextlib import AbstractContextManager

    from assistants_v2_raw.client import Client
    from assistants_v2_raw.types import Operation

    from ..rules.calls import Call

CONNECT_TIMEOUT = 5.0
"""Seconds to wait for a connection; a server that is there takes one at once."""

SOCKET_FAILURES = (OSError, ValueError, RuntimeError)
"""What goes wrong with sockets. Whatever else is raised comes from elsewhere, such as a signal handler."""

_SHORTEST_TIMEOUT = 0.001
"""Seconds that a reply is waited for at least: sockets take no time-out of 0 or less."""

_parse_url = lru_cache(256)(httpx.URL)  # a run is polled, and a thread used, many times


def choose_timeout(limit: float, within: float | None) -> float:
    """Return the seconds that a reply may take: *within*, if that is less than the client's *limit*."""
    return limit if within is None else max(min(within, limit), _SHORTEST_TIMEOUT)


class RequestBuilder:
    """Builds requests to one server.

    Args:
        client: The generated client that knows its address.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._prepared = _Prepared([], httpx.Headers(), httpx.Headers(), httpx.Headers())

    def build(
        self,
        http: httpx.Client | httpx.AsyncClient,
        operation: Operation[Any],
        timeout: float,
        call: Call = NO_CALL,
    ) -> httpx.Request:
        """Return the request that *http* would build for an operation, to be sent at once.

        *timeout* are the seconds until its exchange ends, from now on; *call* is what it is sent for. A
        body with files takes as long as it takes: there it is each step that may take so long.
        """
        ends = monotonic() + timeout if operation.form is None else inf
        return self.build_stepwise(http, operation, timeout, ends, call)

    def build_stepwise(
        self,
        http: httpx.Client | httpx.AsyncClient,
        operation: Operation[Any],
        step: float,
        ends: float,
        call: Call = NO_CALL,
    ) -> httpx.Request:
        """Return the request that `build` does, whose steps have a time of their own.

        *step* are the seconds that each may take, and *ends* is when the last one has to end, on the clock
        `monotonic`.
        """
        if call is NO_CALL:
            return self._build(http, operation, step, ends)
        request = self._build(http, call.extend(operation), step, ends)
        for name, value in call.headers.items():
            if value is None:
                request.headers.pop(name, None)
            else:
                request.headers[name] = value
        return request

    def _build(
        self, http: httpx.Client | httpx.AsyncClient, operation: Operation[Any], step: float, ends: float
    ) -> httpx.Request:
        """Return the request without what a call changes of it."""
        whole, connecting = Countdown(step, ends), Countdown(min(CONNECT_TIMEOUT, step), ends)
        limits = {"connect": connecting, "read": whole, "write": whole, "pool": whole}
        if http.cookies and operation.form is None:
            arguments = operation.arguments(self._client)
            return http.build_request(**arguments, timeout=httpx.Timeout(**limits))
        url = _parse_url(self._client.base_url + operation.path)
        if operation.params or http.params:
            url = url.copy_merge_params(http.params.merge(operation.params))
        if operation.form is not None:
            return self._build_form(http, url, operation, {"timeout": limits})
        stream = _Content(operation.content or b"")
        request = httpx.Request(
            operation.method,
            url,
            headers=self._headers_for(http, url, operation),
            stream=stream,
            extensions={"timeout": limits},
        )
        request.read()  # hooks may look at the content
        stream.is_begun = False
        return request

    def _build_form(
        self,
        http: httpx.Client | httpx.AsyncClient,
        url: httpx.URL,
        operation: Operation[Any],
        extensions: dict[str, Any],
    ) -> httpx.Request:
        """Return a request whose body is a form; `sending` closes what is opened for it."""
        from .uploads import FormBody  # late: many programs upload nothing

        boundary = urandom(16).hex()
        body = FormBody(operation.form or (), boundary)
        headers = self._headers_for(http, url, operation).copy()
        headers.pop("Content-Length", None)
        headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        if body.length is None:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(body.length)
        request = httpx.Request(operation.method, url, headers=headers, stream=body, extensions=extensions)
        http.cookies.set_cookie_header(request)
        return request

    def _headers_for(
        self, http: httpx.Client | httpx.AsyncClient, url: httpx.URL, operation: Operation[Any]
    ) -> httpx.Headers:
        stated = http.headers.raw
        if stated != self._prepared.stated:
            self._prepared = _prepare(stated, url)  # in one step, since threads share it
        if operation.content is None:
            return self._prepared.empty if operation.method == "POST" else self._prepared.bare
        headers = self._prepared.with_json.copy()
        headers["Content-Length"] = str(len(operation.content))
        return headers


def is_begun(request: httpx.Request) -> bool:
    """Say whether a request may have been sent: httpcore asks for its body after it has sent the headers."""
    return bool(getattr(request.stream, "is_begun", True))


def sending(operation: Operation[Any], request: httpx.Request) -> AbstractContextManager[None]:
    """Return the block in which a request for an operation is sent; see `uploads.sending_form`."""
    if operation.form is None:
        return nullcontext()
    from .uploads import sending_form  # late: many programs upload nothing

    return sending_form(request)


class _Content(httpx.ByteStream):
    """A body to send. httpx's own is a generator, of which trio warns when a request is cut off.

    Attributes:
        is_begun: Whether it was asked for.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._content = content
        self.is_begun = False

    def __iter__(self) -> Iterator[bytes]:
        self.is_begun = True
        return iter((self._content,))

    def __aiter__(self) -> AsyncIterator[bytes]:
        self.is_begun = True
        return _Once(self._content)


class _Once:
    """Yields one value."""

    def __init__(self, value: bytes) -> None:
        self._values = iter((value,))

    def __aiter__(self) -> _Once:
        return self

    async def __anext__(self) -> bytes:
        for value in self._values:
            return value
        raise StopAsyncIteration


@frozen(repr=False)  # it would show the key
class _Prepared:
    """Headers as the httpx client states them, and as requests carry them.

    Attributes:
        stated: What they were made of.
        bare: For a request that has no content.
        empty: For one that might have.
        with_json: For one that has, without its length.
    """

    stated: list[tuple[bytes, bytes]]
    bare: httpx.Headers
    empty: httpx.Headers
    with_json: httpx.Headers


def _prepare(stated: list[tuple[bytes, bytes]], url: httpx.URL) -> _Prepared:
    given = httpx.Headers(stated)
    host = [] if "Host" in given else [(b"Host", url.netloc)]
    bare = httpx.Headers([*host, *stated])
    empty, with_json = bare.copy(), bare.copy()
    empty["Content-Length"] = "0"
    with_json["Content-Type"] = "application/json"
    return _Prepared(stated, bare, empty, with_json)
