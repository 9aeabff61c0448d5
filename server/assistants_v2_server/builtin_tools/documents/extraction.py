"""Has documents read in processes of their own (`worker`), from the server's event loop.

`indexing` is the user. A process that has read a file is kept for the next one, since to start one takes
longer than most files do. It is replaced after a number of files and after any failure, and ends when there
is nothing to do.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from .chunking import ChunkSizes
from .failures import ExtractionFailed
from .formats import check_size
from .kinds import recognize_name
from .reader import Extraction, Reader, Source, measure_source

SECONDS = 60.0
"""Seconds that reading one file may take."""

MEMORY = 1024**3
"""Bytes of memory that it may take, on Linux."""

FILES = 100
"""Files after which a process is replaced."""

IDLE = 10.0
"""Seconds that a process is kept for the next file."""

_TOO_LATE = "The file takes longer than {seconds:g} seconds to read."


class Extractor:
    """Reads documents; for one event loop.

    Args:
        processes: How many are read at the same time; 1 by default.
        seconds: How long reading one may take; 60 by default.
        memory: Bytes of memory that it may take, on Linux; 1 GiB by default.
    """

    def __init__(self, processes: int = 1, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._limits = {"seconds": seconds, "memory": memory}
        self._processes = processes
        self._places = asyncio.Semaphore(processes)
        self._idle: list[Reader] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._inherited: list[Reader] = []

    async def extract_text(self, source: Source, filename: str) -> str:
        """Return the text of a document; see `extract`."""
        return (await self.extract(source, filename)).text.decode()

    async def extract(self, source: Source, filename: str, sizes: ChunkSizes | None = None) -> Extraction:
        """Return the text of a document, and where its chunks are.

        Args:
            source: The file, its bytes, or what gives them.
            filename: Its name, which says of which kind it is. It is no path and is never opened.
            sizes: How large chunks are. None, the default, makes none.

        Raises:
            ExtractionFailed: The document is not read; code and message say why.
        """
        check_size(recognize_name(filename), measure_source(source))
        async with self._places:
            reader = self._take() or await Reader.start()
            try:
                async with asyncio.timeout(self._limits["seconds"]):
                    extraction = await reader.ask(
                        {**_make_request(source, filename, sizes), **self._limits}, source
                    )
            except TimeoutError:
                await reader.kill()
                raise ExtractionFailed("invalid_file", _TOO_LATE.format(**self._limits)) from None
            except BaseException:
                await reader.kill()
                raise
            await self._keep(reader)
            return extraction

    def renew(self) -> None:
        """Begin anew in a process that was forked; the parent goes on with the processes there are."""
        self._inherited += self._idle  # to drop them would kill them
        self._idle = []
        self._places = asyncio.Semaphore(self._processes)

    async def close(self) -> None:
        """End the processes that wait for work; one that is at work ends when its task is cancelled."""
        while self._idle:
            await self._idle.pop().kill()
        await asyncio.gather(*self._ending)

    def _take(self) -> Reader | None:
        while self._idle:
            reader = self._idle.pop()
            reader.stop_waiting()
            if reader.is_alive():
                return reader
        return None

    async def _keep(self, reader: Reader) -> None:
        if reader.files >= FILES:
            await reader.kill()
            return
        self._idle.append(reader)
        reader.expiry = asyncio.get_running_loop().call_later(IDLE, self._retire, reader)

    def _retire(self, reader: Reader) -> None:
        self._idle.remove(reader)
        ending = asyncio.get_running_loop().create_task(reader.kill())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)


def _make_request(source: Source, filename: str, sizes: ChunkSizes | None) -> dict[str, Any]:
    return {
        "name": filename,
        "path": str(source.absolute()) if isinstance(source, Path) else None,
        "size": measure_source(source),
        "sizes": sizes and [sizes.max_chunk_size_tokens, sizes.chunk_overlap_tokens],
    }
