"""Indexes the files of vector stores: bytes, text, chunks, vectors, rows.

`index_queue` has `Indexer.work_on` awaited with the id of a file's row in a vector store. No transaction is
open while a document is read or embedded, and chunks are written a hundred at a time, so that others write
meanwhile. A process may die at any moment: the row stays in progress, and whoever takes it up begins by
removing what was written.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from ...exception_traces import format_trace
from ...handing_over import Handover
from ...store import (
    BytesMissing,
    Chunk,
    Database,
    DatabaseClosed,
    FileRow,
    do_in_thread,
    do_patiently,
    is_undone,
)
from ..search.embedders import Embedder, EmbedderError
from .chunking import count_tokens, read_sizes
from .claims import (
    Job,
    Replaced,
    claim_file,
    end_job,
    remove_cancelled_chunks,
    remove_some_chunks,
    write_chunks,
)
from .extraction import Extractor
from .failures import ExtractionFailed
from .reader import ByteStream, Extraction

CHUNKS_AT_ONCE = 100
"""Chunks that one transaction writes, and that are embedded together."""

PIECE = 2**20
"""Bytes of a document that are read at a time."""

PAUSES = (1.0, 4.0, 15.0)
"""Seconds before texts are embedded again, after each failure; then the file has failed."""

_LOG = logging.getLogger(__name__)
_SORRY = "Sorry, something went wrong."
_MISSING = "The bytes of the file are not on this server any more; upload it again."
_NOT_EMBEDDED = "The file's text could not be embedded, whatever was tried. Add the file again later."

T = TypeVar("T")


class ChunksDoubtful(Exception):
    """Nobody knows whether chunks were stored."""


class ByteReader(Protocol):
    """A file's bytes, read piece by piece; an open file is such, and its `name` says where it is."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, as many as that at most; none at the end."""
        ...

    def close(self) -> None:
        """Read no more."""
        ...


class Library(Protocol):
    """Where the bytes of files are."""

    def begin_reading(self, file: FileRow) -> ByteReader:
        """Return the bytes of a file, to be closed."""
        ...


class Lease(Protocol):
    """By which a file is one server's, as runs are.

    Attributes:
        owner: The server.
    """

    owner: str

    def hold_lease(self) -> None:
        """See to it that the lease runs for a while."""
        ...


