"""Adds, removes and reads chunks, the pieces of text that vector stores are searched by.

The indexer writes them, `builtin_tools.search` finds them. A file in a vector store can have thousands, so
they are written a few hundred in a transaction: others want to write meanwhile. Whoever adds chunks to a
file removes those of an earlier attempt first. Only those of a file whose status is `completed` are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, delete, exists, insert, select, update

from . import tables
from .words import space_out

MOST_CHUNKS_WRITTEN = 200
"""Chunks that one transaction should write at most: it takes some ten milliseconds."""

_CHUNK = tables.chunk.c
_FILE = tables.vector_store_file.c
_DELETION = delete(tables.chunk).where(_CHUNK.seq == bindparam("chunk"))


class Chunk(Struct, frozen=True):
    """A piece of the text of a file.

    Attributes:
        position: Its number among those of the file, from 0.
        start: How many bytes of the file's text, as UTF-8, are before it.
        tokens: How many tokens it has, as was reckoned when it was cut.
        text: The text.
        embedding: Its vector, float32 of length 1 in the machine's byte order; None for none.
    """

    position: int
    start: int
    tokens: int
    text: str
    embedding: bytes | None = None


def add_chunks(connection: Connection, file: str, chunks: Iterable[Chunk]) -> None:
    """Add chunks to a file of a vector store; do nothing if the file is not there any more.

    Args:
        connection: A writing transaction.
        file: The `id` of the file's row, as `name_vector_store_file` makes it.
        chunks: The chunks; `MOST_CHUNKS_WRITTEN` of them at most, so that others can write meanwhile.
    """
    stores = tables.vector_store
    query = select(_FILE.seq, stores.c.seq).join_from(tables.vector_store_file, stores)
    found = connection.execute(query.where(_FILE.id == file)).one_or_none()
    if found is None:
        return
    of_file, of_store = found
    rows = [
        {
            "of_file": of_file,
            "of_store": of_store,
            "position": chunk.position,
            "start": chunk.start,
            "tokens": chunk.tokens,
            "text": chunk.text,
            "words": space_out(chunk.text),
            "embedding": chunk.embedding,
        }
        for chunk in chunks
    ]
    if rows:
        _insert(connection, rows)


def remove_chunks(connection: Connection, file: str, most: int = MOST_CHUNKS_WRITTEN) -> int:
    """Remove chunks of a file of a vector store; return how many there were, 0 when none is left.

    Args:
        connection: A writing transaction.
        file: The `id` of the file's row.
        most: How many to remove, 200 by default.
    """
    of_file = select(_FILE.seq).where(_FILE.id == file).scalar_subquery()
    return _remove(connection, select(_CHUNK.seq).where(_CHUNK.of_file == of_file).limit(most))


def remove_orphans(connection: Connection, most: int = MOST_CHUNKS_WRITTEN) -> int:
    """Remove chunks whose file is in no vector store any more; return how many there were, 0 at the end.

    Args:
        connection: A writing transaction.
        most: How many to remove, 200 by default.
    """
    gone = find_orphaned(connection)
    if gone is None:
        return 0
    return _remove(connection, select(_CHUNK.seq).where(_CHUNK.of_file == gone).limit(most))


def find_orphaned(connection: Connection) -> int | None:
    """Return the `of_file` of chunks whose file is in no vector store any more; None if there are none.

    Args:
        connection: A transaction.
    """
    # The index is walked, and no chunk is read. PostgreSQL would read them all for a NOT IN, and for more
    # files than its memory takes it would look through all files at each chunk.
    files = select(_CHUNK.of_file).distinct().subquery()
    is_there = exists().where(_FILE.seq == files.c.of_file)
    found: int | None = connection.execute(select(files.c.of_file).where(~is_there).limit(1)).scalar()
    return found


def walk_text(connection: Connection, file: str) -> Iterator[str]:
    """Yield the text of a file of a vector store piece by piece, what chunks have in common only once.

    Blank characters between two chunks are a line break.

    Args:
        connection: A transaction.
        file: The `id` of the file's row.
    """
    query = select(_CHUNK.start, _CHUNK.text).join(tables.vector_store_file, _FILE.seq == _CHUNK.of_file)
    end = 0
    for start, text in connection.execute(query.where(_FILE.id == file).order_by(_CHUNK.position)):
        new = text.encode()[max(0, end - start) :].decode(errors="ignore")
        if new:
            yield f"\n{new}" if start > end > 0 else new
        end = max(end, start + len(text.encode()))


def store_embeddings(connection: Connection, embeddings: Sequence[tuple[int, bytes]]) -> None:
    """Give chunks other vectors.

    Args:
        connection: A writing transaction.
        embeddings: The `seq` of each chunk, and its vector.
    """
    change = (
        update(tables.chunk).where(_CHUNK.seq == bindparam("chunk")).values(embedding=bindparam("vector"))
    )
    if embeddings:
        connection.execute(change, [{"chunk": seq, "vector": vector} for seq, vector in embeddings])


def _insert(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(insert(tables.chunk), rows)
        return
    from .postgres_word_index import insert_chunks  # late: few have a PostgreSQL

    insert_chunks(connection, rows)


def _remove(connection: Connection, chosen: Select[tuple[int]]) -> int:
    seqs = sorted(connection.scalars(chosen))  # whoever else changes some of them does so in this order too
    if seqs:
        connection.execute(_DELETION, [{"chunk": seq} for seq in seqs])
    return len(seqs)
