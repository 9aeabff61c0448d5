"""Pages of a list as callers hold them: iterate one, and the pages behind it are fetched on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from attrs import frozen

from ..io.runner import each, finish

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from ..flows.paging import Fetched, Items, Pager, Walk
    from ..rules.paging import Identified

I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item


@frozen
class PageView(Generic[I]):
    """What a page shows in either colour."""

    pager: Pager[I]
    fetched: Fetched[I]

    @property
    def data(self) -> Sequence[I]:
        """The items of this page, no more than `max_items`."""
        return self.fetched.items

    @property
    def has_more(self) -> bool:
        """Whether the server has items behind this page; False if it does not say."""
        return bool(self.fetched.envelope.has_more)

    @property
    def first_id(self) -> str | None:
        """The id of the page's first item; None on an empty page."""
        return self.fetched.envelope.first_id or (self.data[0].id if self.data else None)

    @property
    def last_id(self) -> str | None:
        """The id of the page's last item; None on an empty page."""
        return self.fetched.envelope.last_id or (self.data[-1].id if self.data else None)

    def has_next_page(self) -> bool:
        """Say whether iterating would fetch another page behind this one."""
        return self.fetched.following is not None


@frozen
class Page(PageView[I]):
    """A page; iterating it yields its items and those of the pages behind it."""

    @classmethod
    def first(cls, pager: Pager[I]) -> Page[I]:
        """Fetch the first page of a list."""
        return cls(pager, finish(fetch(pager)))

    def __iter__(self) -> Iterator[I]:
        for fetched in each(self.pager.pages(self.fetched)):
            yield from fetched.items

    def pages(self) -> Iterator[Page[I]]:
        """Yield this page and those behind it."""
        return (Page(self.pager, fetched) for fetched in each(self.pager.pages(self.fetched)))

    def get_next_page(self) -> Page[I]:
        """Fetch the page behind this one; raises LookupError if there is none."""
        return Page(self.pager, finish(fetch_next(self)))


@frozen
class AsyncPage(PageView[I]):
    """A page; `async for` yields its items and those of the pages behind it."""

    def __aiter__(self) -> Items[I]:
        return self.pager.items(self.fetched)

    def __iter__(self) -> NoReturn:
        raise TypeError("an async page is iterated with `async for`; its own items are in .data")

    def pages(self) -> AsyncWalk[I]:
        """Return an iterator over this page and those behind it."""
        return AsyncWalk(self.pager.pages(self.fetched))

    async def get_next_page(self) -> AsyncPage[I]:
        """Fetch the page behind this one; raises LookupError if there is none."""
        return AsyncPage(self.pager, await fetch_next(self))


@frozen
class AsyncWalk(Generic[I]):
    """The pages of a list, for `async for`; it may be left early without being closed."""

    walk: Walk[I]

    def __aiter__(self) -> AsyncWalk[I]:
        return self

    async def __anext__(self) -> AsyncPage[I]:
        return AsyncPage(self.walk.pager, await self.walk.__anext__())

    async def aclose(self) -> None:
        """End the walk, and the request for the next page if that is under way."""
        await self.walk.aclose()


@frozen
class AsyncPages(Generic[I]):
    """A list not yet asked for: `await` it for the first page, or `async for` over all its items."""

    pager: Pager[I]

    def __await__(self) -> Generator[None, None, AsyncPage[I]]:
        return self.first().__await__()

    async def first(self) -> AsyncPage[I]:
        """Fetch the first page."""
        return AsyncPage(self.pager, await fetch(self.pager))

    def __aiter__(self) -> Items[I]:
        return self.pager.items()

    def __iter__(self) -> NoReturn:
        raise TypeError("an async list is iterated with `async for`, or awaited for its first page")

    def pages(self) -> AsyncWalk[I]:
        """Return an iterator over the first page and those behind it."""
        return AsyncWalk(self.pager.pages())


async def fetch(pager: Pager[I]) -> Fetched[I]:
    """Fetch the first page of a list."""
    return await pager.fetch(pager.first)


async def fetch_next(page: PageView[I]) -> Fetched[I]:
    """Fetch the page behind *page*."""
    query = page.fetched.following
    if query is None:
        raise LookupError("there is no page behind this one; has_next_page() tells beforehand")
    return await page.pager.behind(page.fetched, query)
