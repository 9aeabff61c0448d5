"""A way of bytes over loopback that can be cut, and on which nothing may come for a while.

One leads from processes to their database, another one from clients to whichever door there is. `storm` opens
both.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

from attrs import define, field

_PIECE = 64 * 1024

Place = tuple[str, int]


@define(eq=False)
class Relay:
    """The way.

    Attributes:
        choose: Returns where a new connection leads; None for nowhere.
        patience: Seconds after which a new connection ends that leads nowhere; by default at once.
        address: Host and port of its beginning.
    """

    choose: Callable[[], Place | None]
    patience: float = 0.0
    address: Place = ("", 0)
    _ends: dict[asyncio.StreamWriter, asyncio.StreamWriter] = field(
        factory=dict[asyncio.StreamWriter, asyncio.StreamWriter]
    )
    _open: asyncio.Event = field(factory=asyncio.Event)
    _carrying: set[asyncio.Task[None]] = field(factory=set[asyncio.Task[None]])

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Have it for the time of a block; whatever goes on it is cut in the end."""
        self._open.set()
        server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.address = server.sockets[0].getsockname()
        try:
            yield
        finally:
            server.close()
            for task in self._carrying:
                task.cancel()
            await asyncio.gather(*self._carrying, return_exceptions=True)
            await server.wait_closed()

    def cut(self, dice: Random, share: float) -> int:
        """End about such a share of all connections, in the midst of what is said; return how many."""
        chosen = [pair for pair in self._ends.items() if dice.random() < share]
        for pair in chosen:
            for end in pair:
                end.transport.abort()
        return len(chosen)

    async def hush(self, seconds: float) -> None:
        """Let nothing pass for some seconds; connections stay open, and what was sent comes afterwards."""
        self._open.clear()
        try:
            await asyncio.sleep(seconds)
        finally:
            self._open.set()

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._carry(reader, writer))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place, there = await self._find_place(), None
        try:
            if place is not None:
                there = await asyncio.open_connection(*place)
                self._ends[writer] = there[1]
                await asyncio.gather(self._pass(reader, there[1]), self._pass(there[0], writer))
        except OSError:  # nobody is there
            pass
        finally:
            self._ends.pop(writer, None)
            for end in (writer, *(there or ())[1:]):
                end.transport.abort()
                with contextlib.suppress(OSError):
                    await end.wait_closed()

    async def _find_place(self) -> Place | None:
        until = time.monotonic() + self.patience
        while (place := self.choose()) is None:
            if time.monotonic() > until:
                break
            await asyncio.sleep(0.02)
        return place

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what comes, and then that no more does; an end that is reset raises, and both are ended."""
        while piece := await reader.read(_PIECE):
            await self._open.wait()
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof() and not writer.is_closing():
            writer.write_eof()
