"""Files of vector stores are indexed: to the end, by one server, and so that nothing else suffers."""

from __future__ import annotations

import asyncio
import io
import threading
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest
from assistants_v2_server import LoopExecutor
from assistants_v2_server.builtin_tools.documents import indexing
from assistants_v2_server.builtin_tools.documents.index_queue import IndexQueue
from assistants_v2_server.builtin_tools.documents.indexing import Indexer
from assistants_v2_server.builtin_tools.search.engine import SearchEngine
from assistants_v2_server.late import Late
from assistants_v2_server.runs.ownership import Ownership
from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    BytesMissing,
    Database,
    FileRow,
    VectorStoreFileRow,
    VectorStoreRow,
    name_vector_store_file,
    tables,
)
from assistants_v2_server.store.owners import release_work
from msgspec.structs import replace
from sqlalchemy import func, select

from ....databases.places import Databases
from ....waiting import wait_until
from .making_office import make_docx
from .making_pdfs import make_pdf

SENTENCE = "Pumps are serviced once a year, and their seals are replaced. "
STATIC = {"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 50}}


class Library:
    """The bytes of files, by their digests.

    Args:
        folder: Where they are kept; None, the default, for memory.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.contents: dict[str, bytes] = {}
        self.folder = folder

    def begin_reading(self, file: FileRow) -> BinaryIO:
        """Return the bytes of a file."""
        if file.digest not in self.contents:
            raise BytesMissing(file.id)
        content = self.contents[file.digest]
        if self.folder is None:
            return io.BytesIO(content)
        path = self.folder / "bytes"
        path.write_bytes(content)
        return path.open("rb")


class Embedder:
    """Makes vectors that say how long the text was.

    Args:
        failures: How many calls fail.
        held: The number of the call that waits until the gate is opened, from 1; none by default.
    """

    identity = "fake"

    def __init__(self, failures: int = 0, held: int = 0) -> None:
        self.failures = failures
        self.held = held
        self.calls: list[int] = []
        self.asked = threading.Event()
        self.gate = threading.Event()

    async def embed_passages(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vectors."""
        self.calls.append(len(texts))
        if len(self.calls) == self.held:
            self.asked.set()
            while not self.gate.is_set():  # noqa: ASYNC110  the gate is opened by another thread
                await asyncio.sleep(0.005)
        if len(self.calls) <= self.failures:
            raise OSError("the endpoint at secret.example is busy")
        return [len(text).to_bytes(4, "little") for text in texts]

    async def embed_query(self, text: str) -> bytes:
        """Return a vector that nobody asks for."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Close nothing."""


class Shelf:
    """One server's part in indexing, on a database that others may share."""

    def __init__(self, path: str, embedder: Embedder | None = None, library: Library | None = None) -> None:
        self.database = Database(path)
        self.library = Library() if library is None else library
        self.lease = Ownership(self.database, time.time)
        self.indexer = Indexer(self.database, self.library, self.lease, embedder)
        self.executor = LoopExecutor(4)
        self.queue = IndexQueue(self.database, Late(lambda: self.indexer), self.executor, self.lease)

    def add(self, filename: str, content: bytes, store: str = "vs_1") -> str:
        """Store a file and put it into a vector store; return the id of its row."""
        digest = f"{filename} {len(content)}"
        self.library.contents[digest] = content
        file_id = f"file-{filename}"
        row = VectorStoreFileRow(
            id=name_vector_store_file(store, file_id),
            vector_store_id=store,
            file_id=file_id,
            created_at=0,
            chunking_strategy=STATIC,
        )
        with self.database.write() as connection:
            if VECTOR_STORES.get(connection, store) is None:
                VECTOR_STORES.insert(
                    connection,
                    VectorStoreRow(
                        id=store, created_at=0, name=None, description=None, metadata={}, last_active_at=0
                    ),
                )
            file = FileRow(
                id=file_id,
                created_at=0,
                filename=filename,
                purpose="assistants",
                bytes=len(content),
                digest=digest,
            )
            FILES.insert(connection, file)
            VECTOR_STORE_FILES.insert(connection, row)
        return row.id

    def index(self, filename: str, content: bytes) -> VectorStoreFileRow:
        """Store a file, have it indexed, and return its row then."""
        identifier = self.add(filename, content)
        self.queue.submit(identifier)
        return self.wait(identifier)

    def wait(self, identifier: str) -> VectorStoreFileRow:
        """Return a row when it is not in progress any more."""
        wait_until(lambda: self.get(identifier).status != "in_progress")
        return self.get(identifier)

    def get(self, identifier: str) -> VectorStoreFileRow:
        """Return a row."""
        with self.database.read() as connection:
            row = VECTOR_STORE_FILES.get(connection, identifier)
        assert row is not None
        return row

    def change(self, identifier: str, **fields: object) -> None:
        """Change a row."""
        with self.database.write() as connection:
            row = VECTOR_STORE_FILES.get(connection, identifier)
            assert row is not None
            VECTOR_STORE_FILES.replace(connection, replace(row, **fields))

    def count_chunks(self) -> int:
        """Return how many chunks there are."""
        with self.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.chunk)).scalar_one())

    def list_chunks(self) -> list[tuple[int, str, bytes | None]]:
        """Return the chunks."""
        chunk = tables.chunk.c
        query = select(chunk.position, chunk.text, chunk.embedding).order_by(chunk.seq)
        with self.database.read() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(query)]

    def die(self) -> None:
        """End without letting go of any file, as a killed process does."""
        self.executor.close(self.indexer.close)

    def close(self) -> None:
        """Close everything."""
        self.queue.close()
        self.lease.release_all()
        self.database.close()


