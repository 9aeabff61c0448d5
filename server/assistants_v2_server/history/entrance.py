"""Imports exports into a database that is named by its path. `assistants-v2 import` is the user."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..store import Contents, Database, DatabaseEmpty, FileLimits, choose_folder
from ..store.addresses import is_address
from .importing import Importer
from .models import ModelMap
from .reading import Export
from .report import ImportReport


def import_history(
    exports: Sequence[Export],
    database: str | os.PathLike[str],
    *,
    files_folder: str | os.PathLike[str] | None = None,
    models: ModelMap | None = None,
    is_dry: bool = False,
    restores: bool = False,
    tell_progress: Callable[[int], object] = int,
) -> ImportReport:
    """Store exports in a database file; return what was done.

    Ids and times stay what they are. What is there already is not stored twice, nor changed, so an import
    that was ended by anything can be begun again. Servers may be working with the file meanwhile.

    Args:
        exports: What `open_export` returned.
        database: The file, made if it does not exist.
        files_folder: The folder for the bytes of files; by default the one beside the database.
        models: Which models answer in place of those of the export; all stay by default.
        is_dry: Whether nothing is written, and the report says what would be done; False by default.
        restores: Whether objects that were deleted here come back; False by default.
        tell_progress: Called with 1 whenever one more of their files of threads is done.

    Raises:
        DatabaseRefused: The database cannot be used; the text says why.
    """
    report = ImportReport(is_dry)
    with _open_target(database, files_folder, is_dry=is_dry) as (target, contents):
        for export in exports:
            Importer(
                export,
                target,
                contents,
                now=_now,
                models=models or ModelMap(),
                report=report,
                restores=restores,
                tell_progress=tell_progress,
            ).run()
    return report


@contextmanager
def _open_target(
    path: str | os.PathLike[str], files_folder: str | os.PathLike[str] | None, *, is_dry: bool
) -> Generator[tuple[Database, Contents]]:
    """Open the database for a block; one in memory, if it does not exist and nothing is written."""
    place = os.fsdecode(path)
    database = _open_to_look(place) if is_dry else Database(place)
    try:
        folder = choose_folder(database, None if database.is_memory else files_folder)
        yield database, Contents(database, folder, FileLimits(), "full", _now)
    finally:
        database.close()


def _open_to_look(place: str) -> Database:
    """Return a database that nothing is written to; one in memory, if that would have to be made."""
    if not is_address(place) and not Path(place).exists():
        return Database()
    try:
        return Database(place, migrate=False)
    except DatabaseEmpty:
        return Database()


def _now() -> int:
    return int(time.time())
