"""`assistants-v2 migrate to-code`: write a Python module for each assistant of an export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..history.migration.assistants import FINDINGS
from ..history.migration.modules import write_modules
from .complaints import DONE, FAILED, OptionError
from .export_options import Folder, Models, open_folder, read_models
from .migration_options import begin_check
from .output import note, write_json, write_line
from .shared_options import Json

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_migrate_to_code(
    folder: Folder,
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="the folder for the modules; made if need be")
    ],
    model_map: Models = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="write over files that are there and differ")
    ] = False,
    as_json: Json = False,
) -> int:
    """Write a Python module for each assistant of an export.

    A module has the model, the instructions and the tools, and a function that makes a turn with the
    Responses API and the official SDK. The same export gives the same bytes.
    """
    export, models = open_folder(folder), read_models(model_map)
    check = begin_check(export, models)
    for sentence in check.broken:
        note(sentence)
    if check.broken:
        return FAILED
    modules = write_modules([*export.read_assistants()], models, datetime.now(UTC).date())
    if not modules:
        raise OptionError(f"{folder} has no assistants: modules are made of its assistants.json")
    _write_files(out, modules, overwrite=overwrite)
    findings = check.list_findings()
    for found in findings:
        note(f"{found['kind']} ({', '.join(found['examples'])}): {FINDINGS[found['kind']].what}")
    if as_json:
        write_json({"folder": str(out), "modules": [*modules], "findings": findings})
    else:
        for name in modules:
            write_line(str(out / name))
    return DONE


def _write_files(folder: Path, modules: Mapping[str, str], *, overwrite: bool) -> None:
    """Write the modules, unless that would change one that somebody may have worked on."""
    changed = [
        name for name, text in modules.items() if (folder / name).exists() and not _holds(folder / name, text)
    ]
    if changed and not overwrite:
        raise OptionError(f"{folder / changed[0]} is there and differs: --overwrite writes over it")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in modules.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
