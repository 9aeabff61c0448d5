"""What `create(stream=True)` returns: the events of a run that has begun. Used by `resources`."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ..resources.event_streams import AsyncRunStream, RunStream

E = TypeVar("E")


class _Answered:
    """What has the reply that brings it."""

    _events: Any

    @property
    def response(self) -> Any:
        """The reply that brings the events, an `httpx.Response`."""
        return self._events.watch.io.call.kept.response


class Stream(_Answered, RunStream, Generic[E]):
    """The events of a run; leaving them keeps the run at work."""


class AsyncStream(_Answered, AsyncRunStream, Generic[E]):
    """The events of a run; leaving them keeps the run at work."""
