"""The events of a run as bytes to pass on. Used by the faces of streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.relaying import END, FAILURE, write_event

if TYPE_CHECKING:
    from .run_events import RunEvents


class Relay:
    """Yields the events that are left, each as the bytes of a server-sent event, and the mark of the end.

    What goes wrong is told as an `error` event first, and then raised.

    Args:
        events: The events.
    """

    def __init__(self, events: RunEvents) -> None:
        self._events = events
        self._failure: Exception | None = None
        self._is_over = False

    def __aiter__(self) -> Relay:
        return self

    async def __anext__(self) -> bytes:
        if self._failure:
            raise self._failure
        if self._is_over:
            raise StopAsyncIteration
        try:
            return write_event(await anext(self._events))
        except StopAsyncIteration:
            self._is_over = True
            return END
        except Exception as failure:  # noqa: BLE001  # raised when the reader has been told
            self._failure = failure
            return FAILURE + END

    async def aclose(self) -> None:
        """Leave the events."""
        self._is_over = True
        await self._events.aclose()
