"""What `create(stream=True)` returns: the events of a run that has begun. Used by `resources`."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ..resources.event_streams import AsyncRunStream, RunStream

E = TypeVar("E")


class Stream(RunStream, Generic[E]):
    """The events of a run; leaving them keeps the run at work."""

    @property
    def response(self) -> Any:
        """The reply that brings them, an `httpx.Response`."""
        return _find_response(self)


class AsyncStream(AsyncRunStream, Generic[E]):
    """The events of a run; leaving them keeps the run at work."""

    @property
    def response(self) -> Any:
        """The reply that brings them, an `httpx.Response`."""
        return _find_response(self)


def _find_response(stream: Any) -> Any:
    """Return the reply that was kept for a stream."""
    return stream._events.watch.io.call.kept.response