Open = Callable[..., Shelf]


@pytest.fixture
def open_shelf(tmp_path: Path, databases: Databases) -> Generator[Open]:
    """Open servers on one file."""
    opened: list[Shelf] = []

    def make(embedder: Embedder | None = None) -> Shelf:
        opened.append(Shelf(databases.at(tmp_path / "a.db"), embedder, opened[0].library if opened else None))
        return opened[-1]

    yield make
    for shelf in opened:
        shelf.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embedders are asked again soon."""
    monkeypatch.setattr(indexing, "PAUSES", (0.01, 0.01, 0.01))


def test_a_file_becomes_chunks(open_shelf: Open) -> None:
    """It is completed when they are all there, cut as its strategy says, and nobody's then."""
    shelf = open_shelf()
    row = shelf.index("pumps.md", SENTENCE.encode() * 100)
    chunks = shelf.list_chunks()
    assert ("completed", None, None, None) == (row.status, row.last_error, row.embedder, row.owner)
    assert [*range(len(chunks))] == [position for position, _, _ in chunks]
    assert all(text.startswith("Pumps are") and len(text) <= 400 for _, text, _ in chunks)
    assert row.usage_bytes == sum(len(text) for _, text, _ in chunks) > 6_000


def test_what_was_indexed_is_found(open_shelf: Open) -> None:
    """Documents of all kinds are searched by their words, and those of a failed file are not there."""
    shelf = open_shelf()
    shelf.index("pumps.pdf", make_pdf("The pump HX200 has its seals replaced once a year."))
    shelf.index("bread.html", b"<title>Bread</title><p>Knead the dough for ten minutes.")
    shelf.index("letter.docx", make_docx("The meeting of the gardeners is on Monday."))
    shelf.index("broken.pdf", b"%PDF-1.7 gardeners")
    engine = SearchEngine(shelf.database, lambda: 0)
    found = {word: engine.search_and_wait(["vs_1"], [word]) for word in ("HX200", "dough", "gardeners")}
    engine.close()
    names = [[result.filename for result in results] for results in found.values()]
    assert [["pumps.pdf"], ["bread.html"], ["letter.docx"]] == names


