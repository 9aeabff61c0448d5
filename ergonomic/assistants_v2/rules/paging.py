"""What comes after a page: the next query, or nothing. Pure.

Used by `flows.paging`. A list is walked with `after`, or with `before` when that is where the
caller started; a server that hands out the same cursor again ends the walk with an error.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from assistants_v2_transcripts.stamps import read_seconds
from attrs import evolve, field, frozen
from msgspec import Struct

from ..errors import PaginationError
from .options import LARGEST_PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..errors import APIStatusError
    from .options import WalkOptions

_USUAL_PAGE = 20
"""How many items servers put on a page when they are not asked for a number."""

WORTH_WHILE = 0.005
"""Seconds that a page must have taken for the next to be fetched in the background: less is not gained."""

NEIGHBOURS = 3
"""How many more items of a page are tried as its cursor, should the last have been deleted."""


class Identified(Protocol):
    """What every listed object has."""

    id: str


I = TypeVar("I", bound=Identified)  # noqa: E741  # the field's letter for an item


class Listed(Protocol):
    """What every list envelope has."""

    @property
    def data(self) -> Sequence[Identified]:
        """The items."""
        ...

    has_more: bool | None
    last_id: str | None
    first_id: str | None


class TimeWindow(Struct, frozen=True):
    """The span of creation times that is wanted, in Unix seconds; both ends belong to it.

    Attributes:
        since: The earliest; None for no limit.
        until: The latest; None for no limit.
    """

    since: float | None = None
    until: float | None = None

    def holds(self, item: Identified) -> bool:
        """Say whether an item was created within it; one that does not say when is kept."""
        return not self.is_before(item) and not self.is_behind(item)

    def is_before(self, item: Identified) -> bool:
        """Say whether an item is too old."""
        at = _created_at(item)
        return self.since is not None and at is not None and at < self.since

    def is_behind(self, item: Identified) -> bool:
        """Say whether an item is too new."""
        at = _created_at(item)
        return self.until is not None and at is not None and at > self.until


_ANY_TIME = TimeWindow()


@frozen
class PageQuery:
    """One page to ask for.

    Attributes:
        parameters: The query parameters, as the endpoint's function names them.
        max_items: How many items are still wanted, over this page and those behind it; None for all.
        window: When the wanted items were created.
        prefetch: Whether the page behind is asked for while this one is read.
        enlarges: Whether larger pages are asked for than the server gives by itself.
        position: How many pages come before this one in the walk.
        trail: Where in the walk each cursor was first met; all queries of a walk share it.
    """

    parameters: dict[str, Any]
    max_items: int | None = None
    window: TimeWindow = field(factory=TimeWindow)
    prefetch: bool = True
    enlarges: bool = True
    position: int = field(default=0, eq=False, repr=False)
    trail: dict[str, int] = field(factory=dict[str, int], eq=False, repr=False)

    def fetches_ahead(self, took: float) -> bool:
        """Say whether the page behind is worth fetching in the background.

        Args:
            took: Seconds until the page before it came.
        """
        return self.prefetch and took > WORTH_WHILE

    @property
    def cursor(self) -> Literal["after", "before"]:
        """The parameter that moves from page to page."""
        backwards = "before" in self.parameters and "after" not in self.parameters
        return "before" if backwards else "after"

    @property
    def towards_the_past(self) -> bool:
        """Whether the walk goes from newer items to older ones."""
        ascending: bool = self.parameters.get("order") == "asc"
        return ascending == (self.cursor == "before")

    def with_large_pages(self) -> PageQuery:
        """Return the query with pages as large as they may be, unless the caller chose their size."""
        if "limit" in self.parameters or not self.enlarges:
            return self
        return evolve(self, parameters={**self.parameters, "limit": LARGEST_PAGE})

    def with_usual_pages(self) -> PageQuery:
        """Return the query without a size of its own, here and for the pages behind."""
        parameters = {name: value for name, value in self.parameters.items() if name != "limit"}
        return evolve(self, parameters=parameters, enlarges=False)

    def is_too_large(self, refusal: APIStatusError) -> bool:
        """Say whether a server refuses the size of the page, which nobody but this walk has asked for."""
        speaks_of_it = refusal.param == "limit" or "limit" in refusal.message.lower()
        return self.enlarges and self.parameters.get("limit") == LARGEST_PAGE and speaks_of_it


def first_query(options: WalkOptions) -> PageQuery:
    """Return the query for the first page of a list.

    Raises:
        ValueError: `since` or `until` is not a time.
    """
    window = TimeWindow(_unix_seconds("since", options.since), _unix_seconds("until", options.until))
    sent = {name: value for name, value in options.sent().items() if value is not None}
    return PageQuery(sent, options.max_items, window, options.prefetch, enlarges=options.limit is None)


def order_as_walked(query: PageQuery, data: Sequence[I]) -> Sequence[I]:
    """Return the items of a page in the order of the walk: with `before`, from the cursor backwards."""
    return data[::-1] if query.cursor == "before" else data


def order_as_sent(query: PageQuery, items: Sequence[I]) -> Sequence[I]:
    """Return items that are in the order of the walk as the server has them."""
    return order_as_walked(query, items)  # turned round twice is as before


def select_wanted(query: PageQuery, data: Sequence[I]) -> Sequence[I]:
    """Return the items of a page that the caller asked for, in the order of the walk."""
    items = order_as_walked(query, data)
    if query.window != _ANY_TIME:
        items = [item for item in items if query.window.holds(item)]
    return items if query.max_items is None else items[: query.max_items]


def next_query(query: PageQuery, page: Listed, taken: int | None = None) -> PageQuery | None:
    """Return the query for the page behind *page*, which answered *query*; None if it was the last.

    *taken* is how many of its items the caller got, if not all that were asked for.

    Raises:
        PaginationError: The walk leads back to where it was, and so would never end.
    """
    name, cursor = query.cursor, _find_cursor(query, page)
    if cursor is None:
        return None
    met_before = query.trail.setdefault(cursor, query.position) < query.position
    if met_before or query.parameters.get(name) == cursor:
        raise PaginationError(
            f"the server repeats the page that is next to {cursor}: it does not honour {name}="
        )
    taken = len(select_wanted(query, page.data or ())) if taken is None else taken
    left = None if query.max_items is None else query.max_items - taken
    if not may_have_more(query, page) or _is_beyond(query, page) or (left is not None and left <= 0):
        return None
    parameters, position = {**query.parameters, name: cursor}, query.position + 1
    return evolve(query, parameters=parameters, max_items=left, position=position).with_large_pages()


def _find_cursor(query: PageQuery, page: Listed) -> str | None:
    """Return the id that the page behind begins at: that of the last item, whatever the server calls it.

    A server that filters after it has cut the pages sends empty ones in between; there its own word counts.
    """
    if page.data:
        return order_as_walked(query, page.data)[-1].id
    named = page.first_id if query.cursor == "before" else page.last_id
    return named or None if page.has_more is True else None


def _is_beyond(query: PageQuery, page: Listed) -> bool:
    """Say whether the walk has left the time that is wanted."""
    if not page.data:
        return False
    last = order_as_walked(query, page.data)[-1]
    return query.window.is_before(last) if query.towards_the_past else query.window.is_behind(last)


def may_have_more(query: PageQuery, page: Listed) -> bool:
    """Say whether there is a page behind *page*; where the server does not say, behind one that is full."""
    if page.has_more is not None:
        return page.has_more
    full: int = query.parameters.get("limit", _USUAL_PAGE)
    return len(page.data or ()) == full


def find_newest(items: Sequence[Identified], newest: float) -> float:
    """Return the latest creation time among *items* and *newest*, in Unix seconds."""
    return max([newest, *(at for at in map(_created_at, items) if at is not None)])


def is_past(items: Sequence[Identified], moment: float) -> bool:
    """Say whether a list, newest first, has come to what was created before *moment*, in Unix seconds."""
    at = _created_at(items[-1]) if items else None
    return at is not None and at < moment


def _created_at(item: Identified) -> float | None:
    """Return when an item was created, in Unix seconds."""
    at = getattr(item, "created_at", None)
    return read_seconds(at) if isinstance(at, int | float) else None


def _unix_seconds(name: str, moment: date | str | float | None) -> float | None:
    """Return a moment in Unix seconds; a text or datetime without a time zone is local time.

    Raises:
        ValueError: The text is not a date; the message names the parameter *name*.
    """
    if moment is None or isinstance(moment, int | float):
        return moment
    if isinstance(moment, str):
        from dateutil.parser import parse

        try:
            return parse(moment).timestamp()
        except (ValueError, OverflowError):
            raise ValueError(f"{name} is a datetime, or a text such as 2026-08-26 or 26 Aug 14:00.") from None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    try:
        return moment.timestamp()
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{name} is not a time that a clock can show: {error}.") from None
