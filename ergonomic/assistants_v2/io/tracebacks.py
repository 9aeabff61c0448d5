"""What an interpreter prints of an error: one screen, with the frames that tell a user something.

Used where methods end, for both colours. A workflow is a dozen frames deep, and httpx and httpcore add two
chains of their own to a connection that was refused. Of an error that was raised on purpose none of that
helps whoever reads it: its text does. What is left are the user's own frames (also those of his tools, hooks
and transports), the method that was called, and the line that raised. Defects keep all of their frames, and
so does everything while the logger `assistants_v2` is at DEBUG.
"""

from __future__ import annotations

import logging
from types import TracebackType
from typing import TYPE_CHECKING

from ..errors import AssistantsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLUMBING = ("anyio", "asyncio", "concurrent", "contextlib", "httpcore", "httpx", "threading")
"""Packages between our code and the sockets, or the user's functions."""


def shorten_traceback(error: BaseException) -> None:
    """Drop the frames of an error, and of what caused it, that say nothing to a user.

    Args:
        error: The error on its way to the caller.
    """
    if not _is_meant(error) or logging.getLogger("assistants_v2").isEnabledFor(logging.DEBUG):
        return
    for place, shown in enumerate(_list_printed(error)):
        entries = [*_walk(shown.__traceback__)]
        first, last = (entries[0] if place == 0 else None), (entries[-1] if entries else None)
        kept = [entry for entry in entries if entry in (first, last) or not _is_inside(entry)]
        shown.__traceback__ = _link(kept)


def _is_meant(error: BaseException) -> bool:
    """Say whether an error was raised by a `raise` of ours: any other is a defect, or the user's own."""
    if isinstance(error, AssistantsError):
        return True
    entries = [*_walk(error.__traceback__)]
    return bool(entries) and _is_ours(entries[-1]) and _is_at_raise(entries[-1])


def _is_at_raise(entry: TracebackType) -> bool:
    """Say whether the line of a frame is a `raise` statement."""
    from opcode import opmap  # late: mistakes are rare

    return entry.tb_frame.f_code.co_code[entry.tb_lasti] == opmap["RAISE_VARARGS"]


def _list_printed(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what is printed above it."""
    seen: set[int] = set()
    shown: BaseException | None = error
    while shown is not None and id(shown) not in seen:
        seen.add(id(shown))
        yield shown
        shown = shown.__cause__ or (None if shown.__suppress_context__ else shown.__context__)


def _walk(entry: TracebackType | None) -> Iterator[TracebackType]:
    """Yield the entries of a traceback, the caller's first."""
    while entry is not None:
        yield entry
        entry = entry.tb_next


def _is_inside(entry: TracebackType) -> bool:
    """Say whether a frame is neither the user's nor that of a library of his."""
    return _is_ours(entry) or _package_of(entry) in _PLUMBING


def _is_ours(entry: TracebackType) -> bool:
    """Say whether a frame is of one of our packages, whose names all begin alike."""
    return _package_of(entry).startswith("assistants_v2")


def _package_of(entry: TracebackType) -> str:
    """Return the first name of the module that a frame is in."""
    return str(entry.tb_frame.f_globals.get("__name__", "")).partition(".")[0]


def _link(entries: Iterable[TracebackType]) -> TracebackType | None:
    """Return entries as a traceback of these alone."""
    following: TracebackType | None = None
    for entry in reversed([*entries]):
        following = TracebackType(following, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return following
