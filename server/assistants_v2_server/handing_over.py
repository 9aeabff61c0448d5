"""What a thread opens for a coroutine that may have been cancelled by then: somebody closes it all the same.

`transport` has answers opened so, which may hold a file or the events of a run; the indexer of documents and
the sessions of code_interpreter have files opened so.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What is open until it is closed."""

    def close(self) -> object:
        """Hold nothing open any more."""
        ...


T = TypeVar("T", bound=Closable | None)


class Handover(Generic[T]):
    """Hands what a thread opens to whoever waits for it, or closes it where nobody waits any more.

        handover = Handover(library.begin_reading)
        try:
            reader = await do_in_thread(handover.open, file)
        finally:
            handover.leave()

    Args:
        opener: What opens it; may block. None is nothing to close.
    """

    def __init__(self, opener: Callable[..., T]) -> None:
        self._opener = opener
        self._opened: list[T] = []
        self._is_left = False
        self._lock = Lock()

    def open(self, *arguments: object) -> T:
        """Return what the opener returns, in the thread that opens; closed already if nobody waits for it."""
        opened = self._opener(*arguments)
        with self._lock:
            if not self._is_left:
                self._opened.append(opened)
                return opened
        _close(opened)
        return opened

    def leave(self) -> None:
        """Have it closed, now or as soon as it is open. Twice does no harm."""
        with self._lock:
            self._is_left = True
            opened, self._opened = self._opened, []
        for each in opened:
            _close(each)


def _close(opened: Closable | None) -> None:
    if opened is not None:
        opened.close()
