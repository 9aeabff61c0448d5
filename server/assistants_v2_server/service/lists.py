"""Pages of lists, the same for every resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import Collection, JsonObject, PageRequest, UnknownCursor
from .context import Context

_Row = TypeVar("_Row", bound=Struct)


def fetch_page(
    context: Context,
    request: CheckedRequest,
    collection: Collection[_Row],
    render: Callable[[_Row], JsonObject],
    limit: int = 20,
    **equal: str,
) -> JsonObject:
    """Answer a list operation.

    Args:
        context: The surroundings.
        request: Its query may hold `order`, `limit`, `after` and `before`; an empty cursor counts as none.
        collection: What to list.
        render: Makes the contract's object of a row.
        limit: How many objects a page has where the request does not say; 20 by default.
        equal: Values that columns of the listed rows have.

    Returns:
        The contract's list object.

    Raises:
        RequestError: 400, a cursor is not from this list.
    """
    rows, more = fetch_rows(context, request, collection, str, limit, **equal)
    return build_page([render(row) for row in rows], more=more)


def fetch_rows(
    context: Context,
    request: CheckedRequest,
    collection: Collection[_Row],
    name: Callable[[str], str] = str,
    limit: int = 20,
    **equal: str,
) -> tuple[list[_Row], bool]:
    """Return the rows of a page, and whether there are more.

    Args:
        context: As for `fetch_page`.
        request: As for `fetch_page`.
        collection: As for `fetch_page`.
        name: Returns the id of the row that a cursor means; the cursor itself by default.
        limit: As for `fetch_page`.
        equal: As for `fetch_page`.

    Raises:
        RequestError: 400, a cursor is not from this list.
    """
    query = request.query
    wanted = PageRequest(order=query.get("order", "desc"), limit=query.get("limit", limit))
    with context.database.read() as connection:
        return list_rows(connection, collection, wanted, read_cursors(query), name, **equal)


def read_cursors(query: Mapping[str, Any]) -> dict[str, str]:
    """Return the cursors of a query, by name; an empty one counts as none."""
    return {key: query[key] for key in ("after", "before") if query.get(key)}


def list_rows(
    connection: Connection,
    collection: Collection[_Row],
    wanted: PageRequest,
    cursors: Mapping[str, str],
    name: Callable[[str], str] = str,
    **equal: str,
) -> tuple[list[_Row], bool]:
    """Return the rows of a page, and whether there are more.

    Args:
        connection: A transaction.
        collection: What to list.
        wanted: The page, without its cursors.
        cursors: These, by name.
        name: As for `fetch_rows`.
        equal: As for `fetch_page`.

    Raises:
        RequestError: 400, a cursor is not from this list.
    """
    after, before = (name(cursors[key]) if key in cursors else None for key in ("after", "before"))
    placed = replace(wanted, after=after, before=before)
    try:
        return collection.list_page(connection, placed, **equal)
    except UnknownCursor as problem:
        raise refusals.unknown_cursor(problem.name, cursors[problem.name]) from None


def build_page(data: list[JsonObject], *, more: bool) -> JsonObject:
    """Return the contract's list object for the objects of a page."""
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else None,
        "last_id": data[-1]["id"] if data else None,
        "has_more": more,
    }
