"""Replies with their status and headers. `resources.raw_responses` makes them.

`with_raw_response` returns a `RawResponse`, and the blocks of `with_streaming_response` are given the others.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from json import loads
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .file_contents import FileContent
from .runner import each, finish
from .streams import BlockingStream, CooperativeStream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import timedelta
    from os import PathLike

    import httpx

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
        return self._value.content if isinstance(self._value, FileContent) else self.http_response.content

    @property
    def text(self) -> str:
        """The reply's body as text."""
        return self._value.text if isinstance(self._value, FileContent) else self.http_response.text

    def json(self) -> Any:
        """Return the reply's body as JSON; raises ValueError if it is none."""
        return loads(self.content)


class _Streamed(Reply[T]):
    """A reply that a block is given. Its body was read before, unless it brings events or a file."""

    is_closed = False
    """Whether the block was left."""
    _body: bytes | None = None
    """The bytes of a file that was read whole."""
    _is_consumed = False
    """Whether the bytes of a file are coming, or have come."""

    @property
    def _stream(self) -> Any:
        """The events; None for an object."""
        return self._value if hasattr(self._value, "to_sse") else None

    @property
    def _file(self) -> Any:
        """The bytes of a file, which are read while they come; None for anything else."""
        return self._value if isinstance(self._value, BlockingStream | CooperativeStream) else None

    @property
    def _is_file(self) -> bool:
        """Whether the body is a file, which comes or has come."""
        return self._file is not None or isinstance(self._value, FileContent)

    def _consume(self) -> None:
        """Refuse to read the bytes of a file as they come for a second time."""
        if self._is_consumed:
            from httpx import StreamConsumed  # late: a program that reads once has no use for it

            raise StreamConsumed
        self._is_consumed = True


# Lines are those of the bytes: texts have further ends of lines, which events and JSON may hold as they are.


