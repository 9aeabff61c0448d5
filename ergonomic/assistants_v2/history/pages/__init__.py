"""Writes an export as pages to look at, beside it: `write_pages`.

They look as those of a server at `/ui` do, and need neither a server nor anything from elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import ConfigurationError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from .writing import PagesReport as PagesReport

__all__ = ["PagesReport", "write_pages"]


def write_pages(
    folder: str | os.PathLike[str],
    *,
    again: bool = False,
    on_progress: Callable[[int], object] | None = None,
) -> PagesReport:
    """Write the pages of an export, into its folder `pages`; `index.html` there is where to begin.

    Pages of threads that have not changed since they were written stay as they are. The bytes of files are
    not copied where the disk can have a second name for a file.

    Args:
        folder: The folder of an export, in the neutral form, whoever wrote it.
        again: Whether all pages are written anew; False by default.
        on_progress: Called with 1 after each thread; None, the default, for nothing.

    Returns:
        Where the pages are, and what could not be shown.

    Raises:
        ConfigurationError: There is no export; or Jinja2 is missing, which the extra `cli` brings.
        OSError: The pages cannot be written.
    """
    from assistants_v2_server.history.reading import ExportRefused, open_export

    try:
        from .writing import PageExporter
    except ModuleNotFoundError as error:
        raise ConfigurationError(f"pages need {error.name}: pip install 'assistants-v2[cli]'.") from error
    try:
        export = open_export(folder)
    except ExportRefused as error:
        raise ConfigurationError(str(error)) from error
    if export.folder is None:
        raise ConfigurationError("pages are written for a folder of an export, and this is one file.")
    return PageExporter(export, export.folder, again=again, on_progress=on_progress).write()


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Load the report's class when it is asked for: the templates come with it."""
        if name != "PagesReport":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from .writing import PagesReport

        return PagesReport
