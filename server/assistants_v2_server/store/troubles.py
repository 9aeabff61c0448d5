"""Why a database cannot be used: for now, which a request and a run hear of, or not at all.

The files that open databases refuse them with it; `server` and `runs.worker` find out whether a
transaction failed for a reason that may pass.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ..exception_traces import format_trace
from .server_troubles import (
    ALL_IN_USE,
    AWAY,
    FULL,
    LOCKED,
    Trouble,
    find_server_trouble,
    is_cut,
    may_go_again,
)


class DatabaseClosed(Exception):
    """A transaction was asked for after `Database.close`."""


class DatabaseTroubled(Exception):
    """A transaction failed for a reason that its database did not put into words.

    Attributes:
        trouble: The reason.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.text)
        self.trouble = trouble


class DatabaseLocked(DatabaseTroubled):
    """The database was found locked while a transaction waited for its turn."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


class DatabaseRefused(Exception):
    """A file cannot be used as a database. The text is one sentence: why, and what to do.

    Nothing in the file was changed.
    """


class DriverAbsent(DatabaseRefused):
    """What speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__("a PostgreSQL database needs psycopg: pip install 'assistants-v2[postgres]'.")


class DatabaseEmpty(DatabaseRefused):
    """A PostgreSQL database has no tables yet, and whoever opens it may make none."""


_TROUBLES: Mapping[int, Trouble] = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
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
    if isinstance(error, DatabaseTroubled):
        return error.trouble
    if isinstance(error, PoolTimeout):
        return ALL_IN_USE
    cause = _find_cause(error)
    if isinstance(cause, sqlite3.Error):
        return _TROUBLES.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return find_server_trouble(cause)


def is_cut_off(error: BaseException) -> bool:
    """Say whether something failed because there is no connection to the database, or none any more."""
    return is_cut(_find_cause(error))


def is_repeatable(error: BaseException) -> bool:
    """Say whether a transaction that failed was undone, and may come to something else if done again now.

    On SQLite none may: whoever writes has the database for itself, and has waited for that already.
    """
    return may_go_again(_find_cause(error))


def _find_cause(error: BaseException) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


def describe_failure(error: BaseException) -> str:
    """Return what the log says of a failure: what is the matter with the database, else where it happened."""
    return str(find_trouble(error) or format_trace(error))


def is_passing(error: Exception) -> bool:
    """Say whether a transaction failed for a reason that may pass, so that it is worth another try."""
    trouble = find_trouble(error)
    return trouble is not None and trouble.may_pass


def is_undone(error: BaseException) -> bool:
    """Say whether it is certain that nothing was stored by a transaction that failed."""
    trouble = find_trouble(error)
    return trouble is None or trouble.is_undone


def is_away(error: BaseException) -> bool:
    """Say whether a transaction failed because the database server could not be reached."""
    return find_trouble(error) is AWAY


def is_locked(error: BaseException) -> bool:
    """Say whether a transaction failed because others had the database, or rows of it, locked too long."""
    return find_trouble(error) is LOCKED
