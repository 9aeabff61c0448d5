"""What the lists show, read part by part. Used by `site`.

A part begins behind an object, or before one, as in the API: so a list of any length is read as quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from assistants_v2_transcripts.pages.summaries import JsonObject, Links, ThreadSummary, summarise_thread
from msgspec import Struct
from sqlalchemy import Connection

from ..rendering import (
    render_assistant,
    render_file,
    render_message,
    render_thread,
    render_vector_store,
    render_vector_store_file,
)
from ..requests.refusals import RequestError
from ..service import Context
from ..service.lists import list_rows, read_cursors
from ..store import (
    ASSISTANTS,
    FILES,
    MESSAGES,
    THREADS,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Collection,
    MessageRow,
    PageRequest,
    ThreadRow,
    VectorStoreRow,
    name_vector_store_file,
)
from ..store.browsing import count_messages
from ..store.expiry import is_over
from ..store.store_counts import count_files
from .searching import LONGEST_WANTED, Hit, search_threads

ROWS = 50
"""How many objects a part of a list has."""

_Row = TypeVar("_Row", bound=Struct)
Query = Mapping[str, str]


class Listed(Struct, frozen=True):
    """A part of a list.

    Attributes:
        rows: The objects, newest first.
        links: Where its neighbours are.
    """

    rows: list[JsonObject]
    links: Links


def list_threads(context: Context, address: str, query: Query) -> tuple[list[ThreadSummary], Links]:
    """Return a part of the list of threads, or of what a search found.

    Raises:
        RequestError: 400, too much is searched for, or a cursor is none.
    """
    wanted = query.get("q", "").strip()
    if wanted:
        return _search(context, address, wanted, query.get("below", ""))
    with context.database.read() as connection:
        rows, links = _fetch_part(connection, THREADS, address, query)
        return _summarise(connection, [(row, None) for row in rows]), links


def list_assistants(context: Context, address: str, query: Query) -> Listed:
    """Return a part of the list of assistants."""
    with context.database.read() as connection:
        rows, links = _fetch_part(connection, ASSISTANTS, address, query)
    return Listed([render_assistant(row) for row in rows], links)


def list_files(context: Context, address: str, query: Query) -> Listed:
    """Return a part of the list of files, without those whose time is up."""
    with context.database.read() as connection:
        rows, links = _fetch_part(connection, FILES, address, query)
    now = context.now()
    return Listed([render_file(row) for row in rows if not is_over(row.expires_at, now)], links)


def list_vector_stores(context: Context, address: str, query: Query) -> Listed:
    """Return a part of the list of vector stores, with the counts of their files."""
    with context.database.read() as connection:
        rows, links = _fetch_part(connection, VECTOR_STORES, address, query)
        return Listed(show_stores(connection, context, rows), links)


def list_store_files(context: Context, store_id: str, address: str, query: Query) -> Listed:
    """Return a part of the list of a vector store's files, with their names."""

    def name(cursor: str) -> str:
        return name_vector_store_file(store_id, cursor)

    with context.database.read() as connection:
        rows, links = _fetch_part(
            connection, VECTOR_STORE_FILES, address, query, name, vector_store_id=store_id
        )
        files = FILES.find(connection, [row.file_id for row in rows])
    named = {key: {"filename": file.filename} for key, file in files.items()}
    return Listed([{**render_vector_store_file(row), **named.get(row.file_id, {})} for row in rows], links)


def show_stores(connection: Connection, context: Context, rows: list[VectorStoreRow]) -> list[JsonObject]:
    """Return vector stores, with the counts of their files."""
    counts, now = count_files(connection, "vector_store_id", [row.id for row in rows]), context.now()
    return [render_vector_store(row, counts[row.id], is_over=is_over(row.expires_at, now)) for row in rows]


def _search(context: Context, address: str, wanted: str, below: str) -> tuple[list[ThreadSummary], Links]:
    if len(wanted) > LONGEST_WANTED:
        raise RequestError(400, f"What is searched for has {LONGEST_WANTED} characters at most.")
    place = int(below) if below.isascii() and below.isdigit() and len(below) < 18 else None
    found = search_threads(context.database, wanted, place, ROWS)
    with context.database.read() as connection:
        rows = _summarise(connection, found.threads)
    on = f"{address}?{urlencode({'q': wanted, 'below': found.below})}" if found.below else None
    return rows, Links(None, on)


def _fetch_part(
    connection: Connection,
    collection: Collection[_Row],
    address: str,
    query: Query,
    name: Callable[[str], str] = str,
    **equal: str,
) -> tuple[list[_Row], Links]:
    """Return the rows of a part of a list, newest first, and where its neighbours are.

    Args:
        connection: A transaction.
        collection: What is listed.
        address: Where the list is.
        query: May name the object that the part is `after` or `before`.
        name: Returns the id of the row that such a name means; the name itself by default.
        equal: Values that columns of the rows have.

    Raises:
        RequestError: 400, no such object is or was in the list.
    """
    cursors = choose_cursor(query)
    rows, more = list_rows(connection, collection, PageRequest(limit=ROWS), cursors, name, **equal)
    has_newer = more if "before" in cursors else "after" in cursors
    has_older = more if "before" not in cursors else True
    return rows, Links(
        _link(address, "before", rows[0]) if rows and has_newer else None,
        _link(address, "after", rows[-1]) if rows and has_older else None,
    )


def choose_cursor(query: Query) -> dict[str, str]:
    """Return the cursor of a query, by its name; of two the one that the part begins behind."""
    cursors = read_cursors(query)
    if len(cursors) > 1:
        del cursors["before"]
    return cursors


def _link(address: str, name: str, row: Struct) -> str:
    """Return where the part of a list is that is next to a row."""
    identifier = getattr(row, "file_id", None) or getattr(row, "id", None)
    return f"{address}?{urlencode({name: identifier})}"


def _summarise(connection: Connection, found: list[tuple[ThreadRow, Hit | None]]) -> list[ThreadSummary]:
    """Return threads as lists show them."""
    counts = count_messages(connection, [row.id for row, _ in found])
    return [
        summarise_thread(
            render_thread(row),
            _show(MESSAGES.get_first(connection, thread_id=row.id)),
            _show(_fetch_last(connection, row.id)),
            counts[row.id],
            hit,
        )
        for row, hit in found
    ]


def _show(row: MessageRow | None) -> JsonObject | None:
    return None if row is None else render_message(row)


def _fetch_last(connection: Connection, thread_id: str) -> MessageRow | None:
    rows, _ = MESSAGES.list_page(connection, PageRequest(limit=1), thread_id=thread_id)
    return rows[0] if rows else None