class Indexer:
    """Indexes files, on one event loop.

    Args:
        database: Where everything is written.
        library: Where the bytes of files are.
        lease: By which files are ours.
        embedder: Makes vectors of chunks; None, the default, for none.
        extractor: Reads documents; one by default, which reads one at a time.
    """

    def __init__(
        self,
        database: Database,
        library: Library,
        lease: Lease,
        embedder: Embedder | None = None,
        extractor: Extractor | None = None,
    ) -> None:
        self._database = database
        self._library = library
        self._lease = lease
        self._embedder = embedder
        self._extractor = Extractor() if extractor is None else extractor

    async def work_on(self, identifier: str) -> None:
        """Index a file, or remove the chunks of one that was cancelled; do nothing for any other.

        Raises nothing but the CancelledError of its task.

        Args:
            identifier: The id of the file's row in its vector store.
        """
        try:
            job = await do_patiently(self._claim, identifier)
            while job is not None and not await self._index(job):
                job = await do_patiently(self._claim, identifier)
            while await self._write(remove_cancelled_chunks, identifier):
                pass
        except DatabaseClosed:
            _LOG.info("a file of a vector store was left unfinished, the server is closing")
        except Exception as error:  # noqa: BLE001  nobody waits for its exceptions
            _LOG.error("a file of a vector store is left in progress: %s", format_trace(error))

    def renew(self) -> None:
        """Begin anew in a process that was forked."""
        self._extractor.renew()

    async def close(self) -> None:
        """Close what is open on this event loop."""
        await self._extractor.close()
        if self._embedder is not None:
            await self._embedder.aclose()

    async def _index(self, job: Job) -> bool:
        """Take a claimed file to its end, unless somebody else has it by then.

        False says that nobody knows which of its chunks were stored, so that it is to be begun anew.
        """
        try:
            await self._remove_chunks(job)
            usage = await self._write_all(job, await self._extract(job))
            embedder = None if self._embedder is None else self._embedder.identity
            await self._write(
                partial(end_job, usage_bytes=usage, embedder=embedder), job, "completed", is_last=True
            )
        except Replaced:
            _LOG.info("a file of a vector store was cancelled or taken out while it was indexed")
        except ExtractionFailed as failure:
            await self._fail(job, failure)
        except BytesMissing:
            await self._fail(job, ExtractionFailed("server_error", _MISSING))
        except DatabaseClosed:
            raise
        except ChunksDoubtful:
            return False
        except Exception as error:  # noqa: BLE001  whatever went wrong, the file must end and say so
            _LOG.error("a file of a vector store failed: %s", format_trace(error))
            await self._fail(job, ExtractionFailed("server_error", _SORRY))
        return True

    async def _fail(self, job: Job, failure: ExtractionFailed) -> None:
        error = {"code": failure.code, "message": failure.message}
        try:
            await self._remove_chunks(job)
            await self._write(partial(end_job, last_error=error), job, "failed", is_last=True)
        except Replaced:
            _LOG.info("a file of a vector store was cancelled or taken out when it had failed")

    async def _extract(self, job: Job) -> Extraction:
        sizes = read_sizes(job.row.chunking_strategy)
        reading = Handover(self._library.begin_reading)
        try:
            reader = await do_in_thread(reading.open, job.file)
            path = getattr(reader, "name", None)  # a file has one, and need not go through a pipe
            if isinstance(path, str):
                return await self._extractor.extract(Path(path), job.file.filename, sizes)
            async with aclosing(_read_pieces(reader)) as pieces:
                source = ByteStream(job.file.bytes, pieces)
                return await self._extractor.extract(source, job.file.filename, sizes)
        finally:
            reading.leave()

    async def _write_all(self, job: Job, extraction: Extraction) -> int:
        """Write all chunks; return how many bytes they have."""
        written = 0
        for first in range(0, len(extraction.spans), CHUNKS_AT_ONCE):
            chunks = await self._make_chunks(extraction, first)
            await self._write_once(job, chunks)
            written += sum(len(chunk.text.encode()) + len(chunk.embedding or b"") for chunk in chunks)
        return written

    async def _make_chunks(self, extraction: Extraction, first: int) -> list[Chunk]:
        spans = extraction.spans[first : first + CHUNKS_AT_ONCE]
        contents = [extraction.text[start:end] for start, end in spans]
        texts = [content.decode() for content in contents]
        vectors = await self._embed(texts)
        return [
            Chunk(first + number, start, count_tokens(contents[number]), texts[number], vectors[number])
            for number, (start, _) in enumerate(spans)
        ]

    async def _embed(self, texts: Sequence[str]) -> Sequence[bytes | None]:
        if self._embedder is None:
            return [None] * len(texts)
        for pause in (*PAUSES, None):
            try:
                vectors = await self._embedder.embed_passages(texts)
                if len(vectors) != len(texts):
                    raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts")
            except Exception as error:  # noqa: BLE001  an embedder is anybody's, and may be well again soon
                said = str(error) if isinstance(error, EmbedderError) else format_trace(error)
                _LOG.warning("texts of a file were not embedded: %s", said)
            else:
                return vectors
            if pause is not None:
                await asyncio.sleep(pause)
        raise ExtractionFailed("server_error", _NOT_EMBEDDED)

    async def _remove_chunks(self, job: Job) -> None:
        while await self._write(remove_some_chunks, job):
            pass

    def _claim(self, identifier: str) -> Job | None:
        self._lease.hold_lease()
        # Whatever a power failure takes of it is done again: the end of the work is not written without it.
        with self._database.write(may_be_lost=True) as connection:
            return claim_file(connection, identifier, self._lease.owner)

    async def _write_once(self, job: Job, chunks: Sequence[Chunk]) -> None:
        """Write chunks, which nobody could tell from those of a second time."""

        def write() -> None:
            with self._database.write(may_be_lost=True) as connection:
                write_chunks(connection, job, chunks)

        try:
            await do_patiently(write, repeats_doubtful=False)
        except Exception as error:
            if is_undone(error):
                raise
            raise ChunksDoubtful(job.row.id) from error

    async def _write(self, change: Callable[..., T], *arguments: object, is_last: bool = False) -> T:
        """Return what a change returns, in a transaction of its own."""

        def write() -> T:
            with self._database.write(may_be_lost=not is_last) as connection:
                return change(connection, *arguments)

        return await do_patiently(write)


async def _read_pieces(reader: ByteReader) -> AsyncGenerator[bytes]:
    while piece := await do_in_thread(reader.read, PIECE):
        yield piece
