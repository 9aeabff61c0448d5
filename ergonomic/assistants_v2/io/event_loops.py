"""Which event loop runs, and whether it cancels or only seems to. Used by the ports and by `connections`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ..errors import ToolError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Generator

    from trio.lowlevel import TrioToken


@contextmanager
def take_cancellation_for_failure(tool_name: str) -> Generator[None]:
    """Raise ToolError for a cancellation that a tool met in its own work, while nobody cancels its caller."""
    try:
        yield
    except BaseException as error:
        if not _is_cancellation(error) or is_being_cancelled():
            raise
        raise ToolError(f"The tool {tool_name} was cancelled.", tool_name=tool_name) from error


def _is_cancellation(error: BaseException) -> bool:
    """Say whether an error is what asyncio ends a task with."""
    asyncio = sys.modules.get("asyncio")  # where it was not imported, it raised nothing
    return asyncio is not None and isinstance(error, asyncio.CancelledError)


def is_being_cancelled() -> bool:
    """Say whether somebody cancels the running task."""
    from asyncio import current_task

    task = current_task() if asyncio_loop() else None
    return task is not None and bool(task.cancelling())


def asyncio_loop() -> AbstractEventLoop | None:
    """Return the running event loop if it is asyncio's."""
    from asyncio import get_running_loop  # late: blocking clients import this file too

    try:
        return get_running_loop()
    except RuntimeError:
        return None


def running_loop() -> object:
    """Return the running event loop of asyncio, or what stands for trio's; None if there is neither."""
    loop, trio = asyncio_loop(), sys.modules.get("trio")
    if loop or not trio:
        return loop
    try:
        return trio.lowlevel.current_trio_token()
    except RuntimeError:
        return None


def is_open(loop: object) -> bool:
    """Say whether an event loop, as `running_loop` returns it, may still run."""
    if loop is None:
        return False
    if (is_closed := getattr(loop, "is_closed", None)) is not None:
        return not is_closed()
    from trio import RunFinishedError  # it is there: the loop is its own

    try:
        cast("TrioToken", loop).run_sync_soon(int)  # nothing else of trio's tells whether it has ended
    except RunFinishedError:
        return False
    return True
