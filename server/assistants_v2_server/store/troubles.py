"""Why a database cannot be used: for now, which a request and a run hear of, or not at all.

The files that open databases refuse them with it; `server` and `runs.worker` find out whether a
transaction failed for a reason that may pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from attrs import frozen
from sqlalchemy.exc import DBAPIError

from ..exception_traces import format_trace


class DatabaseClosed(Exception):
    """A transaction was asked for after `Database.close`."""


class DatabaseLocked(Exception):
    """The database was found locked while a transaction waited for its turn."""

    def __init__(self) -> None:
        super().__init__(_LOCKED.text)


class DatabaseRefused(Exception):
    """A file cannot be used as a database. The text is one sentence: why, and what to do.

    Nothing in the file was changed.
    """


@frozen
class Trouble:
    """Why a transaction failed, where that is no defect of ours.

    Attributes:
        text: What is the matter, as the beginning of a sentence.
        remedy: What to do about it, as its end.
        may_pass: Whether another try is worth while.
        is_undone: Whether it is certain that nothing was stored.
    """

    text: str
    remedy: str
    may_pass: bool = True
    is_undone: bool = True

    def __str__(self) -> str:
        return f"{self.text}: {self.remedy}."


_LOCKED = Trouble("the database is locked by another process", "try again when that is done")
_TROUBLES: Mapping[int, Trouble] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: Trouble("the disk that the database is on is full", "make room and try again"),
    sqlite3.SQLITE_IOERR: Trouble(
        "the disk that the database is on cannot be read or written", "look after the disk", is_undone=False
    ),
    sqlite3.SQLITE_READONLY: Trouble("the database file may not be written", "change that and try again"),
    sqlite3.SQLITE_CANTOPEN: Trouble("the database file cannot be opened", "see whether it is there"),
    sqlite3.SQLITE_CORRUPT: Trouble(
        "the database file is damaged",
        "look with `assistants-v2 check`, and restore a backup",
        may_pass=False,
    ),
    sqlite3.SQLITE_NOTADB: Trouble("the file is no SQLite database", "name another file", may_pass=False),
}
"""By what SQLite says, without its details."""


def find_trouble(error: BaseException) -> Trouble | None:
    """Return what is the matter with the database if that is why something failed, else None."""
    if isinstance(error, DatabaseLocked):
        return _LOCKED
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) if isinstance(cause, sqlite3.Error) else 0
    return _TROUBLES.get(code & 0xFF)


def describe_failure(error: BaseException) -> str:
    """Return what the log says of a failure: what is the matter with the database, else where it happened."""
    return str(find_trouble(error) or format_trace(error))


def is_passing(error: Exception) -> bool:
    """Say whether a transaction failed for a reason that may pass, so that it is worth another try."""
    trouble = find_trouble(error)
    return trouble is not None and trouble.may_pass


def is_locked(error: BaseException) -> bool:
    """Say whether a transaction failed because another process had the database locked."""
    return find_trouble(error) is _LOCKED
