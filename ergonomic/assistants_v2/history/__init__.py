"""Histories on their way from one server to another; nothing is loaded before it is used.

    from assistants_v2.history import export_history

docs/history.md describes it, and the neutral form that they travel in. `assistants-v2 export` is the same
function as a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .exports import ExportProgress as ExportProgress
    from .exports import ExportReport as ExportReport
    from .exports import export_history as export_history
    from .exports import export_history_async as export_history_async

__all__ = ["ExportProgress", "ExportReport", "export_history", "export_history_async"]

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load what is asked for: the command has verbs that need other parts."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from . import exports

        return getattr(exports, name)
