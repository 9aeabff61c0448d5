"""Folders for the files of a session, beside which a lock tells whether their process still lives.

`monty` makes one for each session. What a process that was killed has left, which may be files of its users,
is removed by the next one that makes such a folder.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from pathlib import Path

from ...store import LockFile

_PREFIX = "assistants-v2-session-"
_LOCK = ".lock"


class SessionFolder:
    """A folder that nobody else may read; made at once.

    Attributes:
        path: Where it is.
    """

    def __init__(self) -> None:
        remove_abandoned()
        self.path = Path(tempfile.gettempdir()) / f"{_PREFIX}{secrets.token_hex(16)}"
        self._lock = LockFile(self.path.with_suffix(_LOCK))
        self._lock.hold()
        try:
            self.path.mkdir(mode=0o700)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Remove it and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()


def remove_abandoned() -> None:
    """Remove the folders of processes that have ended without doing so."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*{_LOCK}"):
        lock = LockFile(path)
        if lock.look() == "abandoned":
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            lock.remove_abandoned()
