"""Replies with their status and headers. `resources.raw_responses` makes them.

`with_raw_response` returns a `RawResponse`, and the blocks of `with_streaming_response` are given the others.
"""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import timedelta
    from os import PathLike

    import httpx

    from .file_contents import FileContent

T = TypeVar("T")


class Reply(Generic[T]):
    """What a method returns, and the reply that it was read from; if there were several, the last.

    Attributes:
        http_response: The reply, as an `httpx.Response`.
        retries_taken: How often the request was sent again before.
        status_code: The HTTP status.
        headers: The reply's headers.
        request_id: The `x-request-id`, by which the server's operator finds the request; None without one.
        http_request: The request, whose headers hold the key.
        method: The request's HTTP method.
        url: Where the request went.
        http_version: The protocol, such as `HTTP/1.1`.
    """

    def __init__(self, value: T, http_response: httpx.Response, retries_taken: int) -> None:
        self._value = value
        self.http_response = http_response
        self.retries_taken = retries_taken
        self.status_code = http_response.status_code
        self.headers = http_response.headers
        self.request_id: str | None = http_response.headers.get("x-request-id")
        self.http_request = http_response.request
        self.method = http_response.request.method
        self.url = http_response.request.url
        self.http_version = http_response.http_version

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status_code}, {type(self._value).__name__})"

    @property
    def _file(self) -> FileContent | None:
        """The file that the reply brought, which has its bytes; None if it brought none."""
        return cast("FileContent", self._value) if hasattr(self._value, "astream_to_file") else None

    @property
    def elapsed(self) -> timedelta:
        """The time from the request until the reply was read."""
        return self.http_response.elapsed


class RawResponse(Reply[T]):
    """A reply that was read whole, unless it brings events."""

    def parse(self) -> T:
        """Return what the method returns without `with_raw_response`."""
        return self._value

    @property
    def is_closed(self) -> bool:
        """Whether nothing more comes of the reply: it was read whole."""
        return self.http_response.is_closed

    @property
    def content(self) -> bytes:
        """The reply's body."""
        return (self._file or self.http_response).content

    @property
    def text(self) -> str:
        """The reply's body as text."""
        return (self._file or self.http_response).text

    def json(self) -> Any:
        """Return the reply's body as JSON; raises ValueError if it is none."""
        return (self._file or self.http_response).json()


class _Streamed(Reply[T]):
    """A reply that a block is given. Its body was read before the block, unless it brings events."""

    is_closed = False
    """Whether the block was left."""

    @property
    def _stream(self) -> Any:
        """The events; None for an object."""
        return self._value if hasattr(self._value, "to_sse") else None


# Lines are those of the bytes: texts have further ends of lines, which events and JSON may hold as they are.


class APIResponse(_Streamed[T]):
    """A reply within a `with` block."""

    def parse(self) -> T:
        """Return what the method returns without `with_streaming_response`."""
        return self._value

    def read(self) -> bytes:
        """Return the whole body."""
        return b"".join(self.iter_bytes())

    def text(self) -> str:
        """Return the whole body as text."""
        return self.read().decode()

    def json(self) -> Any:
        """Return the whole body as JSON; raises ValueError if it is none."""
        return loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Return the body in pieces: events that are left, one by one, or *chunk_size* bytes at a time."""
        stream = self._stream
        return stream.to_sse() if stream else (self._file or self.http_response).iter_bytes(chunk_size)

    def iter_text(self) -> Iterator[str]:
        """Return the body as text: the events that are left, one by one, a file piece by piece, or all."""
        if self._file:
            return self._file.iter_text()
        return (piece.decode() for piece in self.iter_bytes())

    def iter_lines(self) -> Iterator[str]:
        """Return the lines of the body."""
        if self._file:
            return self._file.iter_lines()
        return (line.decode() for piece in self.iter_bytes() for line in piece.splitlines())

    def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body into a file; one that is there is replaced.

        Args:
            file: Path of the file.
            chunk_size: Bytes that are written at a time; None, the default, for what is usual.
        """
        with open(file, "wb") as opened:  # noqa: PTH123  # a text or a path
            for piece in self.iter_bytes(chunk_size):
                opened.write(piece)

    def close(self) -> None:
        """Leave the events. The end of the block does it."""
        self.is_closed = True
        if self._stream:
            self._stream.close()


class AsyncAPIResponse(_Streamed[T]):
    """A reply within an `async with` block."""

    async def parse(self) -> T:
        """Return what the method returns without `with_streaming_response`."""
        return self._value

    async def read(self) -> bytes:
        """Return the whole body."""
        return b"".join([piece async for piece in self.iter_bytes()])

    async def text(self) -> str:
        """Return the whole body as text."""
        return (await self.read()).decode()

    async def json(self) -> Any:
        """Return the whole body as JSON; raises ValueError if it is none."""
        return loads(await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Return the body in pieces: events that are left, one by one, or *chunk_size* bytes at a time."""
        stream = self._stream
        return stream.to_sse() if stream else (self._file or self.http_response).aiter_bytes(chunk_size)

    def iter_text(self) -> AsyncIterator[str]:
        """Return the body as text: the events that are left, one by one, a file piece by piece, or all."""
        if self._file:
            return self._file.aiter_text()
        return (piece.decode() async for piece in self.iter_bytes())

    def iter_lines(self) -> AsyncIterator[str]:
        """Return the lines of the body."""
        if self._file:
            return self._file.aiter_lines()
        return (line.decode() async for piece in self.iter_bytes() for line in piece.splitlines())

    async def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body into a file; one that is there is replaced.

        Args:
            file: Path of the file.
            chunk_size: Bytes that are written at a time; None, the default, for what is usual.
        """
        with open(file, "wb") as opened:  # noqa: ASYNC230, PTH123  # as the official SDK does
            async for piece in self.iter_bytes(chunk_size):
                opened.write(piece)

    async def close(self) -> None:
        """Leave the events. The end of the block does it."""
        self.is_closed = True
        if self._stream:
            await self._stream.close()
