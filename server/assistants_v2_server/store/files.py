"""The files of a database: where one may be, who may read it, and how a copy of one is made.

A database may hold whole conversations, so all its files are made readable for nobody else. SQLite makes
its own files beside a database as readable as that one is.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from .sqlite import copy_into, count_bytes
from .troubles import DatabaseRefused, find_trouble

_ADDRESS = re.compile(
    r":mem|file:|postgres(?:ql)?(?:\+\w+)?(?:://?|//|:$)|[a-zA-Z][\w+.-]+:/"
    r"|(?:dbname|host|password|port|service|user)\s*=",
    re.IGNORECASE,
)
"""How a place begins that is none of a file: an address, or a word that was to say that there is no file.

So does what PostgreSQL's programs take beside addresses, `host=... dbname=...`; it may hold a password.
"""

_MODE = 0o600
_MAKING = Lock()


def check_place(place: str) -> Path:
    """Return the full path of a file that may be a database.

    Raises:
        DatabaseRefused: There can be no database there; the text says why.
    """
    if not place or "\0" in place:
        raise DatabaseRefused(
            "the path of the database is empty: name a file, or ':memory:' for a database without one."
            if not place
            else "the path of the database holds a zero byte: name another file."
        )
    refuse_address(place)
    try:
        return _check_path(Path(place).resolve())
    except OSError as error:
        raise DatabaseRefused(
            f"{place} cannot be reached: {error.strerror}. Name a file elsewhere."
        ) from error


def refuse_address(place: str) -> None:
    """Return if what is to name a file is not meant as an address, in which there may be a password.

    Raises:
        DatabaseRefused: It is; the text has only how it begins.
    """
    if place != ":memory:" and (scheme := _ADDRESS.match(place)):
        raise DatabaseRefused(
            f"the path of the database begins with {scheme[0]!r}: name a file, such as kept.db, or "
            "':memory:'. A database is a file of SQLite, or a PostgreSQL, whose address begins with "
            "postgresql://; the address of a server is its base_url."
        )


def _check_path(path: Path) -> Path:
    if path.is_dir():
        raise DatabaseRefused(f"{path} is a folder: name a file in it, such as {path / 'assistants.db'}.")
    if not path.parent.is_dir():
        raise DatabaseRefused(f"there is no folder {path.parent}: make it, or name a file elsewhere.")
    if path.exists() and not path.is_file():
        raise DatabaseRefused(f"{path} is not a file: name a file for the database.")
    for needed in (path, path.parent) if path.exists() else (path.parent,):
        if not os.access(needed, os.R_OK | os.W_OK | (os.X_OK if needed == path.parent else 0)):
            raise DatabaseRefused(
                f"{needed} may not be read and written by this user: change that, or name a file elsewhere."
            )
    return path


def make_private(path: Path) -> bool:
    """Make an empty file that nobody else may read, unless there is a file; say whether there was none.

    Raises:
        DatabaseRefused: It cannot be made.
    """
    try:
        # Closing a file takes away the locks that this process has on it: nobody may open it before.
        with _MAKING:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, _MODE))
            return True
    except FileExistsError:
        with _MAKING:
            return False
    except OSError as error:
        raise DatabaseRefused(f"{path} cannot be made: {error.strerror}. Name a file elsewhere.") from error


def copy_database(plain: sqlite3.Connection, target: Path) -> None:
    """Copy a database that may be in use, as it is at one moment, into a new file that nobody else may read.

    The copy is complete or not there.

    Raises:
        DatabaseRefused: The target is there, or the copy cannot be made.
    """
    partial = target.with_name(f"{target.name}.partial")
    with _remove_unless_done(target), _remove_unless_done(partial):
        try:
            copy_into(plain, partial)
            _write_through(partial)
            partial.replace(target)
            _write_through(target.parent)
        except (sqlite3.Error, OSError) as error:
            reason = find_trouble(error) or f"{error}."
            raise DatabaseRefused(f"the copy {target} cannot be made: {reason}") from error


def check_space(folder: Path, plain: sqlite3.Connection, copies: int) -> None:
    """See to it that some copies of a database find room in a folder.

    Raises:
        DatabaseRefused: There is too little.
    """
    needed, free = copies * count_bytes(plain), shutil.disk_usage(folder).free
    if free < needed:
        raise DatabaseRefused(
            f"{folder} has {free // 10**6} MB free, and {-(-needed // 10**6)} MB are needed: make room first."
        )


@contextmanager
def _remove_unless_done(path: Path) -> Generator[None]:
    """Make a private file for the time of a block, after which it stays only if the block succeeds."""
    if not make_private(path):
        raise DatabaseRefused(f"{path} is there already and is not overwritten: name another file.")
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _write_through(path: Path) -> None:
    """Have a file that is not in use, or the names in a folder, written to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
