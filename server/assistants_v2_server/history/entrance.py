"""Imports exports into a database, all named by their paths. `assistants-v2 import` is the user."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..store import Contents, Database, DatabaseRefused, FileLimits, choose_folder
from .importing import Importer
from .models import ModelMap
from .reading import open_export
from .report import ImportReport


def import_history(
    sources: Sequence[str | os.PathLike[str]],
    database: str | os.PathLike[str],
    *,
    files_folder: str | os.PathLike[str] | None = None,
    models: ModelMap | None = None,
    is_dry: bool = False,
    restores: bool = False,
    tell_progress: Callable[[int, int], object] = max,
) -> ImportReport:
    """Store exports in a database file; return what was done.

    Ids and times stay what they are. What is there already is not stored twice, nor changed, so an import
    that was ended by anything can be begun again. Servers may be working with the file meanwhile.

    Args:
        sources: Folders of exports, or files of single threads.
        database: The file, made if it does not exist.
        files_folder: The folder for the bytes of files; by default the one beside the database.
        models: Which models answer in place of those of the export; all stay by default.
        is_dry: Whether nothing is written, and the report says what would be done; False by default.
        restores: Whether objects that were deleted here come back; False by default.
        tell_progress: Called with how many files of threads are done, and how many there are.

    Raises:
        ExportRefused: One of the sources is no export; nothing was stored.
        DatabaseRefused: The database cannot be used; the text says why.
    """
    exports = [open_export(source) for source in sources]
    total = sum(len(export.files) for export in exports)
    report = ImportReport(is_dry)
    with _open_target(database, files_folder, is_dry=is_dry) as (target, contents):
        done = 0
        for export in exports:

            def tell(more: int, before: int = done) -> None:
                tell_progress(before + more, total)

            Importer(
                export,
                target,
                contents,
                now=_now,
                models=models or ModelMap(),
                report=report,
                restores=restores,
                tell_progress=tell,
            ).run()
            done += len(export.files)
    return report


@contextmanager
def _open_target(
    path: str | os.PathLike[str], files_folder: str | os.PathLike[str] | None, *, is_dry: bool
) -> Generator[tuple[Database, Contents]]:
    """Open the database for a block; one in memory, if it does not exist and nothing is written."""
    place = os.fsdecode(path)
    if "://" in place:
        raise DatabaseRefused(f"{place.partition(':')[0]} databases are not there yet: name a SQLite file.")
    is_absent = is_dry and not Path(place).exists()
    database = Database(":memory:" if is_absent else place, migrate=not is_dry)
    try:
        folder = choose_folder(database.path, None if is_absent else files_folder)
        yield database, Contents(database, folder, FileLimits(), "full", _now)
    finally:
        database.close()


def _now() -> int:
    return int(time.time())
