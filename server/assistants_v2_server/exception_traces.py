"""Describes unexpected exceptions for the log, without what was said in a conversation.

`server` uses it for a request that failed, `runs.worker` for a run. Neither may log an exception as
it is: exceptions of databases and of models quote the values that they could not handle.
"""

from __future__ import annotations

import re
import sqlite3
import traceback

_NAME = r"[\w.<>]{1,100}"
_OF_DEFECTS = rf"""
    '{_NAME}'\ object\ has\ no\ attribute\ '\w+'
    | (type\ object|module)\ '{_NAME}'\ has\ no\ attribute\ '\w+'
    | '{_NAME}'\ object\ (is\ not|does\ not\ support)\ [a-z ]+
    | {_NAME}\(\)\ missing\ \d+\ required\ [a-z-]+\ arguments?:\ '\w+'((,|,?\ and)\ '\w+')*
    | {_NAME}\(\)\ takes\ [a-z0-9 ]+
    | {_NAME}\(\)\ got\ (an\ unexpected\ keyword\ argument|multiple\ values\ for\ argument)\ '\w+'
    | cannot\ unpack\ non-iterable\ {_NAME}\ object
    | unsupported\ operand\ type\(s\)\ for\ [^ ]+:\ '{_NAME}'\ and\ '{_NAME}'
    | (Missing\ required|Unexpected\ keyword)\ argument\ '\w+'
    | Extra\ positional\ arguments\ provided
    | Argument\ '\w+'\ given\ by\ name\ and\ position
    | `{_NAME}`\ has\ no\ field\ '\w+'
    | immutable\ type:\ '{_NAME}'
    """
"""What Python itself, and msgspec of our values, say of a defect in a program.

They name types, arguments and fields, never values. Such errors are rare, and it is compiled for the first.
"""

_QUOTING = ("SQLITE_ERROR", "SQLITE_CONSTRAINT")
"""Of SQLite's errors, those with texts that may quote a statement; the others have fixed ones."""


def format_trace(error: BaseException) -> str:
    """Return the exception's class and the places it came through; of its message, what holds no content."""
    places = "".join(traceback.format_tb(error.__traceback__))
    said = _find_words(error)
    return f"{type(error).__name__}{said and f': {said}'}\n{places}"


def _find_words(error: BaseException) -> str:
    """Return the message of an exception if it cannot hold content, else an empty text."""
    if type(error) in (TypeError, AttributeError) and re.fullmatch(_OF_DEFECTS, str(error), re.VERBOSE):
        return str(error)
    for cause in (error, error.__cause__):
        name = getattr(cause, "sqlite_errorname", None) if isinstance(cause, sqlite3.Error) else None
        if name and not name.startswith(_QUOTING):
            return f"{cause} ({name})"
    return ""
