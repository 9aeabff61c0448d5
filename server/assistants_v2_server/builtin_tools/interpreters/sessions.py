"""The sessions of a server: one for each thread that runs code, a few at once, dropped when idle.

`runs` asks it to run code. It lives on the event loop of the runs and is closed with it.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from weakref import WeakValueDictionary

from msgspec import Struct, field

from ...handing_over import Handover
from .. import InputFile
from .cells import CellResult, Interpreter, Limits, OnOutput, Session, SessionLost, add_remarks
from .file_names import name_files

MOST_SESSIONS = 8
"""How many sessions there are at once, unless the server is told otherwise."""

IDLE_TIME = 1200.0
"""Seconds after its last cell when a session is dropped: OpenAI's figure."""

PATIENCE = 60.0
"""Seconds that a cell waits for a place while all sessions run cells of others."""

_REMEMBERED = 10_000
"""How many ended sessions are remembered, so that their threads can be told."""

_TIMER_SLACK = 1.0
"""Seconds after the idle time when it is looked; timers may come a little early."""


class _Kept(Struct, eq=False):
    """A session that is kept for its thread.

    Attributes:
        session: The session.
        used: When its last cell ended.
        busy: Whether it runs a cell.
        has_run: Whether it has run one to its end, so that a model may go by what it holds.
        names: The names of the files that it was given, by id.
    """

    session: Session
    used: float
    busy: bool = True
    has_run: bool = False
    names: dict[str, str] = field(default_factory=dict[str, str])


