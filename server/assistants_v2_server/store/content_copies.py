"""Copies and checks the folder with the bytes of files, for `maintenance`; servers may be working with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, select

from . import sqlite
from .tables import file, upload_part
from .troubles import DatabaseRefused


def name_folder(database: Path) -> Path:
    """Return the folder for the bytes of a database's files, where nobody chose another."""
    return Path(f"{database}-files")


def copy_contents(source: Path, database: Path, target: Path) -> int:
    """Add what a database needs to a copy of its folder; return how many bytes were added.

    What is deleted after a first call is in the copy by then. So it is called once before the database is
    copied, with the database itself, and once after that, with the copy.

    Args:
        source: The folder with the bytes of files.
        database: Says which files there are.
        target: The copy; made if it is not there.

    Raises:
        DatabaseRefused: It cannot be copied.
    """
    added = 0
    with (
        closing(sqlite.open_plain(database)) as plain,
        sqlite.wrap_connection(plain) as connection,
        sqlite.begin_transaction(connection, sqlite.READ),
    ):
        digests = _list_digests(connection)
    try:
        for digest in digests:
            copy = target / digest[:2] / digest
            if not copy.exists():
                with suppress(FileNotFoundError):  # it was deleted meanwhile, or was lost before
                    added += _copy_private(source / digest[:2] / digest, copy)
    except OSError as error:
        raise DatabaseRefused(f"the copy {target} cannot be made: {error.strerror}.") from error
    return added


def list_missing_contents(connection: Connection, folder: Path) -> Iterator[str]:
    """Yield a sentence if files of a database have no bytes, or not all of them."""
    if not _has_files(connection):
        return
    rows = [*connection.execute(select(file.c.digest, file.c.bytes))]
    missing = sum(_measure(folder / digest[:2] / digest) != size for digest, size in rows)
    if missing:
        yield f"the bytes of {missing:,} of {len(rows):,} files are not, or not whole, in {folder}"


def _list_digests(connection: Connection) -> list[str]:
    """Return the digests of all files, and of the parts of uploads, which may be completed in the copy."""
    known = sqlite.list_columns(connection)
    tables = [table for table in (file, upload_part) if table.name in known]
    return [
        digest
        for table in tables
        for digest in connection.execute(select(table.c.digest).distinct()).scalars()
    ]


def _has_files(connection: Connection) -> bool:
    """Say whether a database knows of files; those of older versions do not."""
    return connection.dialect.name != "sqlite" or file.name in sqlite.list_columns(connection)


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _copy_private(source: Path, target: Path) -> int:
    """Copy a file into one that nobody else may read, and that is whole or not there."""
    with source.open("rb") as reader:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as writer:
            shutil.copyfileobj(reader, writer, 1024 * 1024)
            writer.flush()
            os.fsync(writer.fileno())
    partial.replace(target)
    return target.stat().st_size
