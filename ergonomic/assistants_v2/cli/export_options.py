"""What verbs share that read an export: its path, and the models that take the place of others.

`import` and `migrate` use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .complaints import OptionError

if TYPE_CHECKING:
    from assistants_v2_server.history.models import ModelMap
    from assistants_v2_server.history.reading import Export

Folder = Annotated[
    str,
    typer.Argument(metavar="FOLDER", help="the folder of an export, or the file of one thread"),
]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model-map", metavar="OLD=NEW", help="a model that takes the place of another; * for all others"
    ),
]


def open_folder(folder: str) -> Export:
    """Return the export at a path.

    Raises:
        OptionError: There is none.
    """
    from assistants_v2_server.history.reading import ExportRefused, open_export

    try:
        return open_export(folder)
    except ExportRefused as error:
        raise OptionError(str(error)) from error


def read_models(pairs: list[str] | None) -> ModelMap:
    """Return what takes the place of models.

    Raises:
        OptionError: The option is not written as it should be.
    """
    from assistants_v2_server.history.models import read_model_map

    try:
        return read_model_map(pairs or [])
    except ValueError as error:
        raise OptionError(f"--model-map: {error}") from error
