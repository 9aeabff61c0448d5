"""Pipes to and from a process, read and written on the event loop. Used by `sandbox`."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

from .cells import Limits, OnOutput
from .printed import Printed

_CHUNK = 65536
"""Bytes that are read or written at once."""


async def write_all(pipe: int, content: bytes) -> None:
    """Write bytes into a pipe that does not block.

    Raises:
        OSError: If nobody reads it any more.
    """
    loop, rest = asyncio.get_running_loop(), memoryview(content)
    while rest:
        try:
            rest = rest[os.write(pipe, rest[:_CHUNK]) :]
        except BlockingIOError:
            writable = loop.create_future()
            loop.add_writer(pipe, _settle, writable)
            try:
                await writable
            finally:
                loop.remove_writer(pipe)


class OutputPipe:
    """What a process prints.

    Args:
        pipe: The reading end, which does not block.
        limits: How much is kept, and after how much nothing is read any more.

    Attributes:
        printed: What came since `listen`.
    """

    def __init__(self, pipe: int, limits: Limits) -> None:
        self._pipe, self._limits = pipe, limits
        self.printed = Printed(limits)
        self._reads = False

    def listen(self, tell: OnOutput | None) -> None:
        """Begin to read for a cell, without what was printed before.

        Args:
            tell: Is told each piece of text that is kept; None for nobody.
        """
        self.read_rest()
        self.printed = Printed(self._limits, tell)
        asyncio.get_running_loop().add_reader(self._pipe, self._read)
        self._reads = True

    def stop(self) -> None:
        """Read no more, and leave the number of the pipe to whoever gets it next."""
        if self._reads:
            self._reads = False
            asyncio.get_running_loop().remove_reader(self._pipe)

    def read_rest(self) -> None:
        """Read what is in the pipe already."""
        while not self.printed.is_flood and (chunk := self._take()):
            self.printed.add(chunk)

    def _read(self) -> None:
        chunk = self._take()
        self.printed.add(chunk)
        if not chunk or self.printed.is_flood:
            self.stop()

    def _take(self) -> bytes:
        with suppress(OSError):
            return os.read(self._pipe, _CHUNK)
        return b""


def _settle(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
