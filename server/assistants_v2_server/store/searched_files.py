"""What a search reads of vector stores and their chunks, and the one thing it writes: that a store was used.

`builtin_tools.search` is the user. The files of a store are read at each search, which makes them the truth
about its chunks: those of a file that is not among them any more are found no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from . import tables
from .collection import VECTOR_STORES
from .expiry import is_over, touch_store
from .rows import JsonObject

_MOST_ASKED = 500
"""Values that one statement may name."""

_CHUNK = tables.chunk.c
_FILE = tables.vector_store_file.c
_STORE = tables.vector_store.c


class SearchedFile(Struct, frozen=True):
    """A file of a vector store whose chunks can be searched.

    Attributes:
        seq: Its number, by which chunks know it.
        store: The `seq` of its store.
        file_id: The id of the uploaded file.
        filename: What that is called.
        attributes: By which searches are narrowed.
        embedder: Whose vectors its chunks have; None where they have none.
        version: Changes when its chunks do.
    """

    seq: int
    store: int
    file_id: str
    filename: str
    attributes: JsonObject
    embedder: str | None
    version: int


class FoundChunk(Struct, frozen=True):
    """A chunk, as it is shown, and its vector."""

    seq: int
    of_file: int
    position: int
    text: str
    embedding: bytes | None


def list_searched_files(connection: Connection, stores: Sequence[str]) -> list[SearchedFile]:
    """Return the files of some vector stores that have been indexed.

    Args:
        connection: A transaction.
        stores: The ids of the stores; those that are not there have no files.
    """
    upload = tables.file.c
    query = (
        select(
            _FILE.seq,
            _STORE.seq,
            _FILE.file_id,
            upload.filename,
            _FILE.attributes,
            _FILE.embedder,
            _FILE.claims,
        )
        .join_from(tables.vector_store_file, tables.vector_store)
        .join(tables.file)
        .where(_STORE.id.in_(stores), _FILE.status == "completed")
    )
    return [SearchedFile(*row) for row in connection.execute(query).all()]


def list_stores(connection: Connection) -> list[str]:
    """Return the ids of all vector stores, the oldest first."""
    return [*connection.scalars(select(_STORE.id).order_by(_STORE.seq))]


def list_file_names(connection: Connection, stores: Sequence[str], most: int) -> list[str]:
    """Return what files of some vector stores are called, whatever their status, the oldest first.

    Args:
        connection: A transaction.
        stores: The ids of the stores.
        most: How many at most.
    """
    query = (
        select(tables.file.c.filename)
        .join_from(tables.vector_store_file, tables.file)
        .where(_FILE.vector_store_id.in_(stores))
        .order_by(_FILE.seq)
        .limit(most)
    )
    return [*connection.execute(query).scalars()]


def count_chunks(connection: Connection) -> int:
    """Return about how many chunks there are: never too few, and more while many have been removed."""
    query = select(func.max(_CHUNK.seq)).scalar_subquery() - select(func.min(_CHUNK.seq)).scalar_subquery()
    between = connection.execute(select(query)).scalar()
    return 0 if between is None else int(between) + 1


def fetch_chunks(connection: Connection, seqs: Sequence[int]) -> dict[int, FoundChunk]:
    """Return chunks by their `seq`; those that are gone are missing.

    Args:
        connection: A transaction.
        seqs: Which ones, not more than results can have.
    """
    columns = (_CHUNK.seq, _CHUNK.of_file, _CHUNK.position, _CHUNK.text, _CHUNK.embedding)
    query = select(*columns).where(_CHUNK.seq.in_(seqs))
    return {row[0]: FoundChunk(*row) for row in connection.execute(query)}


def walk_vectors(connection: Connection, files: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
    """Yield the chunks of some files that have a vector: `seq`, `of_file` and the vector.

    Args:
        connection: A transaction.
        files: The `seq` of the files.
    """
    columns = select(_CHUNK.seq, _CHUNK.of_file, _CHUNK.embedding).where(_CHUNK.embedding.is_not(None))
    for first in range(0, len(files), _MOST_ASKED):
        query = columns.where(_CHUNK.of_file.in_(files[first : first + _MOST_ASKED]))
        with connection.execute(query.execution_options(yield_per=_MOST_ASKED)) as found:
            yield from found


def list_texts(connection: Connection, file: int, after: int, most: int) -> list[tuple[int, str]]:
    """Return chunks of a file, each with its `seq`, in this order.

    Args:
        connection: A transaction.
        file: The `seq` of the file.
        after: The `seq` after which they begin.
        most: How many at most.
    """
    query = select(_CHUNK.seq, _CHUNK.text).where(_CHUNK.of_file == file, _CHUNK.seq > after)
    return [(seq, text) for seq, text in connection.execute(query.order_by(_CHUNK.seq).limit(most))]


def set_embedder(connection: Connection, file: SearchedFile, embedder: str | None) -> bool:
    """Note whose vectors the chunks of a file have; say whether the file is still what it was.

    Args:
        connection: A writing transaction.
        file: The file; nothing is written if it was indexed anew or taken out of its store.
        embedder: The identity of what made them; None for none.
    """
    same = (_FILE.seq == file.seq, _FILE.claims == file.version, _FILE.status == "completed")
    changed = connection.execute(update(tables.vector_store_file).where(*same).values(embedder=embedder))
    return changed.rowcount == 1


def note_use(connection: Connection, stores: Sequence[str], now: int) -> None:
    """Note that vector stores are used, which puts off when they expire; one that has expired stays so.

    Args:
        connection: A writing transaction.
        stores: Their ids.
        now: The time, in unix seconds.
    """
    for identifier in sorted(stores):  # in one order, so that no two wait for each other
        row = VECTOR_STORES.get(connection, identifier, lock=True)
        if row is not None and not is_over(row.expires_at, now):
            touch_store(connection, row, now)


def list_unused(connection: Connection, stores: Sequence[str], before: int) -> list[str]:
    """Return those of some vector stores that nobody has used since some moment.

    Args:
        connection: A transaction.
        stores: The ids of the stores.
        before: The moment, in unix seconds.
    """
    query = select(_STORE.id).where(_STORE.id.in_(stores), _STORE.last_active_at < before)
    return [*connection.execute(query).scalars()]
