"""`assistants-v2 import`: bring exported conversations into a database file, with their ids and times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import frozen

from .complaints import DONE, FAILED, OptionError
from .export_options import Models, open_folder, read_models
from .option_groups import OptionGroup
from .output import make_printable, note, show_progress, write_json, write_line
from .places import DatabasePlace
from .shared_options import DatabaseFile, FilesFolder, Json, choose_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_server.history.models import ModelMap
    from assistants_v2_server.history.reading import Export
    from assistants_v2_server.history.report import ImportReport


@frozen
class Manner(OptionGroup):
    """Where to and how an export is brought in.

    Attributes:
        database: The file.
        base_url: A server, which is refused.
        model_map: Models that take the place of others; None for none.
        dry_run: Whether nothing is written, and the report says what would be.
        restore: Whether what was deleted here comes back.
        strict: Whether the status is 1 also if a field of an object could not be kept as it was.
        files: The folder with the bytes of files; None for the one beside the database.
    """

    database: DatabaseFile = None
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="refused: a server takes no ids", hidden=True),
    ] = None
    model_map: Models = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="write nothing, say what would be done")] = False
    restore: Annotated[
        bool, typer.Option("--restore", help="bring back what was deleted here since an earlier import")
    ] = False
    strict: Annotated[
        bool, typer.Option("--strict", help="end with status 1 if anything is not exactly as it was")
    ] = False
    files: FilesFolder = None


def run_import(
    exports: Annotated[
        list[str], typer.Argument(metavar="EXPORT...", help="folders of exports, or files of single threads")
    ],
    manner: Manner,
    as_json: Json = False,
) -> int:
    """Store exported conversations in a database file.

    Ids and times stay what they were. What is there already is neither doubled nor changed, so an import can
    be begun again at any time, also while the file is served. A server is refused: the API takes no ids and
    times. The status is 1 if a file could not be read, or an object could not be stored.
    """
    place = _choose_file(manner)
    models = read_models(manner.model_map)
    opened = [open_folder(export) for export in exports]
    report = _import(opened, place, manner, models)
    if as_json:
        write_json(report.to_json())
    else:
        for line in report.describe(datetime.now(UTC).date()):
            write_line(make_printable(line))
        if report.is_dry:
            note("nothing was written")
    return DONE if report.is_exact or (report.is_complete and not manner.strict) else FAILED


def _import(exports: Sequence[Export], place: str, manner: Manner, models: ModelMap) -> ImportReport:
    """Return what was done.

    Raises:
        Exit: The database went on being locked, is full or damaged; that has been told.
    """
    from assistants_v2_server.history.entrance import import_history
    from assistants_v2_server.store import find_trouble

    total = sum(len(export.files) for export in exports)
    try:
        with show_progress("threads", total) as advance:
            return import_history(
                exports,
                place,
                files_folder=manner.files,
                models=models,
                is_dry=manner.dry_run,
                restores=manner.restore,
                tell_progress=advance,
            )
    except Exception as error:
        trouble = find_trouble(error)
        if trouble is None:
            raise
        note(f"{DatabasePlace(place).shown}: {trouble} What has been stored stays; begin again to go on.")
        raise typer.Exit(FAILED) from error


def _choose_file(manner: Manner) -> str:
    """Return the path of the database.

    Raises:
        OptionError: A server was named, or nothing.
    """
    if manner.base_url is not None:
        raise OptionError(
            "import takes --database FILE and no server: the API gives new ids and times to what it stores, "
            "so nobody would find a conversation again. The file may be served meanwhile"
        )
    return choose_file(manner.database, question="say where to")
