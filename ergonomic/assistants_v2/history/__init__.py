"""Histories on their way from one server to another; nothing is loaded before it is used.

    from assistants_v2.history import export_history, import_history

docs/history.md describes them, and the neutral form that histories travel in. `assistants-v2 export` and
`assistants-v2 import` are the same functions as commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistants_v2_server.history.report import ImportReport as ImportReport

    from .exports import ExportProgress as ExportProgress
    from .exports import ExportReport as ExportReport
    from .exports import export_history as export_history
    from .exports import export_history_async as export_history_async
    from .imports import import_history as import_history
    from .pages import PagesReport as PagesReport
    from .pages import write_pages as write_pages

_PLACES = {
    "ExportProgress": "assistants_v2.history.exports",
    "ExportReport": "assistants_v2.history.exports",
    "ImportReport": "assistants_v2_server.history.report",
    "PagesReport": "assistants_v2.history.pages",
    "export_history": "assistants_v2.history.exports",
    "export_history_async": "assistants_v2.history.exports",
    "import_history": "assistants_v2.history.imports",
    "write_pages": "assistants_v2.history.pages",
}

__all__ = [
    "ExportProgress",
    "ExportReport",
    "ImportReport",
    "PagesReport",
    "export_history",
    "export_history_async",
    "import_history",
    "write_pages",
]

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load what is asked for: the command has verbs that need other parts."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_PLACES[name]), name)
