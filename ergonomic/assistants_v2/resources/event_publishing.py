"""Turns flows of events into methods that return a stream. Used by the faces of `runs` and `threads`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec

from .publishing import Published, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..flows.port import Port
    from ..flows.run_events import RunEvents
    from .event_streams import AsyncRunStream, RunStream

P = ParamSpec("P")


def blocking_events(flow: Callable[Concatenate[Port, P], RunEvents]) -> Published[P, RunStream]:
    """Publish a flow of events as a method that returns a stream."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> RunStream:
        from .event_streams import RunStream  # late: most programs read no streams

        return RunStream(published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("RunEvents", "RunStream"))
    return published


def cooperative_events(flow: Callable[Concatenate[Port, P], RunEvents]) -> Published[P, AsyncRunStream]:
    """Publish a flow of events as a method that returns an async stream."""

    def method(self: Resource, /, *args: P.args, **kwargs: P.kwargs) -> AsyncRunStream:
        from .event_streams import AsyncRunStream  # late: most programs read no streams

        return AsyncRunStream(published.start(flow, self, args, kwargs))

    published = Published(flow, method, ("RunEvents", "AsyncRunStream"))
    return published