def test_chunks_are_embedded_where_an_embedder_is(open_shelf: Open) -> None:
    """A hundred at a time; the row says whose vectors they are, and its size has them."""
    embedder = Embedder()
    shelf = open_shelf(embedder)
    row = shelf.index("pumps.pdf", make_pdf(*(SENTENCE * 2 for _ in range(300))))
    chunks = shelf.list_chunks()
    assert ("completed", "fake") == (row.status, row.embedder)
    assert [len(text).to_bytes(4, "little") for _, text, _ in chunks] == [vector for _, _, vector in chunks]
    assert len(chunks) == sum(embedder.calls)
    assert 100 == max(embedder.calls)
    assert row.usage_bytes == sum(len(text.encode()) + 4 for _, text, _ in chunks)


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("a.exe", b"MZ", "unsupported_file"),
        ("a.txt", make_pdf("x"), "unsupported_file"),
        ("a.pdf", b"%PDF-1.7", "invalid_file"),
        ("a.txt", b"", "invalid_file"),
        ("a.txt", b"word " * 4_000_001, "invalid_file"),
    ],
)
def test_a_file_that_is_not_read_has_failed(
    open_shelf: Open, filename: str, content: bytes, code: str
) -> None:
    """The row says why, and the next file is indexed."""
    shelf = open_shelf()
    row = shelf.index(filename, content)
    assert ("failed", code, None) == (row.status, (row.last_error or {})["code"], row.owner)
    assert (row.last_error or {})["message"].endswith(".")
    assert (0, 0) == (row.usage_bytes, shelf.count_chunks())
    assert "completed" == shelf.index("b.txt", b"words").status


def test_bytes_may_be_in_a_file(open_shelf: Open, tmp_path: Path) -> None:
    """They are read where they are, whatever the document is called."""
    shelf = open_shelf()
    shelf.library.folder = tmp_path
    assert "completed" == shelf.index("pumps.pdf", make_pdf(SENTENCE)).status
    assert [(0, SENTENCE.strip(), None)] == shelf.list_chunks()


def test_lost_bytes_are_a_failed_file(open_shelf: Open) -> None:
    """A file whose bytes are gone, or not all of them, does not stay in progress."""
    shelf = open_shelf()
    gone = shelf.add("gone.txt", b"words")
    shelf.library.contents.clear()
    shelf.queue.submit(gone)
    cut = shelf.add("cut.txt", b"words")
    shelf.library.contents = {digest: content[:-1] for digest, content in shelf.library.contents.items()}
    shelf.queue.submit(cut)
    errors = [shelf.wait(item).last_error or {} for item in (gone, cut)]
    assert ["server_error"] * 2 == [error["code"] for error in errors]
    assert errors[0]["message"].endswith("upload it again.")


def test_an_embedder_that_fails_is_asked_again(open_shelf: Open) -> None:
    """A failure that passes is not the file's."""
    embedder = Embedder(failures=3)
    assert "completed" == open_shelf(embedder).index("a.txt", b"words").status
    assert [1] * 4 == embedder.calls


def test_an_embedder_that_goes_on_failing_fails_the_file(open_shelf: Open) -> None:
    """What was written of it is removed, and the sentence tells nothing of the endpoint."""
    embedder = Embedder(failures=99)
    shelf = open_shelf(embedder)
    row = shelf.index("a.txt", SENTENCE.encode() * 1_000)
    assert ("failed", 0) == (row.status, shelf.count_chunks())
    assert ("server_error", False) == (
        (row.last_error or {})["code"],
        "secret" in (row.last_error or {})["message"],
    )


def test_what_is_changed_meanwhile_stays(open_shelf: Open) -> None:
    """Attributes that are set while a file is indexed are not overwritten by its end."""
    embedder = Embedder(held=1)
    shelf = open_shelf(embedder)
    identifier = shelf.add("a.txt", b"words")
    shelf.queue.submit(identifier)
    assert embedder.asked.wait(60)
    shelf.change(identifier, attributes={"year": 2026})
    embedder.gate.set()
    assert ("completed", {"year": 2026}) == (shelf.wait(identifier).status, shelf.get(identifier).attributes)


