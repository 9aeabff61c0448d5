"""The log: an observer that writes to the logger `assistants_v2`, and what ASSISTANTS_LOG and `-v` open.

As it is usual for libraries, nothing is written as long as the program does not set `logging` up. One thing
is an exception: what a tool raises is the program's own mistake, of which only the model would hear.
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError, ToolError
from ..flows.observing import add_observer
from ..rules.client_events import ToolEvent
from ..rules.log_lines import LEAST_LEVELS, level_of, write_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from traceback import FrameSummary
    from types import TracebackType

    from ..rules.client_events import ClientEvent, LastingEvent

LOGGERS = ("assistants_v2", "assistants_v2_server")
"""The loggers of client and server."""

VARIABLE = "ASSISTANTS_LOG"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}
_OURS = __name__.partition(".")[0]
_PACKAGE = __file__.rpartition("observers")[0]
_CALLERS = ("__call__", "invoke")
"""Our functions that call a tool, which is what the log shows of a traceback: blocking and async ones."""
_LOG = logging.getLogger(_OURS)
_TOOLS = logging.getLogger(f"{_OURS}.tools")


class LogObserver:
    """Writes a line for each event whose level is enabled."""

    def hears(self, kind: type[ClientEvent]) -> bool:
        """Say whether lines of a kind are written."""
        return _LOG.isEnabledFor(LEAST_LEVELS[kind])

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
        log = _TOOLS if isinstance(event, ToolEvent) else _LOG
        level = level_of(event)
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


class _Lines(logging.Formatter):
    """A line for people, with the time in UTC; of an exception the class and the places, never the text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802  # its name and arguments are the library's
        at = datetime.fromtimestamp(record.created, UTC)
        return f"{at:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z"

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name is the library's
        kind: type[BaseException] = ei[0]
        places: TracebackType | None = ei[2]
        return f"{kind.__name__}\n{''.join(traceback.format_tb(places))}".rstrip()


class _StandIn(logging.StreamHandler[Any]):
    """Writes to standard error as long as the program has not set `logging` up itself.

    Else each line would come twice.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(_Lines())

    def emit(self, record: logging.LogRecord) -> None:
        if not logging.getLogger().handlers:
            self.stream = sys.stderr  # whatever that is by now
            super().emit(record)


_ON_STDERR = _StandIn()
"""What ASSISTANTS_LOG and `-v` write with."""


class _ToolFailures(_StandIn):
    """Writes what tools raise, where nobody else would."""

    def emit(self, record: logging.LogRecord) -> None:
        if all(isinstance(handler, logging.NullHandler) for handler in _LOG.handlers):
            super().emit(record)


def write_log(level: int) -> None:
    """Write the log of client and server to standard error from now on, unless the program does so itself.

    Args:
        level: The least level, such as `logging.INFO`.
    """
    for name in LOGGERS:
        log = logging.getLogger(name)
        log.setLevel(level)
        if _ON_STDERR not in log.handlers:
            log.addHandler(_ON_STDERR)


def silence_log() -> None:
    """Write nothing, unless somebody asks for it: the command itself tells what is wrong."""
    for name in LOGGERS:
        log = logging.getLogger(name)
        log.addHandler(logging.NullHandler())
    _TOOLS.handlers.clear()


def start_logging(environment: Mapping[str, str]) -> None:
    """Write the log if the environment asks for it; that is looked for once.

    Raises:
        ConfigurationError: The variable has another value than it can have.
    """
    if _Start.is_done:
        return
    said = environment.get(VARIABLE, "").strip().lower()
    if said and said not in _LEVELS:
        raise ConfigurationError(f"{VARIABLE} is {', '.join(_LEVELS)} or not set, got {said!r:.40}.")
    if said:
        write_log(_LEVELS[said])
    _Start.is_done = True


class _Start:
    """Whether the environment was looked at."""

    is_done = False


_LOG.addHandler(logging.NullHandler())
_failures = _ToolFailures()
_failures.setLevel(logging.WARNING)
_TOOLS.addHandler(_failures)
add_observer(LogObserver())
