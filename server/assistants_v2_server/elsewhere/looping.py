"""An event loop in a thread of its own, for those who wait in threads and those who wait on other event
loops.

What is sent to another server is sent there. So one piece of code serves both kinds of callers, a request
ends at its time whatever the other server drips, and closing ends all of them at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Future
from threading import Lock, Thread
from typing import Any, TypeVar

from ..requests import refusals

T = TypeVar("T")


class LoopThread:
    """The loop; it begins with the first call.

    Args:
        clean: Closes what was opened on the loop, as its last work.
    """

    def __init__(self, clean: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._clean = clean
        self._lock = Lock()
        self._is_closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None

    def call(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what a coroutine returns, to a thread that may stand still meanwhile.

        Raises:
            RequestError: 503, the loop has been closed.
        """
        future = self._begin(work)
        try:
            return future.result()
        except CancelledError:
            raise refusals.server_closing() from None
        except BaseException:
            future.cancel()
            raise

    async def wait(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return what a coroutine returns, to another event loop; whoever is cancelled there ends it.

        Raises:
            RequestError: 503, the loop has been closed.
        """
        future = self._begin(work)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if future.cancelled() and self._is_closed:
                raise refusals.server_closing() from None
            raise

    def close(self) -> None:
        """End all that is under way, and the thread. Twice does no harm."""
        with self._lock:
            self._is_closed, loop, self._loop = True, self._loop, None
            if loop is not None:
                loop.call_soon_threadsafe(loop.stop)
        if self._thread is not None:
            self._thread.join()

    def _begin(self, work: Callable[[], Coroutine[Any, Any, T]]) -> Future[T]:
        with self._lock:  # so that nothing is begun behind the end
            if self._is_closed:
                raise refusals.server_closed()
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = Thread(
                    target=self._run, args=(self._loop,), name="assistants-v2-elsewhere", daemon=True
                )
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work(), self._loop)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            loop.run_forever()
            loop.run_until_complete(self._end())
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            loop.close()

    async def _end(self) -> None:
        own = asyncio.current_task()
        under_way = [task for task in asyncio.all_tasks() if task is not own]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._clean()
