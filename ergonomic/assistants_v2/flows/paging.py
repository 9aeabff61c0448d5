"""A list as a sequence of pages, in no colour. Used by the `list` flows; `resources.pages` are its faces."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import evolve, frozen

from ..errors import BadRequestError, NotFoundError
from ..rules.paging import first_query, next_query, walked, wanted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence

    from assistants_v2_raw.types import Unset

    from ..rules.paging import Identified, ListParams, PageQuery
    from .port import Port

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
        fresh = self.envelope.data
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

    async def pages(self, page: Fetched[I] | None = None) -> AsyncGenerator[Fetched[I], None]:
        """Yield *page*, or the first one, and those behind it."""
        page = page or await self.fetch(self.first.whole())
        # What follows is decided first, so that a page which the server repeats is not yielded.
        while query := page.following:
            early = query.prefetch and page.took > WORTH_WHILE
            coming = self.io.ahead(partial(self.behind, page, query), at_once=early)
            try:
                yield page
            except BaseException:
                await coming.drop()
                raise
            page = await coming.result()
        yield page

    async def items(self, page: Fetched[I] | None = None) -> AsyncGenerator[I, None]:
        """Yield the items of *page*, or of the first one, and of those behind it."""
        pages = self.pages(page)
        try:
            async for found in pages:
                for item in found.items:
                    yield item
        finally:
            await pages.aclose()


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
