"""The bytes of files in a folder beside the database, each named by its digest. `contents` is the user.

Bytes are written under another name, which is locked while somebody writes: so what a killed process has left
can be told from what is still coming. They get their own name when they are whole.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from .content_copies import name_folder
from .database import Database
from .lock_file import LockFile
from .troubles import DatabaseRefused

_MODE = 0o700
_ABANDONED = 24 * 60 * 60.0
"""Seconds without a change after which something half is nobody's, where no lock tells."""


def choose_folder(database: Database, given: str | os.PathLike[str] | None) -> Path | None:
    """Return the folder for the bytes of a database's files; None for a database that keeps them itself.

    Args:
        database: The database. One in memory keeps them itself, and one on a server does unless there is a
            folder, which all who work with it have.
        given: A folder that was chosen; None for the one beside the database, where that is a file.

    Raises:
        DatabaseRefused: There can be no such folder.
    """
    if database.is_memory and given is not None:
        raise DatabaseRefused("a database in memory has its files in memory too: name no folder for them.")
    if given is None:
        if database.path is None:
            return None
        folder = name_folder(database.path)
    else:
        folder = Path(given).resolve()
    if folder.exists() and not folder.is_dir():
        raise DatabaseRefused(f"{folder} is not a folder: name a folder for the files.")
    if not folder.parent.is_dir():
        raise DatabaseRefused(f"there is no folder {folder.parent}: make it, or name a folder elsewhere.")
    if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise DatabaseRefused(f"{folder} may not be read and written by this user: name another folder.")
    return folder


class ContentFolder:
    """A folder of bytes, which nobody else may read; made when it is first needed.

    Args:
        path: Where it is.
        is_durable: Whether what was kept survives a power failure.
    """

    def __init__(self, path: Path, *, is_durable: bool) -> None:
        self._path = path
        self._incoming = path / "incoming"
        self._is_durable = is_durable

    def begin(self) -> IncomingFile:
        """Return what takes new bytes."""
        for folder in (self._path, self._incoming):
            folder.mkdir(mode=_MODE, exist_ok=True)
        return IncomingFile(self._incoming / secrets.token_hex(16), is_durable=self._is_durable)

    def keep(self, connection: Connection, incoming: object, digest: str) -> None:
        """Give finished bytes their name, in a transaction that holds the write lock."""
        del connection
        assert isinstance(incoming, IncomingFile)
        place = self._find_place(digest)
        is_new = not place.parent.exists()
        place.parent.mkdir(mode=_MODE, exist_ok=True)
        incoming.move(place)
        if self._is_durable:
            _write_names(place.parent)
            if is_new:
                _write_names(self._path)

    def open(self, digest: str) -> tuple[BinaryIO, int]:
        """Return the bytes with a digest, and how many there are.

        Raises:
            FileNotFoundError: There are none.
        """
        reader = self._find_place(digest).open("rb")
        return reader, os.fstat(reader.fileno()).st_size

    def remove(self, connection: Connection, digest: str) -> bool:
        """Delete bytes, in a transaction that holds the write lock; say whether they are gone."""
        del connection
        place = self._find_place(digest)
        try:
            place.unlink(missing_ok=True)
        except PermissionError:  # some systems keep what is open
            return False
        with suppress(OSError):  # others are in there
            place.parent.rmdir()
        return True

    def clear(self) -> None:
        """Delete what was left half by processes that are gone."""
        with suppress(FileNotFoundError):
            for path in self._incoming.iterdir():
                lock = LockFile(path)
                if lock.look() != "unknown":
                    lock.remove_abandoned()
                    continue
                with suppress(OSError):
                    if path.stat().st_mtime < time.time() - _ABANDONED:
                        path.unlink()

    def _find_place(self, digest: str) -> Path:
        return self._path / digest[:2] / digest


class IncomingFile:
    """Bytes in a file that is locked until they are kept or thrown away.

    Args:
        path: The file, which is made.
        is_durable: Whether they are written to the disk when they are all there.
    """

    def __init__(self, path: Path, *, is_durable: bool) -> None:
        self._path = path
        self._is_durable = is_durable
        self._lock = LockFile(path)
        self._lock.hold()
        self._is_kept = False
        try:
            descriptor = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_BINARY", 0), 0o600
            )
        except BaseException:
            self._lock.release()
            raise
        self._file = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]

    def finish(self) -> None:
        """Have all of them on the disk, if that is asked for. Twice does no harm."""
        if self._file.closed:
            return
        if self._is_durable:
            os.fsync(self._file.fileno())
        self._file.close()

    def move(self, place: Path) -> None:
        """Give the bytes another name; the same bytes may be there already.

        A transaction that is tried again does it again.
        """
        if self._is_kept and place.exists():
            return
        self._path.replace(place)
        self._is_kept = True
        self._lock.unlock()

    def close(self) -> None:
        """Throw them away unless they were kept."""
        self._file.close()
        if not self._is_kept:
            self._is_kept = True
            self._path.unlink(missing_ok=True)
            self._lock.unlock()


def _write_names(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the operating system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
