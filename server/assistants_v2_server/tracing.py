"""Describes unexpected exceptions for the log, without what was said in a conversation.

`server` uses it for a request that failed, `runs.worker` for a run. Neither may log an exception as
it is: exceptions of databases and of models quote the values that they could not handle.
"""

from __future__ import annotations

import traceback


def format_trace(error: BaseException) -> str:
    """Return the exception's class and the places it came through, without its message."""
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{places}"
