"""Pages of a list as callers hold them: iterate one, and the pages behind it are fetched on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast

from assistants_v2_raw.results import Dumpable
from attrs import frozen

from ..io.runner import each, finish
from ..io.tracebacks import shorten_traceback
from ..rules.suggestions import suggest_for
from .colours import Awaited

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from ..flows.paging import Fetched, Items, Pager, Walk
    from ..rules.paging import Identified

I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item


@frozen
class PageView(Dumpable, Generic[I]):
    """What a page shows to blocking and to async code.

    As a dict or as JSON it has its own items, and not those of the pages behind it.
    """

    _pager: Pager[I]
    _fetched: Fetched[I]

    def __repr__(self) -> str:
        items = f"<{len(self.data)} x {type(self.data[0]).__name__}>" if self.data else ""
        ends = f", first_id={self.first_id!r}, last_id={self.last_id!r}" if self.data else ""
        return f"{type(self).__name__}(data=[{items}]{ends}, has_more={self.has_more})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich.print` shows: the page's own items, each as short as it can be."""
        yield "data", [*self.data]
        yield "has_more", self.has_more

    def _repr_html_(self) -> str:
        """Return what notebooks show: messages as a conversation, anything else as tables."""
        from assistants_v2_transcripts.notebooks import write_items  # late: only notebooks ask

        return write_items(self.data)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds connections, and is not pickled: its .data is")

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"a page has no attribute {name!r}{suggest_for(self, name)}")

    @property
    def data(self) -> Sequence[I]:
        """The items of this page, no more than `max_items`."""
        return self._fetched.data

    @property
    def has_more(self) -> bool:
        """Whether the server has items behind this page; False if it does not say."""
        return bool(self._fetched.envelope.has_more)

    @property
    def first_id(self) -> str | None:
        """The id of the page's first item; None on an empty page."""
        return self._fetched.envelope.first_id or (self.data[0].id if self.data else None)

    @property
    def last_id(self) -> str | None:
        """The id of the page's last item; None on an empty page."""
        return self._fetched.envelope.last_id or (self.data[-1].id if self.data else None)

    @property
    def object(self) -> str:
        """The word `list`, as the API marks its lists."""
        return "list"

    @property
    def _request_id(self) -> str | None:
        """The `x-request-id` of the answer, as the official SDK's pages have it."""
        return self._sent._request_id

    def has_next_page(self) -> bool:
        """Say whether iterating would fetch another page behind this one."""
        return self._fetched.following is not None

    def next_page_info(self) -> Mapping[str, Any] | None:
        """Return the query of the page behind this one; None if there is none."""
        query = self._fetched.following
        return None if query is None else query.parameters

    def keys(self) -> Sequence[str]:
        """Return the names of a page's parts, so that `dict(page)` has them."""
        return [*self._list_parts(with_absent=True)]

    def __getitem__(self, name: str) -> Any:
        if not isinstance(cast("object", name), str):
            raise TypeError(f"a page has names, and its items are in .data: write .data[{name!r:.20}]")
        return self._list_parts(with_absent=True)[name]

    @property
    def _sent(self) -> Dumpable:
        """The page as the server sent it."""
        return cast("Dumpable", self._fetched.envelope)

    def _list_parts(self, *, with_absent: bool) -> Mapping[str, Any]:
        return {**self._sent._list_parts(with_absent=with_absent), "data": self.data}

    async def _fetch_next(self) -> Fetched[I]:
        query = self._fetched.following
        if query is None:
            raise LookupError("there is no page behind this one; has_next_page() tells beforehand")
        return await self._pager.fetch_behind(self._fetched, query)


@frozen(repr=False)
class Page(PageView[I]):
    """A page; iterating it yields its items and those of the pages behind it."""

    def __iter__(self) -> Iterator[I]:
        for fetched in each(self._pager.pages(self._fetched)):
            yield from fetched.items

    def pages(self) -> Iterator[Page[I]]:
        """Yield this page and those behind it."""
        return (Page(self._pager, fetched) for fetched in each(self._pager.pages(self._fetched)))

    iter_pages = pages  # as the official SDK calls it

    def get_next_page(self) -> Page[I]:
        """Fetch the page behind this one; raises LookupError if there is none."""
        return Page(self._pager, finish(self._fetch_next()))


@frozen(repr=False)
class AsyncPage(PageView[I]):
    """A page; `async for` yields its items and those of the pages behind it."""

    def __aiter__(self) -> Items[I]:
        return self._pager.items(self._fetched)

    def __iter__(self) -> NoReturn:
        raise TypeError("an async page is iterated with `async for`; its own items are in .data")

    def pages(self) -> AsyncWalk[I]:
        """Return an iterator over this page and those behind it."""
        return AsyncWalk(self._pager.pages(self._fetched))

    iter_pages = pages  # as the official SDK calls it

    async def get_next_page(self) -> AsyncPage[I]:
        """Fetch the page behind this one; raises LookupError if there is none."""
        return AsyncPage(self._pager, await self._fetch_next())


@frozen
class AsyncWalk(Generic[I]):
    """The pages of a list, for `async for`; it may be left early without being closed."""

    _walk: Walk[I]

    def __repr__(self) -> str:
        return "AsyncWalk(use async for)"

    def __aiter__(self) -> AsyncWalk[I]:
        return self

    async def __anext__(self) -> AsyncPage[I]:
        return AsyncPage(self._walk.pager, await self._walk.__anext__())

    async def aclose(self) -> None:
        """End the walk, and the request for the next page if that is under way."""
        await self._walk.aclose()


@frozen
class AsyncPages(Awaited, Generic[I]):
    """A list not yet asked for: `await` it for the first page, or `async for` over all its items."""

    _pager: Pager[I]

    def __repr__(self) -> str:
        return "AsyncPages(not fetched yet: await it for the first page, or use async for)"

    def __await__(self) -> Generator[None, None, AsyncPage[I]]:
        return self._first().__await__()

    async def _first(self) -> AsyncPage[I]:
        """Fetch the first page."""
        try:
            return AsyncPage(self._pager, await _fetch_first(self._pager))
        except Exception as error:
            shorten_traceback(error)
            raise

    def __aiter__(self) -> Items[I]:
        return self._pager.items()

    def __iter__(self) -> NoReturn:
        raise TypeError("an async list is iterated with `async for`, or awaited for its first page")

    def pages(self) -> AsyncWalk[I]:
        """Return an iterator over the first page and those behind it."""
        return AsyncWalk(self._pager.pages())


def fetch_page(pager: Pager[I]) -> Page[I]:
    """Return the first page of a list."""
    return Page(pager, finish(_fetch_first(pager)))


async def _fetch_first(pager: Pager[I]) -> Fetched[I]:
    """Fetch the first page of a list."""
    return await pager.fetch(pager.first)
