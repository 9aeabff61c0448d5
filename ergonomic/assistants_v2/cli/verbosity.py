"""`-v`, which every verb has: the log of client and server on standard error, else they write none.

Used by `command`. `serve` has a log of its own, and `chat -v` tells what answers cost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from ..observers.handlers import silence_log, write_log

FLAGS = ("--verbose", "-v")
HELP = "Tell on standard error what goes on: runs and tool calls; with -vv also each request."

Verbosity = Annotated[int, typer.Option(*FLAGS, count=True, help=f"{HELP} It may follow the verb too.")]
_Hidden = Annotated[int, typer.Option(*FLAGS, count=True, help=HELP, hidden=True)]


def set_verbosity(count: int) -> None:
    """Write as much of the log as is asked for, from now on.

    Args:
        count: How often `-v` was given.
    """
    silence_log()
    if count:
        write_log(logging.DEBUG if count > 1 else logging.INFO)


def add_verbosity(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return a verb that takes `-v` too, unless it has an option of this name, or a log of its own.

    Args:
        function: The verb, whose signature typer reads.
    """
    taken = signature(function).parameters
    if not {"verbose", "log_level"}.isdisjoint(taken):
        return function

    def call(**given: Any) -> int | None:
        if count := given.pop("verbose"):
            set_verbosity(count)
        return function(**given)

    option = Parameter("verbose", Parameter.KEYWORD_ONLY, default=0, annotation=_Hidden)
    call.__signature__ = signature(function).replace(  # type: ignore[attr-defined]  # typer reads it
        parameters=[*taken.values(), option]
    )
    call.__annotations__ = {**function.__annotations__, "verbose": _Hidden}
    call.__doc__, call.__name__ = function.__doc__, function.__name__
    return call
