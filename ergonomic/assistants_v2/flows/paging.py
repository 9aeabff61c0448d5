"""A list as a sequence of pages. Used by the `list` flows; `resources.pages` are its faces."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from attrs import evolve, frozen
from msgspec import Struct

from ..errors import BadRequestError, NotFoundError
from ..rules.paging import NEIGHBOURS, first_query, next_query, order_as_sent, order_as_walked, select_wanted
from .port_values import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence

    from assistants_v2_raw.types import Operation

    from ..rules.options import WalkOptions
    from ..rules.paging import Identified, PageQuery
    from .port import Port
    from .port_values import Pending

I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item
I_co = TypeVar("I_co", bound="Identified", covariant=True)


class Envelope(Protocol[I_co]):
    """What every list of the API comes in."""

    @property
    def data(self) -> Sequence[I_co]:
        """The items."""
        ...

    has_more: bool | None
    last_id: str | None
    first_id: str | None


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
        return select_wanted(self.query, fresh)

    @property
    def data(self) -> Sequence[I]:
        """The same items in the server's order."""
        return order_as_sent(self.query, self.items)

    @cached_property
    def following(self) -> PageQuery | None:
        """The query for the page behind this one; None if this was the last."""
        return next_query(self.query, self.envelope, len(self.items))


class Pager(Struct, Generic[I], frozen=True):
    """A list that can be asked for page by page.

    Attributes:
        io: The port.
        request: Makes the request for the page that a query describes.
        first: The query for the first page.
    """

    io: Port
    request: Callable[[PageQuery], Operation[Envelope[I]]]
    first: PageQuery

    async def fetch(self, query: PageQuery) -> Fetched[I]:
        """Return the page that *query* describes."""
        began = self.io.elapsed()
        try:
            envelope = await self.io.send(self.request(query))
        except BadRequestError as refusal:
            if not query.is_too_large(refusal):
                raise
            query = query.with_usual_pages()
            envelope = await self.io.send(self.request(query))
        return Fetched(query, envelope, took=self.io.elapsed() - began)

    async def fetch_behind(self, page: Fetched[I], query: PageQuery) -> Fetched[I]:
        """Return the page behind *page*, from a neighbour's cursor if its last item was deleted meanwhile."""
        seen = [item.id for item in order_as_walked(query, page.envelope.data or ())]
        neighbours = iter(seen[-2 : -NEIGHBOURS - 2 : -1])
        while True:
            try:
                return evolve(await self.fetch(query), doubled=frozenset(seen))
            except (BadRequestError, NotFoundError):
                cursor = next(neighbours, None)
                if cursor is None:
                    raise
            query = evolve(query, parameters={**query.parameters, query.cursor: cursor})

    async def fetch_first(self, page: Fetched[I] | None) -> Fetched[I]:
        """Return *page*, or the first one."""
        return page or await self.fetch(self.first.with_large_pages())

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
        self._fetch: Callable[[], Coroutine[object, object, Fetched[I]]] = partial(pager.fetch_first, page)
        self._pending: Pending[Fetched[I]] | None = Deferred(self._fetch)

    def __aiter__(self) -> Walk[I]:
        return self

    async def __anext__(self) -> Fetched[I]:
        pending, self._pending = self._pending, None
        if pending is None:
            raise StopAsyncIteration
        try:
            page = await pending.result()
        except BaseException:
            self._pending = Deferred(self._fetch)  # the page is not lost to whoever asks once more
            raise
        # What follows is decided first, so that a page which the server repeats is not yielded.
        if query := page.following:
            self._fetch = partial(self.pager.fetch_behind, page, query)
            early = query.fetches_ahead(page.took)
            self._pending = self.pager.io.ahead(self._fetch, at_once=early)
        return page

    async def aclose(self) -> None:
        """End the walk, and the request for the next page if that is under way."""
        pending, self._pending = self._pending, None
        if pending:
            await pending.drop()


class Items(Generic[I]):
    """The items of all pages, one after the other."""

    def __init__(self, pages: Walk[I]) -> None:
        self._pages = pages
        self._of_this_page: Iterator[I] = iter(())

    def __aiter__(self) -> Items[I]:
        return self

    async def __anext__(self) -> I:
        while True:
            for item in self._of_this_page:
                return item
            self._of_this_page = iter((await self._pages.__anext__()).items)

    async def aclose(self) -> None:
        """End the walk."""
        self._of_this_page = iter(())
        await self._pages.aclose()


def make_pager(
    io: Port, request: Callable[[PageQuery], Operation[Envelope[I]]], options: WalkOptions
) -> Pager[I]:
    """Return the list whose pages *request* asks for.

    Raises:
        ValueError: `since` or `until` is not a time.
    """
    return Pager(io, request, first_query(options))
