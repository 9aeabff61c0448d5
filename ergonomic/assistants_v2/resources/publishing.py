"""Turns a flow into a method, blocking or async. Used by the faces, the modules beside this one.

Type checkers see the method through the types here, editors through the stubs beside the faces, and
`help()` through `signatures`.
"""

from __future__ import annotations

from functools import cached_property
from types import FunctionType, MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Concatenate,
    Generic,
    NoReturn,
    ParamSpec,
    Self,
    TypeVar,
    overload,
)

from ..io.runner import each, finish
from ..io.tracebacks import shorten_traceback
from ..rules.arguments import Arguments
from ..rules.calls import CALL_OPTIONS, read_call
from ..rules.suggestions import suggest_for
from .pages import AsyncPages, fetch_page
from .signatures import NOT_OFFERED, docstring_of, fields_of, signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from ..flows.paging import Pager
    from ..flows.port import Port
    from ..flows.port_values import ClosableAsyncIterator
    from ..flows.run_events import RunEvents
    from ..rules.calls import Call
    from ..rules.paging import Identified
    from .pages import Page

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item


class Face:
    """What has methods that are made of flows."""


class Answering:
    """What has its methods once more, which return replies: a client, and each part of the API."""

    @property
    def with_raw_response(self) -> Any:  # the stubs say what it has
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
        from .raw_responses import RawMethods  # late: most programs never ask

        return RawMethods(self, "with_raw_response")

    @property
    def with_streaming_response(self) -> Any:  # the stubs say what it has
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
        from .raw_responses import RawMethods  # late: most programs never ask

        return RawMethods(self, "with_streaming_response")


class Resource(Face, Answering):
    """A part of the API, bound to the port of one client."""

    _path: ClassVar[str]  # where programs find it, below the client

    def __init_subclass__(cls, *, path: str = "") -> None:
        cls._path = path

    def __init__(self, io: Port) -> None:
        self._io = io

    def __repr__(self) -> str:
        return f"{type(self).__name__}(client.{self._path})"

    def _serve(self, call: Call) -> Self:
        """Return the same resource, for one call."""
        return type(self)(self._io.serve(call))

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"client.{self._path} has no attribute {name!r}{suggest_for(self, name)}")


class Published(Generic[P, R]):
    """A method made of a flow.

    Args:
        flow: The flow, whose first parameter is the port.
        method: The method that runs it, without name, docstring and signature.
        returned: The start of the flow's return type, and what stands there in the method's.
    """

    def __init__(
        self,
        flow: Callable[..., Any],
        method: Callable[Concatenate[Any, P], R],
        returned: tuple[str, str] = ("", ""),
    ) -> None:
        self.flow = flow
        self._method = method
        self._returned = returned

    @property
    def is_stream(self) -> bool:
        """Whether the method yields: then there is no one reply that it was read from."""
        return any(
            word in str(signature_of(self.flow).return_annotation) for word in ("AsyncIterator[", "RunEvents")
        )

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._owner = owner
        self._name = name

    def start(
        self, flow: Callable[..., T], resource: Resource, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> T:
        """Start the flow with what the method was called with.

        Raises:
            TypeError: The method does not take these arguments.
        """
        io, given = resource._io, self._arguments.check(args, kwargs)  # pyright: ignore[reportPrivateUsage]
        if not CALL_OPTIONS.isdisjoint(given):
            io = io.serve(read_call(given, io.call.kept))
            given = {name: value for name, value in given.items() if name not in CALL_OPTIONS}
        return flow(io, *args, **given)

    @cached_property
    def _arguments(self) -> Arguments:
        """What the method takes."""
        shown = [*signature_of(self.flow).parameters.values()][1:]
        taken = [parameter for parameter in shown if parameter.name not in CALL_OPTIONS]
        fields = fields_of(self.flow)
        silent = NOT_OFFERED & fields.__annotations__.keys() if fields else ()
        path = self._owner._path
        return Arguments(f"{path}.{self._name}", taken, silent, CALL_OPTIONS)

    @overload
    def __get__(self, face: None, owner: type) -> Callable[Concatenate[Any, P], R]: ...

    @overload
    def __get__(self, face: Face, owner: type) -> Callable[P, R]: ...

    def __get__(self, face: Face | None, owner: type) -> Any:
        return self._function if face is None else MethodType(self._function, face)

    @cached_property
    def _function(self) -> FunctionType:
        """The method as Python shows it; made when it is first asked for, since most never are."""
        from ._arguments import SENTENCES  # late: a client that is only made needs no docstring

        function = self._method
        assert isinstance(function, FunctionType)
        function.__name__ = self._name
        function.__qualname__ = f"{self._owner.__name__}.{self._name}"
        function.__module__ = self._owner.__module__
        signature = signature_of(self.flow, self._returned)
        function.__signature__ = signature  # type: ignore[attr-defined]  # inspect reads it
        function.__doc__ = docstring_of(self.flow, signature, SENTENCES)
        return function


def blocking(flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, T]]) -> Published[P, T]:
    """Publish a flow as a method that returns when it is done."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return finish(published.start(flow, self, args, kwargs))

    published = Published(flow, method)
    return published


def cooperative(
    flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, T]],
) -> Published[P, Coroutine[Any, Any, T]]:
    """Publish a flow as a coroutine method."""

    async def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await published.start(flow, self, args, kwargs)
        except Exception as error:
            shorten_traceback(error)
            raise

    published: Published[P, Coroutine[Any, Any, T]] = Published(flow, method)
    return published


def blocking_stream(
    flow: Callable[Concatenate[Port, P], ClosableAsyncIterator[T]],
) -> Published[P, Iterator[T]]:
    """Publish a flow that yields as a method that returns an iterator."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        return each(published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("ClosableAsyncIterator[", "Iterator["))
    return published


def cooperative_stream(
    flow: Callable[Concatenate[Port, P], ClosableAsyncIterator[T]],
) -> Published[P, ClosableAsyncIterator[T]]:
    """Publish a flow that yields as a method that returns an async iterator."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> ClosableAsyncIterator[T]:
        return published.start(flow, self, args, kwargs)

    published = Published(flow, method)
    return published


def blocking_on_events(flow: Callable[Concatenate[RunEvents, P], Coroutine[Any, Any, T]]) -> Published[P, T]:
    """Publish what is asked of events as a method that returns when it is done."""

    def method(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return finish(flow(self._events, *args, **kwargs))

    return Published(flow, method)


def cooperative_on_events(
    flow: Callable[Concatenate[RunEvents, P], Coroutine[Any, Any, T]],
) -> Published[P, Coroutine[Any, Any, T]]:
    """Publish what is asked of events as a coroutine method."""

    async def method(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await flow(self._events, *args, **kwargs)
        except Exception as error:
            shorten_traceback(error)
            raise

    return Published(flow, method)


def blocking_pages(flow: Callable[Concatenate[Port, P], Pager[I]]) -> Published[P, Page[I]]:
    """Publish a list flow as a method that returns the first page."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> Page[I]:
        return fetch_page(published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("Pager[", "Page["))
    return published


def cooperative_pages(flow: Callable[Concatenate[Port, P], Pager[I]]) -> Published[P, AsyncPages[I]]:
    """Publish a list flow as a method whose result is awaited for a page, or iterated for all items."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> AsyncPages[I]:
        return AsyncPages(published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("Pager[", "AsyncPages["))
    return published
