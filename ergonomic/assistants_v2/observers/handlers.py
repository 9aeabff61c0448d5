"""What writes the log to standard error: for ASSISTANTS_LOG, for `-v` of the command, and what tools raise.

As it is usual for libraries, nothing is written as long as the program does not set `logging` up. One thing
is an exception: what a tool raises is the program's own mistake, of which only the model would hear.
"""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

LOGGERS = ("assistants_v2", "assistants_v2_server")
"""The loggers of client and server."""

VARIABLE = "ASSISTANTS_LOG"
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}

LOG = logging.getLogger(LOGGERS[0])
TOOLS = logging.getLogger(f"{LOGGERS[0]}.tools")
"""The child that tells of tool calls."""


class _Lines(logging.Formatter):
    """A line for people, with the time in UTC; of an exception the class and the places, never the text."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatTime(  # noqa: N802  # the name is the library's
        self,
        record: logging.LogRecord,
        datefmt: str | None = None,  # noqa: ARG002  # as above
    ) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        return f"{at:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z"

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name is the library's
        kind, _, places = ei
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


class _ToolFailures(_StandIn):
    """Writes what tools raise, where nobody else would."""

    def emit(self, record: logging.LogRecord) -> None:
        if all(isinstance(handler, logging.NullHandler) for handler in LOG.handlers):
            super().emit(record)


class _Silence(logging.Handler):
    """Writes nothing. Beside it, nobody stands in for a program that has not set `logging` up."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write nothing."""


class _State:
    """What was done so far."""

    handler = _StandIn()
    has_read_variable = False


def write_log(level: int) -> None:
    """Write the log of client and server to standard error from now on, unless the program does so itself.

    Args:
        level: The least level, such as `logging.INFO`.
    """
    for name in LOGGERS:
        log = logging.getLogger(name)
        log.setLevel(level)
        if _State.handler not in log.handlers:
            log.addHandler(_State.handler)


def silence_log() -> None:
    """Write nothing, unless somebody asks for it: the command itself tells what is wrong."""
    for name in LOGGERS:
        log = logging.getLogger(name)
        if not any(isinstance(handler, _Silence) for handler in log.handlers):
            log.addHandler(_Silence())


def read_variable(environment: Mapping[str, str]) -> None:
    """Write the log if the environment asks for it; that is looked for once.

    Raises:
        ConfigurationError: The variable has another value than it can have.
    """
    if _State.has_read_variable:
        return
    said = environment.get(VARIABLE, "").strip().lower()
    if said and said not in LEVELS:
        raise ConfigurationError(f"{VARIABLE} is {', '.join(LEVELS)} or not set, got {said!r:.40}.")
    if said:
        write_log(LEVELS[said])
    _State.has_read_variable = True


def be_silent_by_default() -> None:
    """Keep Python from writing our warnings where nobody set `logging` up, but for what tools raise."""
    LOG.addHandler(logging.NullHandler())
    failures = _ToolFailures()
    failures.setLevel(logging.WARNING)
    TOOLS.addHandler(failures)
