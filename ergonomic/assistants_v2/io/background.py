"""Results on their way in the background, one kind for each port; and cancellations that are none.

The first are used to fetch the next page early, the others where tools are called.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..errors import ToolError
from .runner import finish

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine, Generator

T = TypeVar("T")


class InThread(Generic[T]):
    """A work of the blocking port, begun in a thread of its own."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        self.work = work
        self.value: T | None = None
        self.error: BaseException | None = None
        self.thread = Thread(target=self.run, name="assistants-v2-ahead", daemon=True)
        self.thread.start()

    def run(self) -> None:
        """Do the work and keep what comes of it."""
        try:
            self.value = finish(self.work())
        except BaseException as error:  # noqa: BLE001  # raised where the result is asked for
            self.error = error

    async def result(self) -> T:
        self.thread.join()
        if self.error:
            raise self.error
        return cast("T", self.value)

    async def drop(self) -> None:
        pass  # whoever leaves a list does not wait for a page that may never come


class InTask(Generic[T]):
    """A work of the async port, begun in an asyncio task."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        from asyncio import ensure_future  # late, like the others: blocking clients import this file too

        self.work = work
        self.task = ensure_future(work())
        self.task.add_done_callback(heard)

    async def result(self) -> T:
        from asyncio import CancelledError

        try:
            return await self.task
        except CancelledError:
            if not self.task.cancelled() or is_being_cancelled():
                raise
        finally:
            self.task.cancel()
        return await self.work()  # the event loop that it was begun on has ended

    async def drop(self) -> None:
        from asyncio import CancelledError

        self.task.cancel()
        with suppress(CancelledError, Exception):
            await self.task


def heard(task: Task[Any]) -> None:
    """See what became of a task, so that asyncio does not complain of one that nobody asks any more."""
    if not task.cancelled():
        task.exception()


@contextmanager
def taking_cancellation_for_failure(tool_name: str) -> Generator[None]:
    """Raise ToolError for a cancellation that a tool met in its own work, while nobody cancels its caller."""
    try:
        yield
    except BaseException as error:
        if not is_cancellation(error) or is_being_cancelled():
            raise
        raise ToolError(f"The tool {tool_name} was cancelled.", tool_name=tool_name) from error


def is_cancellation(error: BaseException) -> bool:
    """Say whether an error is what asyncio ends a task with."""
    asyncio = sys.modules.get("asyncio")  # where it was not imported, it raised nothing
    return asyncio is not None and isinstance(error, asyncio.CancelledError)


def is_being_cancelled() -> bool:
    """Say whether somebody cancels the running task."""
    from asyncio import current_task

    task = current_task() if on_asyncio() else None
    return task is not None and bool(task.cancelling())


def on_asyncio() -> bool:
    """Say whether the running event loop is asyncio's."""
    from asyncio import get_running_loop

    try:
        get_running_loop()
    except RuntimeError:
        return False
    return True


def running_loop() -> object:
    """Return the running event loop of asyncio, or what stands for trio's; None if there is neither."""
    if on_asyncio():
        from asyncio import get_running_loop

        return get_running_loop()
    trio = sys.modules.get("trio")
    try:
        return trio.lowlevel.current_trio_token() if trio else None
    except RuntimeError:
        return None


def is_open(loop: object) -> bool:
    """Say whether an event loop may still run: one of asyncio's that was not closed."""
    closed = getattr(loop, "is_closed", None)
    return closed is not None and not closed()
