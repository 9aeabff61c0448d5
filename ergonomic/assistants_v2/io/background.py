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
