"""Results on their way in the background, one kind for each port. Used to fetch the next page early."""

from __future__ import annotations

from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .event_loops import is_being_cancelled
from .runner import finish

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


class InThread(Generic[T]):
    """A coroutine of the blocking port that runs in a thread of its own."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        self._work = work
        self._value: T | None = None
        self._error: BaseException | None = None
        run = copy_context().run  # the thread works for whoever asks for the result: traces say so
        self._thread = Thread(target=run, args=(self._run,), name="assistants-v2-ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        """Run the coroutine, and keep its result or its error."""
        try:
            self._value = finish(self._work())
        except BaseException as error:  # noqa: BLE001  # raised where the result is asked for
            self._error = error

    async def result(self) -> T:
        """Wait for the thread; return the result, or raise the error."""
        self._thread.join()
        if self._error:
            raise self._error
        return cast("T", self._value)

    async def drop(self) -> None:
        """Do not wait for the thread: a program that leaves a list needs no further page."""


class InTask(Generic[T]):
    """A coroutine of the async port that runs in an asyncio task."""

    def __init__(self, work: Callable[[], Coroutine[object, object, T]]) -> None:
        from asyncio import ensure_future  # late, like the others: blocking clients import this file too

        self._work = work
        self.task = ensure_future(work())
        self.task.add_done_callback(_retrieve_error)

    async def result(self) -> T:
        """Wait for the task and return the result; run the coroutine anew if the event loop has ended."""
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
    """Read a task's error, so that asyncio does not warn that it was never read."""
    if not task.cancelled():
        task.exception()
