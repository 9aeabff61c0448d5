"""Has a fork of the process wait until no thread is at work in SQLite; every use of it passes through here.

SQLite guards what its connections share with locks in memory. A child gets copies of them, but not the
threads that would free them: it would wait for ever at its first own use. `opening` and `database` use this.
"""

from __future__ import annotations

import os
import threading

LONGEST_WAIT = 10.0
"""Seconds a fork waits at most: longer than a transaction waits for another process that writes."""


class ForkGate:
    """A gate that everybody may pass at any time, except while the process is being forked."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew, in a child, with nobody inside."""
        self._changed = threading.Condition(threading.Lock())
        self._inside = 0
        self._is_shut = False

    def shut(self) -> None:
        """Let nobody in until `open`, and wait until all are out, as long as a fork may wait."""
        with self._changed:
            self._is_shut = True
            self._changed.wait_for(lambda: not self._inside, LONGEST_WAIT)

    def open(self) -> None:
        """Let everybody in again."""
        with self._changed:
            self._is_shut = False
            self._changed.notify_all()

    def __enter__(self) -> None:
        with self._changed:
            while self._is_shut:
                self._changed.wait()
            self._inside += 1

    def __exit__(self, *details: object) -> None:
        with self._changed:
            self._inside -= 1
            if self._is_shut and not self._inside:
                self._changed.notify_all()


IN_USE = ForkGate()
"""Inside are the threads of this process that use SQLite."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=IN_USE.shut, after_in_parent=IN_USE.open, after_in_child=IN_USE.reset)
