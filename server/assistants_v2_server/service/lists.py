"""Lists and pages, the same for every resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import attrs

from ..requests import refusals
from ..requests.operations import Call
from ..store import Collection, PageRequest, UnknownCursor
from .context import Context, Json

Row = TypeVar("Row", bound=attrs.AttrsInstance)


def page_object(
    context: Context, call: Call, collection: Collection[Row], render: Callable[[Row], Json], **equal: str
) -> Json:
    """Answer a list operation.

    Args:
        context: the surroundings.
        call: its query may hold `order`, `limit`, `after` and `before`; an empty cursor counts as none.
        collection: what to list.
        render: makes an object of a row.
        equal: values that columns of the listed rows have.

    Raises:
        RequestError: a cursor is not from this list.
    """
    wanted = PageRequest(
        order=call.query.get("order", "desc"),
        limit=call.query.get("limit", 20),
        after=call.query.get("after") or None,
        before=call.query.get("before") or None,
    )
    try:
        with context.database.read() as connection:
            rows, more = collection.page(connection, wanted, **equal)
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
