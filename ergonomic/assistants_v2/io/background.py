"""Results on their way in the background, one kind for each port. Used to fetch the next page early."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .event_loops import is_being_cancelled
from .runner import finish

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


class InThread(Generic[T]):
    """A work of the blocking port, begun in a thread of its own."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        self._work = work
        self._value: T | None = None
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="assistants-v2-ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Do the work and keep what comes of it."""
        try:
            self._value = finish(self._work())
        except BaseException as error:  # noqa: BLE001  # raised where the result is asked for
            self._error = error

    async def result(self) -> T:
        """Wait for the thread, and return what it found or raise what it met."""
        self._thread.join()
        if self._error:
            raise self._error
        return cast("T", self._value)

    async def drop(self) -> None:
        """Leave the thread to itself: whoever leaves a list does not wait for a page that may never come."""


class InTask(Generic[T]):
    """A work of the async port, begun in an asyncio task."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        from asyncio import ensure_future  # late, like the others: blocking clients import this file too

        self._work = work
        self.task = ensure_future(work())
        self.task.add_done_callback(_retrieve_error)

    async def result(self) -> T:
        """Wait for the task, and return what it found; do the work anew if its event loop has ended."""
        from asyncio import CancelledError

        try:
            return await self.task
        except CancelledError:
            if not self.task.cancelled() or is_being_cancelled():
                raise
        finally:
            self.task.cancel()
        return await self._work()  # the event loop that it was begun on has ended

    async def drop(self) -> None:
        """Cancel the task, and wait until it is over."""
        from asyncio import CancelledError

        self.task.cancel()
        with suppress(CancelledError, Exception):
            await self.task


def _retrieve_error(task: Task[Any]) -> None:
    """See what became of a task, so that asyncio does not complain of one that nobody asks any more."""
    if not task.cancelled():
        task.exception()
