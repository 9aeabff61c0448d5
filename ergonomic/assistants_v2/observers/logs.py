"""The log: an observer that writes to the logger `assistants_v2`, whose lines `rules.log_lines` makes.

It observes as soon as `client` is imported, which has it begin.
"""

from __future__ import annotations

import logging
import traceback
from contextlib import nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from ..errors import ToolError
from ..flows.observing import add_observer
from ..rules.client_events import ToolEvent
from ..rules.log_lines import LEAST_LEVELS, level_of, write_line
from .handlers import LOG, TOOLS, be_silent_by_default

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from traceback import FrameSummary

    from ..rules.client_events import ClientEvent, LastingEvent

_PACKAGE = __file__.rpartition("observers")[0]
_CALLERS = ("__call__", "invoke")
"""Our functions that call a tool, behind which a traceback is the program's: blocking and async ones."""


class LogObserver:
    """Writes a line for each event whose level is enabled."""

    def hears(self, kind: type[ClientEvent]) -> bool:
        """Say whether lines of a kind are written."""
        return LOG.isEnabledFor(LEAST_LEVELS[kind])

    def begin(self, event: LastingEvent, headers: dict[str, str]) -> None:  # noqa: ARG002  # it adds none
        """Write that a tool call begins; the rest is told at its end."""
        if isinstance(event, ToolEvent):
            self.tell(event)

    def activate(self, begun: None) -> AbstractContextManager[object]:  # noqa: ARG002  # it has none
        """Return a block that does nothing."""
        return nullcontext()

    def end(self, begun: None, event: LastingEvent) -> None:  # noqa: ARG002  # as above
        """Write that something has ended."""
        self.tell(event)

    def tell(self, event: ClientEvent) -> None:
        """Write that something has happened."""
        log, level = TOOLS if isinstance(event, ToolEvent) else LOG, level_of(event)
        if not log.isEnabledFor(level):
            return
        places = ""
        if isinstance(event, ToolEvent) and event.is_known and level == logging.WARNING:
            places = _find_places(event.error)
        log.log(level, "%s%s", write_line(event), places)


def _find_places(error: BaseException | None) -> str:
    """Return where a tool failed, beginning with the tool: files, lines and names, and no values."""
    if error is None or isinstance(error, ToolError):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    calls = (here for here, (frame, called) in enumerate(pairwise(frames), 1) if _is_call(frame, called))
    begins = next(calls, len(frames))
    return "".join(["\n", *traceback.format_list(frames[begins:])]).rstrip()


def _is_call(frame: FrameSummary, called: FrameSummary) -> bool:
    """Say whether a frame is ours and calls a tool, which is the next one."""
    is_caller = frame.filename.startswith(_PACKAGE) and frame.name in _CALLERS
    # Ours in between, and anyio, which brings a blocking tool to a thread.
    is_between = called.filename.startswith(_PACKAGE) or "anyio" in called.filename
    return is_caller and not is_between


def begin_logging() -> None:
    """Write what clients do to the log from now on."""
    be_silent_by_default()
    add_observer(LogObserver())