def test_a_cancelled_file_is_stopped_at_once(open_shelf: Open) -> None:
    """Its chunks are removed, and nothing is written any more."""
    embedder = Embedder(held=3)
    shelf = open_shelf(embedder)
    identifier = shelf.add("a.txt", SENTENCE.encode() * 1_000)
    shelf.queue.submit(identifier)
    assert embedder.asked.wait(60)
    assert 200 == shelf.count_chunks()
    shelf.change(identifier, status="cancelled")
    shelf.queue.stop(identifier)
    wait_until(lambda: not shelf.queue.count_in_hand())
    assert (0, "cancelled") == (shelf.count_chunks(), shelf.get(identifier).status)


@pytest.mark.parametrize("gone", ["vector_store", "vector_store_file", "file"])
def test_a_file_that_is_gone_is_stopped(open_shelf: Open, gone: str) -> None:
    """Whether it was taken out of the store, or deleted, or the store was."""
    embedder = Embedder(held=1)
    shelf = open_shelf(embedder)
    identifier = shelf.add("a.txt", SENTENCE.encode() * 1_000)
    shelf.queue.submit(identifier)
    assert embedder.asked.wait(60)
    with shelf.database.write() as connection:
        connection.execute(tables.METADATA.tables[gone].delete())
    shelf.queue.stop(identifier)
    wait_until(lambda: not shelf.queue.count_in_hand())
    assert 0 == shelf.count_chunks()


def test_a_sweep_stops_what_another_server_has_cancelled(open_shelf: Open) -> None:
    """Nobody told this server, which looks every few seconds."""
    embedder = Embedder(held=1)
    shelf = open_shelf(embedder)
    identifier = shelf.add("a.txt", b"words")
    shelf.queue.submit(identifier)
    assert embedder.asked.wait(60)
    open_shelf().change(identifier, status="cancelled")
    shelf.queue.sweep()
    wait_until(lambda: not shelf.queue.count_in_hand())
    assert "cancelled" == shelf.get(identifier).status


def test_two_servers_never_index_the_same_file(open_shelf: Open) -> None:
    """Both find it; one of them has it, and the other leaves it alone for as long as that one lives."""
    first, second = Embedder(held=1), Embedder()
    one, other = open_shelf(first), open_shelf(second)
    identifier = one.add("a.txt", b"words")
    one.queue.submit(identifier)
    assert first.asked.wait(60)
    other.lease.release_dead()
    other.queue.sweep()
    other.queue.submit(identifier)
    wait_until(lambda: not other.queue.count_in_hand())
    first.gate.set()
    assert (1, "completed") == (one.wait(identifier).claims, one.get(identifier).status)
    assert ([1], []) == (first.calls, second.calls)


def test_files_that_wait_are_shared_out(open_shelf: Open) -> None:
    """Two servers that both sweep index each file once."""
    one, other = open_shelf(Embedder()), open_shelf(Embedder())
    identifiers = [one.add(f"{number}.txt", b"words") for number in range(40)]
    one.queue.sweep()
    other.queue.sweep()
    assert {"completed"} == {one.wait(identifier).status for identifier in identifiers}
    assert {1} == {one.get(identifier).claims for identifier in identifiers}
    assert 40 == one.count_chunks()


def test_what_a_dead_server_left_is_taken_up_from_the_beginning(open_shelf: Open) -> None:
    """Its half-written chunks are removed first, so that each is there once."""
    embedder = Embedder(held=3)
    one = open_shelf(embedder)
    identifier = one.add("a.txt", SENTENCE.encode() * 1_000)
    one.queue.submit(identifier)
    assert embedder.asked.wait(60)
    one.die()
    other = open_shelf(Embedder())
    assert ("in_progress", one.lease.owner) == (other.get(identifier).status, other.get(identifier).owner)
    assert 200 == other.count_chunks()
    with other.database.write() as connection:
        release_work(connection, [one.lease.owner])
    other.queue.sweep()
    row = other.wait(identifier)
    positions = [position for position, _, _ in other.list_chunks()]
    assert ("completed", 2, [*range(len(positions))]) == (row.status, row.claims, positions)
    assert row.usage_bytes == sum(len(text) + 4 for _, text, _ in other.list_chunks())


