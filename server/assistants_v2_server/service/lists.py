"""Pages of lists, the same for every resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import AttrsInstance

from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import Collection, JsonObject, PageRequest, UnknownCursor
from .context import Context

_Row = TypeVar("_Row", bound=AttrsInstance)


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
    cursors = {key: request.query[key] for key in ("after", "before") if request.query.get(key)}
    wanted = PageRequest(
        order=request.query.get("order", "desc"),
        limit=request.query.get("limit", limit),
        **{key: name(cursor) for key, cursor in cursors.items()},
    )
    try:
        with context.database.read() as connection:
            return collection.list_page(connection, wanted, **equal)
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
