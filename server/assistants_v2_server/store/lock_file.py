"""A file beside a database that is locked while its owner lives, so that others see at once that it died.

A lease tells that too, but only after it has run out. `runs.ownership` uses both: the operating system
frees the lock with the process, however that ended.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on this operating system, where leases have to do
    fcntl = None  # type: ignore[assignment]  # mypy has no name for a module that may be missing


class LockFile:
    """A file that is locked from the first `hold` until `release`.

    Args:
        path: Where the file is; made, readable for nobody else, when it is first held.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def hold(self) -> None:
        """Make and lock the file; do nothing where that is not possible, or has been done."""
        if self._descriptor is not None or fcntl is None:
            return
        with suppress(OSError):
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def wait(self) -> Generator[None]:
        """Hold the file for the time of a block, once nobody else does; at once without locks."""
        while not self._wait_once():
            pass
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Remove the file and free its lock."""
        if self._descriptor is not None:
            self.remove()
            self.unlock()

    def unlock(self) -> None:
        """Let go of the lock, and leave the file: who finds it sees that its owner has gone."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_abandoned(self) -> bool:
        """Say whether the file is there and nobody holds its lock."""
        if fcntl is None:
            return False
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return True

    def _wait_once(self) -> bool:
        """Wait for the file; return False if its holder has removed it meanwhile."""
        if fcntl is None:
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

    def remove(self) -> None:
        """Remove the file of an owner that has died."""
        with suppress(OSError):
            self._path.unlink()
