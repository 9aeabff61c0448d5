"""What one listener has not read yet of a run's events; `feed` fills it, and the doors read it.

A listener that is slow loses deltas, and nothing else: what they say comes again with the object that they
belong to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock

from ..sse import write_event
from ..store import JsonObject
from .events import DONE, Event

MOST_EVENTS = 1_000
"""How many events may wait for a listener before deltas are dropped."""

MOST_BYTES = 1_000_000
"""How many bytes of events may."""


class Subscription:
    """The events of a run for one listener; safe to use from any thread.

    Args:
        run: The run as answers without events show it.
        leave: Called when the listener leaves.

    Attributes:
        run: The run as it was then.
        lost: How many deltas were dropped.
    """

    def __init__(self, run: JsonObject, leave: Callable[[Subscription], None]) -> None:
        self.run = run
        self.lost = 0
        self._leave = leave
        self._lock = Lock()
        self._events: deque[Event] = deque()
        self._bytes = 0
        self._is_ended = False
        self._wake: Callable[[], None] | None = None

    @property
    def is_over(self) -> bool:
        """Say whether everything has been read, and nothing more comes."""
        return self._is_ended and not self._events

    def put(self, events: Iterable[Event]) -> None:
        """Add events; none after the last one, or after the listener has left."""
        with self._lock:
            for event in events:
                if self._is_ended:
                    break
                if event.is_delta and (len(self._events) >= MOST_EVENTS or self._bytes >= MOST_BYTES):
                    self.lost += 1
                    continue
                self._events.append(event)
                self._bytes += len(event.data)
                self._is_ended = event is DONE
            wake, self._wake = self._wake, None
        if wake is not None:
            wake()

    def take(self) -> list[Event]:
        """Return the events that wait; empty if there are none."""
        with self._lock:
            events = [*self._events]
            self._events.clear()
            self._bytes = 0
        return events

    def take_chunk(self) -> bytes:
        """Return the events that wait as they are sent; empty if there are none."""
        return b"".join([write_event(event.name, event.data) for event in self.take()])

    def call_when_ready(self, wake: Callable[[], None]) -> None:
        """Have a function called once: now, if there is something to take or nothing more comes, or then.

        Args:
            wake: May be called in any thread, and must not wait.
        """
        with self._lock:
            if not self._events and not self._is_ended:
                self._wake = wake
                return
        wake()

    def close(self) -> None:
        """Leave; nothing comes any more. Twice does no harm."""
        with self._lock:
            self._is_ended = True
            self._events.clear()
            wake, self._wake = self._wake, None
        self._leave(self)
        if wake is not None:
            wake()
