"""Looks after a database file from outside, also while a server has it open: a backup, a check.

`assistants-v2 backup` and `assistants-v2 check` are its users.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from . import sqlite
from .content_copies import copy_contents, list_missing_contents, name_folder
from .files import check_place, check_space, copy_database
from .opening import identify, refusing
from .schema import Numbers
from .tables import METADATA
from .troubles import DatabaseRefused


class FileReport(Struct, frozen=True):
    """What a check of a database file found.

    Attributes:
        schema: The number of its schema.
        is_current: Whether that is the schema of this version.
        is_newer: Whether it is that of a newer one, which this version works with.
        counts: How many rows each table has.
        damage: What is wrong with it, in sentences; none if it is sound.
    """

    schema: str
    is_current: bool
    is_newer: bool
    counts: Mapping[str, int]
    damage: list[str]


def back_up(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    files: str | os.PathLike[str] | None = None,
) -> int:
    """Copy a database, as it is at one moment, into a new file that nobody else may read, and its files.

    Servers may go on working with the source meanwhile. The copy is complete or not there. The bytes of files
    are copied into the folder beside the copy, whose name has `-files` at its end.

    Args:
        source: The database file.
        target: The file to make; an existing one is not overwritten.
        files: The folder with the bytes of files; by default the one beside the database.

    Returns:
        The size of the copy in bytes, files included.

    Raises:
        DatabaseRefused: The source is no database of this program, or the copy cannot be made.
    """
    path, copy = _find_file(source), check_place(os.fsdecode(target))
    with refusing(path), closing(sqlite.open_plain(path)) as plain:
        with sqlite.wrap_connection(plain) as connection, sqlite.begin_transaction(connection, sqlite.READ):
            _identify(path, connection)
        check_space(copy.parent, plain, copies=1)
        with _copying_files(name_folder(path) if files is None else Path(files), path, copy) as sizes:
            copy_database(plain, copy)
    return copy.stat().st_size + sum(sizes)


@contextmanager
def _copying_files(source: Path, database: Path, copy: Path) -> Generator[list[int]]:
    """Copy the bytes of files before and after their database is copied, in a block that does that.

    Yields:
        The sizes of what is copied.

    Raises:
        DatabaseRefused: They cannot be copied, or there is such a folder already.
    """
    sizes: list[int] = []
    if not source.is_dir():
        yield sizes
        return
    target = name_folder(copy)
    if target.exists():
        raise DatabaseRefused(f"{target} is there already and is not overwritten: name another file.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        sizes.append(copy_contents(source, database, partial))
        yield sizes
        sizes.append(copy_contents(source, copy, partial))
        if partial.exists():
            partial.replace(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def check_file(file: str | os.PathLike[str], files: str | os.PathLike[str] | None = None) -> FileReport:
    """Check that a database file is whole, and that what refers to others in it finds them.

    Args:
        file: The database file; servers may have it open.
        files: The folder with the bytes of files; by default the one beside the database.

    Raises:
        DatabaseRefused: It is no database of this program, or cannot be read.
    """
    path = _find_file(file)
    folder = name_folder(path) if files is None else Path(files)
    with (
        refusing(path),
        closing(sqlite.open_plain(path)) as plain,
        sqlite.wrap_connection(plain) as connection,
        sqlite.begin_transaction(connection, sqlite.READ),
    ):
        numbers = _identify(path, connection)
        names = [name for name in sqlite.list_columns(connection) if name in METADATA.tables]
        return FileReport(
            schema=numbers.revision or "without a number",
            is_current=numbers.is_current,
            is_newer=numbers.is_newer,
            counts=sqlite.count_rows(connection, names),
            damage=[*sqlite.list_damage(connection), *list_missing_contents(connection, folder)],
        )


def _find_file(file: str | os.PathLike[str]) -> Path:
    path = check_place(os.fsdecode(file))
    if not path.exists():
        raise DatabaseRefused(f"there is no file {path}: name the file of a database.")
    return path


def _identify(path: Path, connection: Connection) -> Numbers:
    numbers = identify(path, connection)
    if numbers is None:
        raise DatabaseRefused(f"{path} is empty: name the file of a database.")
    return numbers
