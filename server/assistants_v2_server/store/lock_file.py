"""A file beside a database that is locked while its owner lives, so that others see at once that it died.

A lease tells that too, but only after it has run out. `runs.ownership` uses both: the operating system
frees the lock with the process, however that ended.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TypeAlias

try:
    import fcntl
except ImportError:  # not on this operating system, where leases have to do
    fcntl = None  # type: ignore[assignment]  # mypy has no name for a module that may be missing

LockState: TypeAlias = Literal["held", "abandoned", "unknown"]
"""Whether somebody has the lock, or only the file is there; unknown without a file, or without locks."""


class LockFile:
    """A file that is locked from the first `hold` until `release`.

    Args:
        path: Where the file is; made, readable for nobody else, when it is first held. None, beside a
            database in memory, for no file and no lock.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Say whether this object holds the file."""
        return self._descriptor is not None

    def hold(self) -> None:
        """Make and lock the file, once nobody else holds it; do nothing where that is not possible."""
        if self._descriptor is None:
            while not self._wait_once():
                pass

    @contextmanager
    def wait(self) -> Generator[None]:
        """Hold the file for the time of a block, once nobody else does; at once without locks."""
        self.hold()
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Remove the file and free its lock."""
        if self._descriptor is not None and self._path is not None:
            with suppress(OSError):
                self._path.unlink()
            self.unlock()

    def unlock(self) -> None:
        """Let go of the lock, and leave the file: who finds it sees that its owner has gone."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def look(self) -> LockState:
        """Say who has the lock of a file that is another's."""
        return self._probe(removes=False)

    def remove_abandoned(self) -> None:
        """Remove the file if nobody has its lock."""
        self._probe(removes=True)

    def _probe(self, *, removes: bool) -> LockState:
        """Take the lock for a moment, if that is possible."""
        if fcntl is None or self._path is None:
            return "unknown"
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return "unknown"
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if removes:  # who waits for the lock sees then that the file has gone
                self._path.unlink()
        except BlockingIOError:
            return "held"
        except OSError:
            return "unknown"
        finally:
            os.close(descriptor)
        return "abandoned"

    def _wait_once(self) -> bool:
        """Wait for the file; return False if its holder has removed it meanwhile."""
        if fcntl is None or self._path is None:
            return True
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            is_there = os.fstat(descriptor).st_ino == self._path.stat().st_ino
        except FileNotFoundError:
            is_there = False
        except OSError:  # this file system has no locks
            is_there = True
        if is_there:
            self._descriptor = descriptor
        else:
            os.close(descriptor)
        return is_there
