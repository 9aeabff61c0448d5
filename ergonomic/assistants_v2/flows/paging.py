"""A list as a sequence of pages, in no colour. Used by the `list` flows; `resources.pages` are its faces."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import evolve, frozen

from ..errors import BadRequestError, NotFoundError
from ..rules.paging import first_query, next_query, walked, wanted
from .port import Later

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterator, Sequence

    from assistants_v2_raw.types import Unset

    from ..rules.paging import Identified, ListParams, PageQuery
    from .port import Coming, Port

I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item
I_co = TypeVar("I_co", bound="Identified", covariant=True)

WORTH_WHILE = 0.005
"""Seconds that a page must have taken for the next to be fetched in the background: less is not gained."""

NEIGHBOURS = 3
"""How many more items of a page are tried as its cursor, should the last have been deleted."""


class Envelope(Protocol[I_co]):
    """What every list of the API comes in."""

    @property
    def data(self) -> Sequence[I_co]: ...

    has_more: bool | Unset
    last_id: str | Unset | None
    first_id: str | Unset | None


@frozen(slots=False)
class Fetched(Generic[I]):
    """A page, and the query it answered.

    Attributes:
        query: The query.
        envelope: The page as it came.
        doubled: Ids that the page before had too, because it was asked for from further back.
        took: Seconds until it came.
    """

    query: PageQuery
    envelope: Envelope[I]
    doubled: frozenset[str] = frozenset()
    took: float = 0.0

    @cached_property
    def items(self) -> Sequence[I]:
        """The page's items that the caller asked for, in the order of the walk."""
        fresh = self.envelope.data or []  # some servers say null for nothing
        if not self.doubled.isdisjoint(item.id for item in fresh):
            fresh = [item for item in fresh if item.id not in self.doubled]
        return wanted(self.query, fresh)

    @cached_property
    def following(self) -> PageQuery | None:
        """The query for the page behind this one; None if this was the last."""
        return next_query(self.query, self.envelope, len(self.items))


@frozen
class Pager(Generic[I]):
    """A list that can be asked for page by page.

    Attributes:
        io: The port.
        ask: Asks the server for the page that a query describes.
        first: The query for the first page.
    """

    io: Port
    ask: Callable[[PageQuery], Awaitable[Envelope[I]]]
    first: PageQuery

    async def fetch(self, query: PageQuery) -> Fetched[I]:
        """Return the page that *query* describes."""
        began = self.io.elapsed()
        envelope = await self.ask(query)
        return Fetched(query, envelope, took=self.io.elapsed() - began)

    async def behind(self, page: Fetched[I], query: PageQuery) -> Fetched[I]:
        """Return the page behind *page*, from a neighbour's cursor if its last item was deleted meanwhile."""
        seen = [item.id for item in walked(query, page.envelope.data)]
        neighbours = iter(seen[-2 : -NEIGHBOURS - 2 : -1])
        while True:
            try:
                return evolve(await self.fetch(query), doubled=frozenset(seen))
            except (BadRequestError, NotFoundError):
                cursor = next(neighbours, None)
                if cursor is None:
                    raise
            query = evolve(query, parameters={**query.parameters, query.cursor: cursor})

    async def begin(self, page: Fetched[I] | None) -> Fetched[I]:
        """Return *page*, or the first one."""
        return page or await self.fetch(self.first.whole())

    def pages(self, page: Fetched[I] | None = None) -> Walk[I]:
        """Return an iterator over *page*, or the first one, and those behind it."""
        return Walk(self, page)

    def items(self, page: Fetched[I] | None = None) -> Items[I]:
        """Return an iterator over the items of *page*, or of the first one, and of those behind it."""
        return Items(self.pages(page))


class Walk(Generic[I]):
    """The pages of a list one after the other; it may be left at any of them without being closed.

    Args:
        pager: The list.
        page: Where to begin; by default at the first page.
    """

    def __init__(self, pager: Pager[I], page: Fetched[I] | None) -> None:
        self.pager = pager
        self.ask: Callable[[], Coroutine[object, object, Fetched[I]]] = partial(pager.begin, page)
        self.coming: Coming[Fetched[I]] | None = Later(self.ask)

    def __aiter__(self) -> Walk[I]:
        return self

    async def __anext__(self) -> Fetched[I]:
        coming, self.coming = self.coming, None
        if coming is None:
            raise StopAsyncIteration
        try:
            page = await coming.result()
        except BaseException:
            self.coming = Later(self.ask)  # the page is not lost to whoever asks once more
            raise
        # What follows is decided first, so that a page which the server repeats is not yielded.
        if query := page.following:
            self.ask = partial(self.pager.behind, page, query)
            early = query.prefetch and page.took > WORTH_WHILE
            self.coming = self.pager.io.ahead(self.ask, at_once=early)
        return page

    async def aclose(self) -> None:
        """End the walk, and the request for the next page if that is under way."""
        coming, self.coming = self.coming, None
        if coming:
            await coming.drop()


class Items(Generic[I]):
    """The items of all pages, one after the other."""

    def __init__(self, pages: Walk[I]) -> None:
        self.pages = pages
        self.of_this_page: Iterator[I] = iter(())

    def __aiter__(self) -> Items[I]:
        return self

    async def __anext__(self) -> I:
        while True:
            for item in self.of_this_page:
                return item
            self.of_this_page = iter((await self.pages.__anext__()).items)

    async def aclose(self) -> None:
        """End the walk."""
        self.of_this_page = iter(())
        await self.pages.aclose()


def pager(
    io: Port,
    ask: Callable[[PageQuery], Awaitable[Envelope[I]]],
    fields: ListParams,
    known: Collection[str],
) -> Pager[I]:
    """Return the list that *ask* answers pages of.

    Args:
        io: The port.
        ask: Asks the server for a page.
        fields: What the caller passed.
        known: The parameters that the list takes.

    Raises:
        TypeError: There is no such parameter.
        ValueError: `limit`, `max_items`, `since` or `until` is out of range.
    """
    return Pager(io, ask, first_query(fields, known))
