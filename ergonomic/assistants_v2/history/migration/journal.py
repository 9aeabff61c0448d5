"""What was carried over, thread by thread, in a file that only grows: who begins again goes on from there.

A line is on the disk before the next request is sent. A process that is killed leaves at most half a line at
the end, which is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from .records import Carried, Record

try:
    import fcntl
except ImportError:  # not on this operating system
    fcntl = None  # type: ignore[assignment]  # mypy has no name for a module that may be missing

SCHEMA = "assistants-v2-conversations/v1"
"""What the first line calls the form of the file."""


class JournalRefused(Exception):
    """A file cannot be used as the journal; the text says why."""


class Journal:
    """A journal that is open, and locked for others.

    Args:
        path: The file, for errors.
        descriptor: The same, open.
        record: What it says.

    Attributes:
        record: What it says by now.
    """

    def __init__(self, path: Path, descriptor: int, record: Record) -> None:
        self._path = path
        self._descriptor = descriptor
        self.record = record

    def note(self, event: str, thread_id: str, **facts: Any) -> None:
        """Write a line, and wait until it is on the disk.

        Raises:
            OSError: It cannot be written; the error names the file.
        """
        entry = {"event": event, "thread_id": thread_id, **facts}
        try:
            _write_line(self._descriptor, entry)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._path)) from error
        self.record.take(entry)

    def find(self, thread_id: str) -> Carried:
        """Return how far a thread has come."""
        return self.record.threads.get(thread_id, Carried())


@contextmanager
def open_journal(path: Path, target: str) -> Generator[Journal]:
    """Open a journal for the time of a block, and make it if there is none.

    Args:
        path: Its file.
        target: The address to which it belongs.

    Raises:
        JournalRefused: It belongs to another address, somebody else is at work with it, it is something else,
            or it cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise JournalRefused(f"the journal {path} cannot be opened: {error.strerror}.") from error
    try:
        _lock(descriptor, path)
        record = _load(descriptor, path, target)
        yield Journal(path, descriptor, record)
    finally:
        os.close(descriptor)


def read_journal(path: Path, target: str) -> Record:
    """Return what a journal says, and leave it as it is; nothing if there is none.

    Raises:
        JournalRefused: It belongs to another address, or is something else.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Record()
    except OSError as error:
        raise JournalRefused(f"the journal {path} cannot be read: {error.strerror}.") from error
    return _read_lines(data[: data.rfind(b"\n") + 1], path, target)


def _lock(descriptor: int, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise JournalRefused(f"another process is at work with the journal {path}.") from None
    except OSError:
        pass  # this file system has no locks


def _load(descriptor: int, path: Path, target: str) -> Record:
    """Return what an open journal says; drops half a line at its end, and writes the first one."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        data = file.read()
    whole = data.rfind(b"\n") + 1
    record = _read_lines(data[:whole], path, target)
    os.ftruncate(descriptor, whole)
    os.lseek(descriptor, whole, os.SEEK_SET)
    if not whole:
        _write_line(descriptor, {"journal": SCHEMA, "target": target})
        _sync_folder(path.parent)
    return record


def _read_lines(data: bytes, path: Path, target: str) -> Record:
    record = Record()
    lines = data.splitlines()
    if not lines:
        return record
    entries = [_read_line(line, path) for line in lines]
    if entries[0].get("journal") != SCHEMA:
        raise JournalRefused(f"{path} is not a journal of this command; name another file with --journal.")
    if entries[0].get("target") != target:
        raise JournalRefused(
            f"the journal {path} belongs to {entries[0].get('target')}; name another file with --journal."
        )
    for entry in entries[1:]:
        record.take(entry)
    return record


def _read_line(line: bytes, path: Path) -> dict[str, Any]:
    try:
        entry: object = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        raise JournalRefused(f"{path} is damaged or not a journal; name another file with --journal.")
    return cast("dict[str, Any]", entry)


def _write_line(descriptor: int, entry: dict[str, Any]) -> None:
    data = json.dumps(entry).encode() + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on the disk too; some systems cannot."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