class InterpreterSessions:
    """Runs code for threads.

    Args:
        interpreter: What runs it.
        most: How many sessions there are at once, 8 by default. One more takes the place of the one that is
            idle for longest; if none is idle it waits.
        idle_time: Seconds after which an idle session is dropped, 1200 by default.
        patience: Seconds that a cell waits for a place, 60 by default.
        limits: Those of the interpreter; its defaults if they are not given.
        clock: Returns the time in seconds; that of the process by default.

    Attributes:
        interpreter: What runs the code.
    """

    def __init__(
        self,
        interpreter: Interpreter,
        *,
        most: int = MOST_SESSIONS,
        idle_time: float = IDLE_TIME,
        patience: float = PATIENCE,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.interpreter = interpreter
        self._most, self._idle_time, self._patience, self._clock = most, idle_time, patience, clock
        self._limits = limits or Limits()
        self._inherited: list[object] = []
        self._begin_anew()

    async def run(
        self,
        thread_id: str,
        code: str,
        files: Sequence[InputFile] = (),
        on_output: OnOutput | None = None,
    ) -> CellResult:
        """Run a cell in the session of a thread, one after the other; whatever goes wrong is a result.

        Args:
            thread_id: Whose session it is; it begins with the first cell.
            code: Python code.
            files: The files that the session is to have, under the names of `name_files`. What it has already
                is not read again.
            on_output: Is told each piece of text that is printed; nobody by default.
        """
        if len(code.encode("utf-8", "replace")) > self._limits.code:
            return CellResult("error", remarks=(f"The code has more than {self._limits.code:,} bytes.",))
        self._notice_fork()
        lock = self._locks.setdefault(thread_id, asyncio.Lock())
        async with lock:
            try:
                return await self._run_again(thread_id, code, files, on_output)
            except _NoPlace:
                return CellResult(
                    "busy", remarks=(f"All {self._most} interpreters are in use: try again later.",)
                )
            except SessionLost as lost:
                return CellResult("killed", remarks=(lost.reason,), state_kept=False)

    async def drop_idle(self) -> None:
        """Drop the sessions that are idle for too long; called by a timer as well."""
        last = self._clock() - self._idle_time
        for thread_id, kept in [*self._kept.items()]:
            if not kept.busy and kept.used <= last:
                await self._drop(thread_id, f"it was not used for {self._idle_time / 60:g} minutes")

    async def close(self) -> None:
        """End all sessions at once; afterwards no cell is run any more."""
        self._notice_fork()
        self._closed = True
        sessions = [kept.session for kept in self._kept.values()]
        self._kept.clear()
        await asyncio.gather(*(session.close() for session in sessions), return_exceptions=True)

    def _begin_anew(self) -> None:
        self._pid = os.getpid()
        self._closed = False
        self._kept: dict[str, _Kept] = {}
        self._ended: dict[str, str] = {}
        self._starting = 0
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._changed = asyncio.Condition()
        self._sweeps: set[asyncio.Task[None]] = set()

    def _notice_fork(self) -> None:
        """Leave the sessions to the parent, in a process that was forked: closing would end them there."""
        if self._pid != os.getpid():
            self._inherited.append((self._kept, self._sweeps))
            self._begin_anew()

    async def _run_again(
        self, thread_id: str, code: str, files: Sequence[InputFile], on_output: OnOutput | None
    ) -> CellResult:
        """Run a cell; once more in a new session if the one that was kept has ended meanwhile."""
        if thread_id in self._kept:
            with suppress(SessionLost):
                return await self._use(thread_id, code, files, on_output)
        said = self._ended.pop(thread_id, None)
        result = await self._use(thread_id, code, files, on_output)
        lost = f"The variables and files of earlier cells are gone: {said}."
        return result if said is None else add_remarks(result, (lost,))

    async def _use(
        self, thread_id: str, code: str, files: Sequence[InputFile], on_output: OnOutput | None
    ) -> CellResult:
        """Run a cell in the session of a thread; what goes wrong with the session ends it."""
        kept = self._kept.get(thread_id) or await self._start(thread_id)
        kept.busy, ended = True, "their session ended by itself"
        try:
            remarks = await _put_files(kept, files)
            result = await kept.session.run(code, on_output)
            kept.has_run, ended = True, "" if result.state_kept else "their session had to be ended"
            return add_remarks(result, remarks)
        except asyncio.CancelledError:
            ended = "their session ended with a run that was stopped"
            raise
        finally:
            kept.busy, kept.used = False, self._clock()
            if ended:
                await self._drop(thread_id, ended if kept.has_run else "")
            else:
                asyncio.get_running_loop().call_later(self._idle_time + _TIMER_SLACK, self._sweep)
            await self._tell_waiting()

    async def _start(self, thread_id: str) -> _Kept:
        """Begin a session as soon as there is a place for it."""
        try:
            async with asyncio.timeout(self._patience):
                replaced = await self._take_place()
        except TimeoutError as error:
            raise _NoPlace from error
        try:
            if replaced is not None:
                await self._drop(replaced, "others needed the place of their session")
            if self._closed:
                raise SessionLost("The server ends.")
            session = await self.interpreter.start()
            if self._closed:  # meanwhile
                await session.close()
                raise SessionLost("The server ends.")
            self._kept[thread_id] = kept = _Kept(session, self._clock())
            return kept
        finally:
            self._starting -= 1
            await self._tell_waiting()

    async def _take_place(self) -> str | None:
        """Wait for a place, and return the thread whose session has to go for it."""
        async with self._changed:
            while True:
                if len(self._kept) + self._starting < self._most:
                    self._starting += 1
                    return None
                idle = {thread_id: kept.used for thread_id, kept in self._kept.items() if not kept.busy}
                if idle:
                    self._starting += 1
                    oldest = min(idle, key=idle.__getitem__)
                    self._kept[oldest].busy = True
                    return oldest
                await self._changed.wait()

    async def _drop(self, thread_id: str, reason: str) -> None:
        """End a session; its thread is told the reason, unless that is empty: then it has lost nothing."""
        kept = self._kept.pop(thread_id, None)
        if reason:
            self._ended[thread_id] = reason
        while len(self._ended) > _REMEMBERED:
            del self._ended[next(iter(self._ended))]
        if kept is not None:
            await kept.session.close()

    async def _tell_waiting(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _sweep(self) -> None:
        """Drop idle sessions, by a timer."""
        task = asyncio.get_running_loop().create_task(self.drop_idle())
        self._sweeps.add(task)
        task.add_done_callback(self._sweeps.discard)


class _NoPlace(Exception):
    """All places were taken for too long."""


async def _put_files(kept: _Kept, files: Sequence[InputFile]) -> tuple[str, ...]:
    """Put files into a session that it does not have yet, and return what is to be said of the rest."""
    remarks = list[str]()
    names = name_files((file.file_id, file.name) for file in files)
    for file in files:
        name = names[file.file_id]
        if kept.names.get(file.file_id) == name:
            continue
        # Another file may have had the name, when there were others beside it or they have been deleted.
        kept.names = {other: known for other, known in kept.names.items() if known != name}
        kept.names[file.file_id] = name
        opening = Handover(file.open)
        try:
            trouble = await kept.session.put_file(name, await asyncio.to_thread(opening.open))
        except OSError:
            trouble = f"{name} could not be read."
        finally:
            opening.leave()
        if trouble is not None:
            remarks.append(trouble)
    return tuple(remarks)
