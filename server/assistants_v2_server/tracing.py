"""Describes unexpected exceptions for the log without what was said in a conversation."""

from __future__ import annotations

import traceback


def trace(error: BaseException) -> str:
    """The exception's class and where it was raised.

    Its message is left out: exceptions of databases and of models quote the values they choke on.
    """
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{places}"
