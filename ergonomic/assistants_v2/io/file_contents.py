"""A file that came from a server, as callers hold it. `resources.file_publishing` hands it out.

It is whole before anybody holds it: a download that breaks off is begun again, and what is read later needs
no connection. So both clients have one class, as in the official SDK: what ends in a name with `a` in front
is for async code.
"""

from __future__ import annotations

import codecs
import json
from email.message import Message
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .uploads import CHUNK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from os import PathLike
    from types import TracebackType

    from ..flows.port_values import Download

T = TypeVar("T")


class FileContent:
    """The bytes of a file.

    They are in memory if they are few, else in a temporary file, until they are closed or forgotten.

    Attributes:
        headers: The headers of the answer.
    """

    def __init__(self, download: Download) -> None:
        self.headers: Mapping[str, str] = download.headers
        self._spool = download.spool

    def __repr__(self) -> str:
        return f"FileContent({self.headers.get('content-type', 'no content type')})"

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self.iter_bytes())

    @property
    def content(self) -> bytes:
        """All bytes."""
        return self.read()

    @property
    def charset_encoding(self) -> str | None:
        """The encoding that the answer names; None if it names none."""
        head = Message()
        head["Content-Type"] = self.headers.get("content-type", "")
        return head.get_content_charset()

    @property
    def encoding(self) -> str:
        """The encoding by which text is read: the one that the answer names, if Python knows it, else
        UTF-8."""
        try:
            return codecs.lookup(self.charset_encoding or "utf-8").name
        except LookupError:
            return "utf-8"

    @property
    def text(self) -> str:
        """All of it as text; what is none is replaced by a mark."""
        return self.read().decode(self.encoding, "replace")

    def json(self, **options: Any) -> Any:
        """Return it as JSON.

        Args:
            **options: Those of `json.loads`.

        Raises:
            ValueError: It is no JSON.
        """
        return json.loads(self.read(), **options)

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the bytes in pieces.

        Args:
            chunk_size: How many bytes a piece has; None for 64 KiB.
        """
        done = 0
        while chunk := self._spool.read(done, chunk_size or CHUNK):
            yield chunk
            done += len(chunk)

    iter_raw = iter_bytes

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """Yield it as text in pieces.

        Args:
            chunk_size: How many bytes are read for a piece; None for 64 KiB.
        """
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        for chunk in self.iter_bytes(chunk_size):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)

    def iter_lines(self) -> Iterator[str]:
        """Yield its lines, without their ends."""
        rest = ""
        for piece in self.iter_text():
            *lines, rest = (rest + piece).replace("\r\n", "\n").split("\n")
            yield from lines
        if rest:
            yield rest

    def write_to_file(self, file: str | PathLike[str]) -> None:
        """Write it into a file; one that is there is replaced.

        Args:
            file: Path of the file.
        """
        with open(file, "wb") as opened:  # noqa: PTH123  # a text or a path
            for chunk in self.iter_bytes():
                opened.write(chunk)

    def stream_to_file(
        self,
        file: str | PathLike[str],
        *,
        chunk_size: int | None = None,  # noqa: ARG002  # the official SDK takes it
    ) -> None:
        """Do what `write_to_file` does.

        Args:
            file: Path of the file.
            chunk_size: Changes nothing.
        """
        self.write_to_file(file)

    def close(self) -> None:
        """Forget the bytes."""
        self._spool.close()

    def __enter__(self) -> FileContent:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    async def aread(self) -> bytes:
        """Return all bytes."""
        return await _in_thread(self.read)

    def aiter_bytes(self, chunk_size: int | None = None) -> AsyncPieces[bytes]:
        """Yield the bytes in pieces, to `async for`; the argument is that of `iter_bytes`."""
        return AsyncPieces(self.iter_bytes(chunk_size))

    aiter_raw = aiter_bytes

    def aiter_text(self, chunk_size: int | None = None) -> AsyncPieces[str]:
        """Yield it as text in pieces, to `async for`; the argument is that of `iter_text`."""
        return AsyncPieces(self.iter_text(chunk_size))

    def aiter_lines(self) -> AsyncPieces[str]:
        """Yield its lines, without their ends, to `async for`."""
        return AsyncPieces(self.iter_lines())

    async def awrite_to_file(self, file: str | PathLike[str]) -> None:
        """Write it into a file, as `write_to_file` does; other tasks go on meanwhile."""
        await _in_thread(lambda: self.write_to_file(file))

    async def astream_to_file(
        self,
        file: str | PathLike[str],
        *,
        chunk_size: int | None = None,  # noqa: ARG002  # the official SDK takes it
    ) -> None:
        """Do what `awrite_to_file` does; *chunk_size* changes nothing."""
        await self.awrite_to_file(file)

    async def aclose(self) -> None:
        """Forget the bytes."""
        self.close()


class AsyncPieces(Generic[T]):
    """Pieces of a file, for `async for`; they may be left early without being closed."""

    def __init__(self, pieces: Iterator[T]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> AsyncPieces[T]:
        return self

    async def __anext__(self) -> T:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


async def _in_thread(work: Callable[[], T]) -> T:
    """Return what a function does that waits for the disk."""
    import anyio.to_thread  # late: blocking clients import this file too

    return await anyio.to_thread.run_sync(work)