def test_a_late_server_writes_nothing_any_more(open_shelf: Open) -> None:
    """One that was taken for dead finds that the file is another's, and leaves no chunk behind."""
    late = Embedder(held=1)
    one = open_shelf(late)
    identifier = one.add("a.txt", b"words")
    one.queue.submit(identifier)
    assert late.asked.wait(60)
    other = open_shelf()
    with other.database.write() as connection:
        release_work(connection, [one.lease.owner])
    other.queue.sweep()
    assert ("completed", None) == (other.wait(identifier).status, other.get(identifier).embedder)
    late.gate.set()
    wait_until(lambda: not one.queue.count_in_hand())
    assert [(0, "words", None)] == one.list_chunks()
    assert (2, None) == (one.get(identifier).claims, one.get(identifier).embedder)


def test_a_file_that_is_put_in_anew_is_indexed_anew(open_shelf: Open) -> None:
    """What another server still does about the former row does not get into the new one, which has its id."""
    late = Embedder(held=1)
    one = open_shelf(late)
    identifier = one.add("a.txt", b"words")
    one.queue.submit(identifier)
    assert late.asked.wait(60)
    other = open_shelf(held := Embedder(held=1))
    row = other.get(identifier)
    with other.database.write() as connection:
        VECTOR_STORE_FILES.delete(connection, identifier)
        VECTOR_STORE_FILES.insert(connection, replace(row, claims=0, owner=None))
    other.queue.submit(identifier)
    assert held.asked.wait(60)
    assert 1 == other.get(identifier).claims == row.claims
    late.gate.set()
    wait_until(lambda: not one.queue.count_in_hand())
    assert (0, "in_progress") == (other.count_chunks(), other.get(identifier).status)
    held.gate.set()
    assert ("completed", 1) == (other.wait(identifier).status, other.count_chunks())


def test_a_server_that_closes_lets_go_of_its_files(open_shelf: Open) -> None:
    """The next one takes them up at once."""
    embedder = Embedder(held=1)
    one = open_shelf(embedder)
    identifier = one.add("a.txt", b"words")
    one.queue.submit(identifier)
    assert embedder.asked.wait(60)
    one.queue.close()
    one.lease.release_all()
    other = open_shelf()
    assert ("in_progress", None) == (other.get(identifier).status, other.get(identifier).owner)
    other.queue.sweep()
    assert "completed" == other.wait(identifier).status


def test_others_write_while_a_large_file_is_indexed(open_shelf: Open) -> None:
    """Chunks are written few at a time, so that a writer gets its turn between two of them."""
    shelf = open_shelf()
    identifier = shelf.add("a.txt", SENTENCE.encode() * 20_000)
    other = shelf.add("b.txt", b"words", "vs_2")
    shelf.queue.submit(identifier)
    wait_until(lambda: shelf.count_chunks() > 0)
    writes = 0
    while shelf.get(identifier).status == "in_progress":
        shelf.change(other, attributes={"number": writes})
        writes += 1
    assert "completed" == shelf.get(identifier).status
    assert writes > 10


def test_a_thousand_small_files_are_indexed(open_shelf: Open) -> None:
    """They share processes, and each is found in its own chunk."""
    shelf = open_shelf()
    identifiers = [shelf.add(f"{number}.md", f"file {number}".encode()) for number in range(1_000)]
    for identifier in identifiers:
        shelf.queue.submit(identifier)
    wait_until(lambda: not shelf.queue.count_in_hand())
    assert {f"file {number}" for number in range(1_000)} == {text for _, text, _ in shelf.list_chunks()}
