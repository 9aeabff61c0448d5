"""The log of a server that is served: one line an event, as text for people or as JSON for collectors.

No line holds a key or what a conversation says. Exceptions are described by `exception_traces`, without their
words; ids of requests and runs are fields of their own in JSON, wherever a line names them.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from ..exception_traces import format_trace

LogFormat = Literal["text", "json"]
LEVELS = ("debug", "info", "warning", "error")

_OURS = "assistants_v2"
_ACCESS = "assistants_v2_server.access"
_ID = re.compile(r"\b(run|req)_\w+")
_FIELDS: Mapping[str, str] = {"run": "run_id", "req": "request_id"}


class AccessLog:
    """Writes the line of each request, in the form of the other lines.

    It writes straight to the stream: the way through `logging` costs a sixth of what a short request does.

    Args:
        form: `text` or `json`.
    """

    def __init__(self, form: LogFormat) -> None:
        self._form = form
        self._second = 0
        self._stamp = ""

    def write(self, method: str, operation: str, status: int, seconds: float, request_id: str) -> None:
        """Write a line.

        Args:
            method: The HTTP method.
            operation: The contract's name of what was asked for.
            status: The HTTP status of the answer.
            seconds: How long it took.
            request_id: The id that the answer has.
        """
        now = time.time()
        if int(now) != self._second:
            self._second = int(now)
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
        stamp = f"{self._stamp}.{int(now % 1 * 1000):03}Z"
        named = method if method.isalpha() else "?"  # nothing that would have to be escaped
        said = f"{named} {operation} {status} {seconds * 1000:.1f} ms {request_id}"
        if self._form == "text":
            line = f"{stamp} INFO    {said}\n"
        else:
            line = (
                f'{{"time": "{stamp}", "level": "info", "logger": "{_ACCESS}", "message": "{said}", '
                f'"request_id": "{request_id}", "method": "{named}", "operation": "{operation}", '
                f'"status": {status}, "ms": {seconds * 1000:.1f}}}\n'
            )
        sys.stderr.write(line)


@contextmanager
def writing_log(form: LogFormat, level: str) -> Generator[AccessLog | None]:
    """Write the log to standard error for the time of a block, and leave `logging` as it was.

    Args:
        form: `text` or `json`.
        level: The least level of our own lines. Of other libraries only warnings are written: some would
            write headers, and keys in them.

    Yields:
        What writes the lines of requests; None where the level leaves them out.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    root = logging.getLogger()
    loggers = [root, logging.getLogger(_OURS), logging.getLogger("assistants_v2_server")]
    before, levels = root.handlers[:], [log.level for log in loggers]
    root.handlers[:] = [handler]
    for log, least in zip(loggers, ("WARNING", level.upper(), level.upper()), strict=True):
        log.setLevel(least)
    try:
        yield AccessLog(form) if level in {"debug", "info"} else None
    finally:
        root.handlers[:] = before
        for log, was in zip(loggers, levels, strict=True):
            log.setLevel(was)


class TextFormatter(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level and message."""
        return f"{_tell_time(record)} {record.levelname:<7} {_tell_message(record)}"


class JsonFormatter(logging.Formatter):
    """A JSON object for collectors."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, logger and message, the fields of the event, and ids that the message names."""
        message = _tell_message(record)
        fields: dict[str, Any] = {
            "time": _tell_time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
        }
        for found in _ID.finditer(message):
            fields[_FIELDS[found[1]]] = found[0]
        fields.update(getattr(record, "fields", {}))
        return json.dumps(fields, ensure_ascii=False)


def _tell_time(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.msecs):03}Z"


def _tell_message(record: logging.LogRecord) -> str:
    """Return the message; of other libraries' the first line, as exceptions stand in those below."""
    message = record.getMessage()
    if not record.name.startswith(_OURS):
        message = message.partition("\n")[0]
    error = record.exc_info[1] if record.exc_info else None
    return message if error is None else f"{message} {format_trace(error)}"
