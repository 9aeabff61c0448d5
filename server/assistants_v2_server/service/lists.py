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
    wanted = PageRequest(
        order=request.query.get("order", "desc"),
        limit=request.query.get("limit", limit),
        after=request.query.get("after") or None,
        before=request.query.get("before") or None,
    )
    try:
        with context.database.read() as connection:
            rows, more = collection.list_page(connection, wanted, **equal)
    except UnknownCursor as problem:
        raise refusals.unknown_cursor(problem.name, problem.cursor) from None
    data = [render(row) for row in rows]
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else None,
        "last_id": data[-1]["id"] if data else None,
        "has_more": more,
    }
