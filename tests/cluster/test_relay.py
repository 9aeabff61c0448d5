"""The way of bytes carries them, can be cut, and can be silent."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from random import Random

from .relay import Place, Relay


class Echo(socketserver.BaseRequestHandler):
    """Says again what it is told."""

    def handle(self) -> None:
        """Do so until nothing more comes."""
        with suppress(OSError):
            while piece := self.request.recv(100):
                self.request.sendall(piece)


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a connection, whatever has become of it."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def relaying() -> AsyncIterator[Relay]:
    """A way to something that says again what it is told."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        place: Place = server.server_address[:2]  # type: ignore[assignment]  # of IPv4 it is text and number
        relay = Relay(lambda: place)
        try:
            async with relay.open():
                yield relay
        finally:
            server.shutdown()
            serving.join()


def test_what_is_said_comes_back_until_it_is_cut() -> None:
    """And then nothing more does, in either direction."""

    async def say() -> None:
        async with relaying() as relay:
            reader, writer = await asyncio.open_connection(*relay.address)
            writer.write(b"words")
            assert b"words" == await reader.readexactly(5)
            assert 1 == relay.cut(Random(1), share=1.0)
            assert b"" == await reader.read()
            await close(writer)

    asyncio.run(say())


def test_what_is_said_in_silence_comes_after_it() -> None:
    """The connection stays, and no byte is lost."""

    async def say() -> None:
        async with relaying() as relay:
            reader, writer = await asyncio.open_connection(*relay.address)
            silence = asyncio.create_task(relay.hush(0.2))
            await asyncio.sleep(0)
            writer.write(b"words")
            coming = asyncio.create_task(reader.readexactly(5))
            await silence
            assert b"words" == await coming
            await close(writer)

    asyncio.run(say())


def test_a_way_to_nowhere_ends_at_once() -> None:
    """There is no door, or it has just gone."""

    async def say() -> None:
        relay = Relay(lambda: None)
        async with relay.open():
            reader, writer = await asyncio.open_connection(*relay.address)
            assert b"" == await reader.read()
            await close(writer)

    asyncio.run(say())
