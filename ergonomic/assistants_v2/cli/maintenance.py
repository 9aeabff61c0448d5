"""`assistants-v2 backup` and `assistants-v2 check`: look after the file of an embedded or served database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .complaints import DONE, FAILED, require_file
from .output import note, write_json, write_line
from .places import DatabasePlace
from .shared_options import FilesFolder, Json

if TYPE_CHECKING:
    from assistants_v2_server.store.maintenance import FileReport


def run_backup(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="the database file; servers may be working with it")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="the file to make; one that is there is not overwritten")
    ],
    files: FilesFolder = None,
    as_json: Json = False,
) -> int:
    """Copy a database file, also while it is served."""
    from assistants_v2_server.store.maintenance import back_up

    for place in (source, target):
        DatabasePlace(place).refuse_server("backup", "copy it with pg_dump")
    size = back_up(source, target, files)
    if as_json:
        write_json({"path": target, "bytes": size})
    else:
        write_line(f"{target}: {size:,} bytes")
    return DONE


def run_check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="the database file; servers may be working with it")
    ],
    files: FilesFolder = None,
    as_json: Json = False,
) -> int:
    """Say whether a database file is sound, and what is in it."""
    from assistants_v2_server import DatabaseRefused
    from assistants_v2_server.store.maintenance import check_file

    DatabasePlace(file).refuse_server("check", "look at it with `doctor`")
    require_file(Path(file), "database")
    try:
        report = check_file(file, files)
    except DatabaseRefused as error:  # which is what is found here, and no wrong use
        note(str(error))
        return FAILED
    _write_report(report, as_json=as_json)
    for sentence in report.damage:
        note(f"{file} is damaged: {sentence}. Restore a backup.")
    return FAILED if report.damage else DONE


def _write_report(report: FileReport, *, as_json: bool) -> None:
    """Write what was found, but for damage, which is told apart and is in JSON too."""
    if as_json:
        write_json(
            {
                "schema": report.schema,
                "is_current": report.is_current,
                "is_newer": report.is_newer,
                "counts": dict(report.counts),
                "damage": report.damage,
            }
        )
        return
    schema = report.schema
    if report.is_newer:
        schema += ", of a newer version, used as it is"
    elif not report.is_current:
        schema += ", upgraded when it is opened"
    write_line(f"schema {schema}")
    for table, count in report.counts.items():
        write_line(f"{table} {count:,}")