class APIResponse(_Streamed[T]):
    """A reply within a `with` block."""

    def parse(self) -> T:
        """Return what the method returns without `with_streaming_response`; all bytes of a file."""
        found: Any = self.read() if self._is_file else self._value
        value: T = found
        return value

    def read(self) -> bytes:
        """Return the whole body; that of a file again and again."""
        body = b"".join(self.iter_bytes())
        self._body = body if self._file else None
        return body

    def text(self) -> str:
        """Return the whole body as text."""
        return self.read().decode()

    def json(self) -> Any:
        """Return the whole body as JSON; raises ValueError if it is none."""
        return loads(self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Return the body in pieces: events that are left, one by one, or *chunk_size* bytes at a time."""
        if self._body is not None:
            return _cut(iter([self._body]), chunk_size)
        if self._file:
            self._consume()
            return _cut(each(self._file), chunk_size)
        if isinstance(self._value, FileContent):
            return self._value.iter_bytes(chunk_size)
        stream = self._stream
        return stream.to_sse() if stream else self.http_response.iter_bytes(chunk_size)

    def iter_text(self) -> Iterator[str]:
        """Return the body as text: the events that are left, one by one, a file piece by piece, or all."""
        return self._iter_parts(_Texts())

    def iter_lines(self) -> Iterator[str]:
        """Return the lines of the body."""
        return self._iter_parts(_Lines())

    def _iter_parts(self, parts: _Texts | _Lines) -> Iterator[str]:
        for piece in self.iter_bytes():
            yield from parts.take(piece)
        yield from parts.take(b"", is_last=True)

    def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body into a file; one that is there is replaced.

        Args:
            file: Path of the file.
            chunk_size: Bytes that are written at a time; None, the default, for as they come.
        """
        with open(file, "wb") as opened:  # noqa: PTH123  # a text or a path
            for piece in self.iter_bytes(chunk_size):
                opened.write(piece)

    def close(self) -> None:
        """Leave the events. The end of the block does it."""
        self.is_closed = True
        if self._file:
            finish(self._file.aclose())
        if self._stream:
            self._stream.close()


class _Texts:
    """The text of bytes that come in pieces; a character may come in several."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def take(self, piece: bytes, *, is_last: bool = False) -> list[str]:
        """Return the text that is whole now, if there is any; what never will be is replaced by a mark."""
        text = self._decoder.decode(piece, is_last)
        return [text] if text else []


class _Lines:
    """The lines of bytes that come in pieces; one may come in several."""

    def __init__(self) -> None:
        self._rest = b""

    def take(self, piece: bytes, *, is_last: bool = False) -> list[str]:
        """Return the lines that are whole now, without their ends."""
        lines = (self._rest + piece).splitlines(keepends=True)
        # A carriage return may be half of an end.
        is_open = bool(lines) and not is_last and not lines[-1].endswith(b"\n")
        self._rest = lines.pop() if is_open else b""
        return [line.rstrip(b"\r\n").decode(errors="replace") for line in lines]


def _cut(pieces: Iterator[bytes], size: int | None) -> Iterator[bytes]:
    """Yield the same bytes, so many at a time; as they come without a size."""
    rest = b""
    for piece in pieces:
        *whole, rest = _cut_piece(rest + piece, size)
        yield from whole
    if rest:
        yield rest


def _cut_piece(piece: bytes, size: int | None) -> list[bytes]:
    """Return parts of a size, and what is left of the piece; the piece and nothing without a size."""
    if size is None:
        return [piece, b""]
    end = len(piece) - len(piece) % size
    return [*(piece[at : at + size] for at in range(0, end, size)), piece[end:]]


class AsyncAPIResponse(_Streamed[T]):
    """A reply within an `async with` block."""

    async def parse(self) -> T:
        """Return what the method returns without `with_streaming_response`; all bytes of a file."""
        found: Any = await self.read() if self._is_file else self._value
        value: T = found
        return value

    async def read(self) -> bytes:
        """Return the whole body; that of a file again and again."""
        body = b"".join([piece async for piece in self.iter_bytes()])
        self._body = body if self._file else None
        return body

    async def text(self) -> str:
        """Return the whole body as text."""
        return (await self.read()).decode()

    async def json(self) -> Any:
        """Return the whole body as JSON; raises ValueError if it is none."""
        return loads(await self.read())

    def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Return the body in pieces: events that are left, one by one, or *chunk_size* bytes at a time."""
        if self._body is not None:
            return _cut_cooperatively(_give(self._body), chunk_size)
        if self._file:
            self._consume()
            return _cut_cooperatively(self._file, chunk_size)
        if isinstance(self._value, FileContent):
            return self._value.aiter_bytes(chunk_size)
        stream = self._stream
        return stream.to_sse() if stream else self.http_response.aiter_bytes(chunk_size)

    def iter_text(self) -> AsyncIterator[str]:
        """Return the body as text: the events that are left, one by one, a file piece by piece, or all."""
        return self._iter_parts(_Texts())

    def iter_lines(self) -> AsyncIterator[str]:
        """Return the lines of the body."""
        return self._iter_parts(_Lines())

    async def _iter_parts(self, parts: _Texts | _Lines) -> AsyncIterator[str]:
        async for piece in self.iter_bytes():
            for part in parts.take(piece):
                yield part
        for part in parts.take(b"", is_last=True):
            yield part

    async def stream_to_file(self, file: str | PathLike[str], *, chunk_size: int | None = None) -> None:
        """Write the body into a file; one that is there is replaced.

        Args:
            file: Path of the file.
            chunk_size: Bytes that are written at a time; None, the default, for as they come.
        """
        with open(file, "wb") as opened:  # noqa: ASYNC230, PTH123  # as the official SDK does
            async for piece in self.iter_bytes(chunk_size):
                opened.write(piece)

    async def close(self) -> None:
        """Leave the events. The end of the block does it."""
        self.is_closed = True
        if self._file:
            await self._file.aclose()
        if self._stream:
            await self._stream.close()


async def _cut_cooperatively(pieces: AsyncIterator[bytes], size: int | None) -> AsyncIterator[bytes]:
    """Yield the same bytes, so many at a time; as they come without a size."""
    rest = b""
    async for piece in pieces:
        *whole, rest = _cut_piece(rest + piece, size)
        for part in whole:
            yield part
    if rest:
        yield rest


async def _give(piece: bytes) -> AsyncIterator[bytes]:
    """Yield one piece."""
    yield piece
