"""Bodies that are forms: the bytes of their files are read while they are sent, and never all at once.

Used by `requests`, late: few programs upload anything. Each try of a request has a body of its own, so that
files are read from their beginning again.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from inspect import isawaitable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import httpx
from assistants_v2_raw.types import File

from ..rules.file_inputs import Section
from ..rules.forms import write_form

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator
    from contextlib import AbstractContextManager
    from os import PathLike

    from assistants_v2_raw.types import Form

CHUNK = 64 * 1024
"""Bytes of a file that are read at a time."""


class _Source:
    """The bytes of a file, or of a section of it, open.

    Args:
        file: The file.
        field: The name of its part, for errors.

    Attributes:
        size: How many bytes it has; None if only reading tells.

    Raises:
        OSError: It cannot be read.
        ValueError: It does not reach as far as its section.
    """

    def __init__(self, file: File, field: str) -> None:
        self.file = file
        self._field = field
        content: Any = file.content
        section = content if isinstance(content, Section) else None
        self._start = section.start if section else 0
        self._open: Any = section.content if section else content
        self._is_ours = hasattr(self._open, "__fspath__")
        if self._is_ours:
            self._open = self._open_path(self._open)
        there = self._measure()
        self.size = section.size if section else there
        if section and there is not None and there < section.size:
            self.close()
            raise self._make_shortage()

    def _open_path(self, path: PathLike[str]) -> IO[bytes]:
        try:
            return Path(path).open("rb")  # see `close`
        except OSError as error:
            reason = f"{self._field} cannot be read ({error.strerror}): pass the path of a readable file"
            raise type(error)(error.errno, reason, error.filename) from None

    def _measure(self) -> int | None:
        """Return how many bytes there are from the beginning on, and go there; None if only reading tells."""
        opened: Any = self._open
        if isinstance(opened, bytes):
            return len(opened) - self._start
        with suppress(AttributeError, OSError):
            if opened.seekable():
                size: int = opened.seek(0, 2)
                opened.seek(self._start)
                return size - self._start
        return None

    def read(self, done: int) -> bytes:
        """Return the next bytes; none at the end. *done* is how many came before."""
        left = CHUNK if self.size is None else min(CHUNK, self.size - done)
        if isinstance(self._open, bytes):
            return self._open[self._start + done : self._start + done + left]
        chunk: Any = self._open.read(left) if left > 0 else b""
        if not isinstance(chunk, bytes):
            raise TypeError(f"{self._field} gives {type(chunk).__name__}, not bytes: open it for bytes.")
        if left > 0 and not chunk and isinstance(self.file.content, Section):
            raise self._make_shortage()
        return chunk

    def _make_shortage(self) -> ValueError:
        return ValueError(
            f"{self._field} has fewer bytes than were announced: upload it when nobody writes to it; "
            "of a pipe, pass the right size as bytes=."
        )

    def tell(self, done: int) -> object:
        """Call the program's hook once bytes were sent; return what it returns."""
        hook = getattr(self.file, "on_progress", None)
        return hook(done, self.size) if hook and done else None

    def close(self) -> None:
        """Close the file, unless it is the program's."""
        if self._is_ours:
            self._open.close()


class FormBody(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A form as the body of one request.

    Args:
        form: Its parts.
        boundary: A random text.

    Attributes:
        is_begun: Whether it was asked for.
        failure: What went wrong in reading it, or in a hook; None if nothing did.
        length: How many bytes it has; None if only reading tells.

    Raises:
        OSError: A file cannot be read.
    """

    def __init__(self, form: Form, boundary: str) -> None:
        self.is_begun = False
        self.failure: Exception | None = None
        self._pieces: list[bytes | _Source] = []
        names = iter([name for name, part in form if isinstance(part, File)])
        try:
            for piece in write_form(form, boundary):
                self._pieces.append(piece if isinstance(piece, bytes) else _Source(piece, next(names)))
        except BaseException:
            self.release()
            raise
        sizes = [len(piece) if isinstance(piece, bytes) else piece.size for piece in self._pieces]
        self.length = None if None in sizes else sum(size for size in sizes if size is not None)

    def release(self) -> None:
        """Close the files that were opened for it."""
        for piece in self._pieces:
            if isinstance(piece, _Source):
                piece.close()

    def __iter__(self) -> Iterator[bytes]:
        self.is_begun = True
        for piece in self._pieces:
            done = 0
            while chunk := self._read(piece, done):
                yield chunk
                done += len(chunk)

    def _read(self, piece: bytes | _Source, done: int) -> bytes:
        """Return the next bytes of a piece, and tell of those that were sent before."""
        if isinstance(piece, bytes):
            return piece[done:]
        with self._keeping():
            _refuse_awaitable(piece.tell(done))
            return piece.read(done)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self.is_begun = True
        return _Chunks(self._pieces, self._keeping)

    @contextmanager
    def _keeping(self) -> Generator[None]:
        """Keep what goes wrong in a block."""
        try:
            yield
        except Exception as error:
            self.failure = error
            raise


class _Chunks:
    """The pieces of a form for async code; not a generator, of which event loops warn when it is left."""

    def __init__(
        self, pieces: list[bytes | _Source], keeping: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._pieces = iter(pieces)
        self._keeping = keeping
        self._source: _Source | None = None
        self._done = 0

    def __aiter__(self) -> _Chunks:
        return self

    async def __anext__(self) -> bytes:
        while True:
            if self._source and (chunk := await self._read(self._source)):
                self._done += len(chunk)
                return chunk
            piece = next(self._pieces, None)
            if piece is None:
                raise StopAsyncIteration
            if isinstance(piece, bytes):
                self._source = None
                return piece
            self._source, self._done = piece, 0

    async def _read(self, source: _Source) -> bytes:
        """Return the next bytes of a file, and tell of those that were sent before."""
        import anyio.to_thread  # late: blocking clients import this file too

        with self._keeping():
            told = source.tell(self._done)
            if isawaitable(told):
                await told
            return await anyio.to_thread.run_sync(source.read, self._done)


def _refuse_awaitable(told: object) -> None:
    """Raise TypeError for what an async hook returns to a blocking client."""
    if isawaitable(told):
        close: Any = getattr(told, "close", None)
        if close:
            close()
        raise TypeError("on_progress is an async function: use AsyncAssistants for it.")


def measure_content(file: File, field: str) -> int | None:
    """Return how many bytes a file has; None if only reading tells.

    Args:
        file: The file.
        field: The name of the argument that it was, for errors.

    Raises:
        OSError: It cannot be read.
    """
    source = _Source(file, field)
    source.close()
    return source.size


@contextmanager
def sending_form(request: httpx.Request) -> Generator[None]:
    """Close what was opened for the body of a request at the end of a block that sends it.

    What went wrong in reading a file, or in a hook, is raised as it is, and not as a connection that broke.
    """
    body = request.stream if isinstance(request.stream, FormBody) else None
    try:
        yield
    except Exception:
        if body is not None and body.failure is not None:
            raise body.failure from None
        raise
    finally:
        if body is not None:
            body.release()
