"""Parts of a server that are made when they are first needed, along with the modules that they are in.

`workshop` and `runs` keep in it what few programs need: so a server that never searches, indexes or runs code
starts without all that.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Late(Generic[T]):
    """A part that is made when it is first asked for, once; safe to use from any thread.

    Args:
        make: Makes it. What it raises is raised to whoever asks, and the next one has it made again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: list[T] = []

    def get(self) -> T:
        """Return the part, made now if it has not been before."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]

    def is_made(self) -> bool:
        """Say whether the part has been made, without waiting for that."""
        return bool(self._made)

    def get_made(self) -> T | None:
        """Return the part if it has been made, or is being made just now; None if nobody has needed it."""
        with self._lock:
            return self._made[0] if self._made else None
