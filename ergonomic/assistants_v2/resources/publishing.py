"""Turns a flow into a method, blocking or async, with the flow's docstring and its real signature.

A flow takes a port first and body fields as `**fields: Unpack[SomeParams]`. The method has neither:
`inspect.signature` and `help` show each field as the keyword argument it is.
"""

from __future__ import annotations

import inspect
from functools import cached_property
from types import FunctionType, MethodType
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    TypeVar,
    overload,
)

from ..io.runner import each, finish
from .pages import AsyncPages, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from ..flows.paging import Pager
    from ..flows.port import ClosableAsyncIterator, Port
    from ..rules.paging import Identified

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")
I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item


class Resource:
    """A part of the API, bound to the port of one client."""

    def __init__(self, io: Port) -> None:
        self.io = io


class Published(Generic[P, R]):
    """A method made of a flow.

    Args:
        flow: The flow, whose first parameter is the port.
        method: The method that runs it, without name, docstring and signature.
        pages: For a list, the name of the class that the method returns.
    """

    def __init__(
        self, flow: Callable[..., Any], method: Callable[Concatenate[Any, P], R], pages: str = ""
    ) -> None:
        self.flow = flow
        self.method = method
        self.pages = pages

    def __set_name__(self, owner: type, name: str) -> None:
        self.qualified_name = f"{owner.__name__}.{name}"
        self.module = owner.__module__

    @overload
    def __get__(self, resource: None, owner: type) -> Callable[Concatenate[Any, P], R]: ...

    @overload
    def __get__(self, resource: Resource, owner: type) -> Callable[P, R]: ...

    def __get__(self, resource: Resource | None, owner: type) -> Any:
        return self.function if resource is None else MethodType(self.function, resource)

    @cached_property
    def function(self) -> FunctionType:
        """The method as Python shows it; made when it is first asked for, since most never are."""
        function = self.method
        assert isinstance(function, FunctionType)
        function.__name__ = self.qualified_name.rpartition(".")[2]
        function.__qualname__ = self.qualified_name
        function.__module__ = self.module
        function.__doc__ = self.flow.__doc__
        function.__signature__ = signature_of(self.flow, self.pages)  # type: ignore[attr-defined]  # inspect reads it
        return function


def signature_of(flow: Callable[..., Any], pages: str = "") -> inspect.Signature:
    """Return the signature of the method that *flow* becomes: `self` for the port, fields spelled out."""
    own = inspect.signature(flow)
    parameters = list(own.parameters.values())
    parameters[0] = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    if parameters[-1].kind is inspect.Parameter.VAR_KEYWORD:
        parameters[-1:] = fields_of(flow, parameters[-1].annotation)
    parameters.sort(key=lambda p: (p.kind, p.kind is p.KEYWORD_ONLY and p.default is not p.empty))
    returned = str(own.return_annotation)
    return own.replace(
        parameters=parameters,
        return_annotation=returned.replace("Pager[", f"{pages}[") if pages else returned,
    )


def fields_of(flow: Callable[..., Any], annotation: str) -> list[inspect.Parameter]:
    """Return a keyword parameter for each field of the TypedDict in the annotation `Unpack[Name]`."""
    typed_dict: Any = getattr(inspect.getmodule(flow), annotation.removeprefix("Unpack[").removesuffix("]"))
    hints = {
        name: getattr(hint, "__forward_arg__", hint) for name, hint in typed_dict.__annotations__.items()
    }
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if hint.startswith("Required[") else NOT_GIVEN,
            annotation=hint.removeprefix("Required[").removesuffix("]")
            if hint.startswith("Required[")
            else hint,
        )
        for name, hint in hints.items()
        if name != "stream"
    ]


class NotGiven:
    """The default of a field that is left out of the request when the caller leaves it out."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN = NotGiven()


def blocking(flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, T]]) -> Published[P, T]:
    """Publish a flow as a method that returns when it is done."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return finish(flow(self.io, *args, **kwargs))

    return Published(flow, method)


def cooperative(
    flow: Callable[Concatenate[Port, P], Coroutine[Any, Any, T]],
) -> Published[P, Coroutine[Any, Any, T]]:
    """Publish a flow as a coroutine method."""

    async def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await flow(self.io, *args, **kwargs)

    return Published(flow, method)


def blocking_stream(
    flow: Callable[Concatenate[Port, P], ClosableAsyncIterator[T]],
) -> Published[P, Iterator[T]]:
    """Publish a flow that yields as a method that returns an iterator."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        return each(flow(self.io, *args, **kwargs))

    return Published(flow, method)


def cooperative_stream(
    flow: Callable[Concatenate[Port, P], ClosableAsyncIterator[T]],
) -> Published[P, ClosableAsyncIterator[T]]:
    """Publish a flow that yields as a method that returns an async iterator."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> ClosableAsyncIterator[T]:
        return flow(self.io, *args, **kwargs)

    return Published(flow, method)


def blocking_pages(flow: Callable[Concatenate[Port, P], Pager[I]]) -> Published[P, Page[I]]:
    """Publish a list flow as a method that returns the first page."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> Page[I]:
        return Page[I].first(flow(self.io, *args, **kwargs))

    return Published(flow, method, "Page")


def cooperative_pages(flow: Callable[Concatenate[Port, P], Pager[I]]) -> Published[P, AsyncPages[I]]:
    """Publish a list flow as a method whose result is awaited for a page, or iterated for all items."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> AsyncPages[I]:
        return AsyncPages(flow(self.io, *args, **kwargs))

    return Published(flow, method, "AsyncPages")
