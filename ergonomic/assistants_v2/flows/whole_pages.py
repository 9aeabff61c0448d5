"""Lists that come whole, in one answer: models, what a search found, the text of a file.

Their items have no ids to go on from, so they are no pages of `paging`. Used by the flows that return them;
both clients hold the same class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar, cast

from assistants_v2_raw.results import Dumpable
from attrs import frozen

from ..rules.suggestions import suggest_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class WholeEnvelope(Protocol[T_co]):
    """What such a list comes in."""

    @property
    def data(self) -> Sequence[T_co]:
        """The items."""
        ...


@frozen
class WholePage(Dumpable, Generic[T]):
    """A list that came whole; iterating it, or `async for`, yields its items. No page is behind it."""

    _envelope: WholeEnvelope[T]

    def __repr__(self) -> str:
        items = f"<{len(self.data)} x {type(self.data[0]).__name__}>" if self.data else ""
        return f"WholePage(data=[{items}])"

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"a page has no attribute {name!r}{suggest_for(self, name)}")

    @property
    def data(self) -> Sequence[T]:
        """The items."""
        return self._envelope.data or []  # some servers say null for nothing

    @property
    def object(self) -> str:
        """The word by which the API marks the list."""
        found: str = getattr(self._envelope, "object", "list")
        return found

    @property
    def has_more(self) -> bool:
        """Whether the server has more; nothing asks for it."""
        return bool(getattr(self._envelope, "has_more", False))

    @property
    def search_query(self) -> Sequence[str]:
        """What was searched for; empty for a list that was not searched for."""
        found: str | Sequence[str] | None = getattr(self._envelope, "search_query", None)
        return [found] if isinstance(found, str) else found or []

    @property
    def _request_id(self) -> str | None:
        return cast("Dumpable", self._envelope)._request_id

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def __aiter__(self) -> WholeItems[T]:
        return WholeItems(iter(self.data))

    def has_next_page(self) -> bool:
        """Say that there is none."""
        return False

    def next_page_info(self) -> Mapping[str, Any] | None:
        """Return None, since no page is behind this one."""
        return None

    def keys(self) -> Sequence[str]:
        """Return the names of a page's parts, so that `dict(page)` has them."""
        return [*self._list_parts(with_absent=True)]

    def __getitem__(self, name: str) -> Any:
        return self._list_parts(with_absent=True)[name]

    def _list_parts(self, *, with_absent: bool) -> Mapping[str, Any]:
        return cast("Dumpable", self._envelope)._list_parts(with_absent=with_absent)


class WholeItems(Generic[T]):
    """The items, for `async for`."""

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items

    def __aiter__(self) -> WholeItems[T]:
        return self

    async def __anext__(self) -> T:
        for item in self._items:
            return item
        raise StopAsyncIteration
