"""Turns flows that fetch a file, or a list that comes whole, into methods. Used by the faces of files and
stores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Generic, NoReturn, ParamSpec, TypeVar

from ..io.file_contents import FileContent
from ..io.runner import finish
from ..io.tracebacks import shorten_traceback
from .colours import Awaited
from .publishing import Published, Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

    from ..flows.port import Port
    from ..flows.port_values import Download
    from ..flows.whole_pages import WholePage

P = ParamSpec("P")
T = TypeVar("T")


def blocking_content(
    flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, Download]],
) -> Published[P, FileContent]:
    """Publish a flow that fetches a file as a method that returns its content."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> FileContent:
        return FileContent(finish(published.start(flow, self, args, kwargs)))

    published = Published(flow, method, ("Download", "FileContent"))
    return published


def cooperative_content(
    flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, Download]],
) -> Published[P, Coroutine[Any, Any, FileContent]]:
    """Publish a flow that fetches a file as a coroutine method."""

    async def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> FileContent:
        try:
            return FileContent(await published.start(flow, self, args, kwargs))
        except Exception as error:
            shorten_traceback(error)
            raise

    published: Published[P, Coroutine[Any, Any, FileContent]] = Published(
        flow, method, ("Download", "FileContent")
    )
    return published


class AsyncWhole(Awaited, Generic[T]):
    """A list not yet asked for: `await` it for the whole, or `async for` over its items."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, WholePage[T]]]) -> None:
        self._work = work
        self._items: Any = None

    def __repr__(self) -> str:
        return "AsyncWhole(not fetched yet: await it, or use async for)"

    def __await__(self) -> Generator[None, None, WholePage[T]]:
        return self._work().__await__()

    def __aiter__(self) -> AsyncWhole[T]:
        return AsyncWhole(self._work)

    async def __anext__(self) -> T:
        if self._items is None:
            self._items = iter((await self._work()).data)
        for item in self._items:
            found: T = item
            return found
        raise StopAsyncIteration

    def __iter__(self) -> NoReturn:
        raise TypeError("an async list is iterated with `async for`, or awaited")


def cooperative_whole(
    flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, WholePage[T]]],
) -> Published[P, AsyncWhole[T]]:
    """Publish a flow as a method whose result is awaited for a list, or iterated for its items."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> AsyncWhole[T]:
        return AsyncWhole(lambda: published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("WholePage[", "AsyncWhole["))
    return published
