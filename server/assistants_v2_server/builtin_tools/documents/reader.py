"""A process that reads documents, as the server's event loop sees it: starts it, asks it, ends it.

`extraction` keeps and replaces them. What runs in the process is `worker`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from array import array
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from ...seeing_through import see_through
from .chunking import LEAST_STEP, Span
from .failures import CODES, ExtractionFailed
from .formats import MAX_TEXT, TOO_MUCH_MEMORY
from .worker import PLACE

_BROKEN_OFF = "Reading the file ended unexpectedly: it is damaged."
_NOT_STARTED = "The process that reads files could not be started, or has failed."

_BUFFER = 2**20
"""Bytes of an answer that are taken from the pipe before they are asked for."""

_PACKAGE = Path(__file__).parents[2]
_START = """
import sys
from types import ModuleType

sys.path += sys.argv[3:]
for name, place in zip(("assistants_v2_server", "assistants_v2_server.builtin_tools"), sys.argv[1:3]):
    sys.modules[name] = ModuleType(name)
    sys.modules[name].__path__ = [place]

from assistants_v2_server.builtin_tools.documents.worker import main

main()
"""
"""What a process begins with: the server's own packages are left out, which take long to load."""


class Extraction(Struct, frozen=True):
    """What a document came to.

    Attributes:
        text: Its text, in UTF-8.
        spans: Where in the bytes of it the chunks are; empty where none were asked for.
    """

    text: bytes
    spans: tuple[Span, ...] = ()

    def list_chunks(self) -> list[str]:
        """Return the chunks."""
        return [self.text[start:end].decode() for start, end in self.spans]


class ByteStream(Struct, frozen=True):
    """A document's bytes, as they are read from wherever they are.

    Attributes:
        size: How many there are.
        pieces: They themselves.
    """

    size: int
    pieces: AsyncIterable[bytes]


Source: TypeAlias = Path | bytes | ByteStream
"""A document: its file, its bytes, or what gives them piece by piece."""


class Reader:
    """One process.

    Attributes:
        files: How many files it was given.
        expiry: When it is not kept any longer.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        self.files = 0
        self.expiry: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls) -> Reader:
        """Start a process; who is cancelled meanwhile leaves none.

        Raises:
            ExtractionFailed: The system does not let us.
        """
        started: list[Reader] = []
        try:
            return await see_through(cls._start(), started.append)
        except asyncio.CancelledError:
            for reader in started:
                await reader.kill()
            raise

    @classmethod
    async def _start(cls) -> Reader:
        # On Windows no program starts without this one; it is a folder's name.
        environment = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        options = ("-I", "-S", "-B", "-X", "utf8", "-c", _START)
        places = (str(_PACKAGE), str(_PACKAGE / "builtin_tools"), *(place for place in sys.path if place))
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *options,
                *places,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env=environment,
                cwd=os.sep,
                start_new_session=True,
                limit=_BUFFER,
            )
        except OSError:
            raise ExtractionFailed("server_error", _NOT_STARTED) from None
        return cls(process)

    def is_alive(self) -> bool:
        """Say whether the process may be asked; the event loop hears a little later of its end."""
        return self._process.returncode is None and not _has_ended(self._process.pid)

    async def ask(self, request: dict[str, Any], source: Source) -> Extraction:
        """Have a document read.

        Raises:
            ExtractionFailed: It is not read, or the process has ended.
        """
        self.files += 1
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            await stdin.drain()
            async for piece in _read_pieces(source):
                stdin.write(piece)
                await stdin.drain()
            return await _read_answer(stdout)
        except (BrokenPipeError, ConnectionResetError, EOFError):
            raise _explain_end(await self._process.wait()) from None

    def stop_waiting(self) -> None:
        """Have the process be kept for longer."""
        if self.expiry is not None:
            self.expiry.cancel()

    async def kill(self) -> None:
        """End the process, and whatever it may have started, however often that is cancelled."""
        await see_through(self._end())

    async def _end(self) -> None:
        self.stop_waiting()
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._process.kill()
            elif self.is_alive():
                os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _has_ended(pid: int) -> bool:
    """Say whether a child has ended, whoever may have heard of it; elsewhere than on Linux nobody can say."""
    if sys.platform != "linux":
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def measure_source(source: Source) -> int:
    """Return how many bytes go through the pipe."""
    if isinstance(source, ByteStream):
        return source.size
    return len(source) if isinstance(source, bytes) else 0


async def _read_pieces(source: Source) -> AsyncGenerator[bytes]:
    """Yield the bytes that go through the pipe.

    Raises:
        ExtractionFailed: They are not as many as was said, for which the process would wait.
    """
    if isinstance(source, bytes):
        yield source
    elif isinstance(source, ByteStream):
        left = source.size
        async for piece in source.pieces:
            left -= len(piece)
            if left < 0:
                break
            yield piece
        if left:
            raise ExtractionFailed("server_error", "The file's bytes are not all there.")


async def _read_answer(answers: asyncio.StreamReader) -> Extraction:
    """Return what a process answers; it may have come to answer anything.

    Raises:
        ExtractionFailed: The document was not read, or that is no answer.
        EOFError: The process has ended.
    """
    try:
        line = await answers.readuntil()
        answer = json.loads(line)
        if answer["code"] in CODES:
            raise ExtractionFailed(answer["code"], str(answer["message"]))
        sizes = (int(answer["text"]), int(answer["places"]))
        if not (0 <= sizes[0] <= MAX_TEXT and 0 <= sizes[1] <= 16 * (1 + sizes[0] // LEAST_STEP)):
            raise ValueError("more than a document has")
        text, packed = await answers.readexactly(sizes[0]), await answers.readexactly(sizes[1])
        places = array(PLACE, packed)
        return Extraction(text, tuple(zip(places[::2], places[1::2], strict=True)))
    except (asyncio.LimitOverrunError, ValueError, KeyError, TypeError):
        raise ExtractionFailed("server_error", _NOT_STARTED) from None


def _explain_end(status: int) -> ExtractionFailed:
    """Return what it means that a process has ended in the middle of a file.

    Args:
        status: Its exit status, or less than zero the signal that ended it.
    """
    if status > 0:
        return ExtractionFailed("server_error", _NOT_STARTED)
    if sys.platform != "win32" and -status in (signal.SIGXCPU, signal.SIGALRM):
        return ExtractionFailed("invalid_file", "The file takes too long to read.")
    if sys.platform != "win32" and -status in (signal.SIGKILL, signal.SIGABRT):
        return ExtractionFailed("invalid_file", TOO_MUCH_MEMORY)
    return ExtractionFailed("invalid_file", _BROKEN_OFF)
