"""Brings exports into a database file: `import_history`. The server's history does the work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from assistants_v2_server.history.report import ImportReport

_NOTHING: Mapping[str, str] = MappingProxyType({})


def import_history(
    exports: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    database: str | os.PathLike[str],
    *,
    model_map: Mapping[str, str] = _NOTHING,
    files_folder: str | os.PathLike[str] | None = None,
    is_dry: bool = False,
    restores: bool = False,
    on_progress: Callable[[int], object] | None = None,
) -> ImportReport:
    """Store exported conversations in a database file; return what was done.

    Ids and times stay what they were. What is there already is neither doubled nor changed, so an import can
    be begun again at any time, also while the file is served.

    Args:
        exports: The folder of an export, or the file of one thread; or several.
        database: The file, made if it does not exist.
        model_map: The models that take the place of others, by those; `*` stands for all others. All stay
            by default.
        files_folder: The folder for the bytes of files; by default the one beside the database.
        is_dry: Whether nothing is written, and the report says what would be done; False by default.
        restores: Whether objects that were deleted here come back; False by default.
        on_progress: Called with the number of threads that are done, after each; None for nothing.

    Raises:
        ConfigurationError: One of *exports* is none, or the extra `local` is not installed.
        DatabaseRefused: The database cannot be used; the text says why. It is in `assistants_v2_server`.
    """
    from assistants_v2_server.extras import explain_missing
    from assistants_v2_server.history.models import make_model_map
    from assistants_v2_server.history.reading import ExportRefused, open_export

    paths = [exports] if isinstance(exports, (str, os.PathLike)) else list(exports)
    try:
        opened = [open_export(path) for path in paths]
    except ExportRefused as error:
        raise ConfigurationError(str(error)) from error
    try:
        from assistants_v2_server.history.entrance import import_history as store_history
    except ModuleNotFoundError as error:
        raise ConfigurationError(str(explain_missing(error))) from error
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if on_progress is not None:
            on_progress(done)

    return store_history(
        opened,
        database,
        files_folder=files_folder,
        models=make_model_map(model_map),
        is_dry=is_dry,
        restores=restores,
        tell_progress=tell,
    )
