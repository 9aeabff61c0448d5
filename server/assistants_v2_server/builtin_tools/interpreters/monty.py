"""The interpreter that runs a part of Python on every system, in a process of its own: pydantic-monty.

`choosing` makes it where the extra `code` is installed. It speaks to no system at all but for one folder, so
what it cannot do it refuses; docs/code-interpreter.md says what that is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from .answers import make_printable, name_output
from .cells import (
    CHUNK,
    FOLDER,
    CellResult,
    Limits,
    OnOutput,
    Outcome,
    OutputFile,
    SessionLost,
    describe_left_out,
    describe_memory,
    describe_timeout,
    find_defect,
)
from .driver import NAMED, Allowance, read_file, walk
from .last_values import DEFINITION, hide_show, show_last_value
from .printed import Printed, describe_flood
from .session_folders import SessionFolder

if TYPE_CHECKING:
    from pydantic_monty import AsyncMontySession

_LOST = "The interpreter has ended."
"""What is said of a session that was closed."""

_MISSING = "the interpreter needs pydantic-monty: pip install 'assistants-v2[code]'."
"""What is said where it is not installed."""

GRACE = 5.0
"""Seconds after the time of a cell when the library itself ends a worker."""

_OUT_OF_TIME = "time limit exceeded"
"""What the library says of code that took too much CPU time."""

_OUT_OF_MEMORY = "memory limit exceeded"
"""What the library says of code that needs too much memory."""

_SPENT = "suspension limit"
"""What the library says of a session that has used its files too often."""


class MontyInterpreter:
    """Runs code in pydantic-monty; its protocol is `cells.Interpreter`.

    Args:
        limits: What a session may use; the defaults of `Limits` if it is not given.
    """

    name = "monty"
    note = (
        f"A part of Python runs in a sandbox without network. Files are in {FOLDER}; variables are kept. "
        "There are math, json, csv, re, datetime, collections, itertools, functools, decimal and random. "
        "There are no statistics, numpy, pandas or matplotlib, no generators (yield), "
        "no inheritance of classes, and no del statement."
    )

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    async def probe(self) -> str | None:
        """Begin a session and compute something; what is in the way is said."""
        return await find_defect(self, "pydantic-monty begins, but cannot compute.")

    async def start(self) -> MontySession:
        """Begin a session."""
        if find_spec("pydantic_monty") is None:
            raise SessionLost(_MISSING)
        session = MontySession(self._limits)
        await session.begin()
        return session


class MontySession:
    """A worker process and a folder; its protocol is `cells.Session`.

    Args:
        limits: What its code may use.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._closing = AsyncExitStack()
        self._worker: AsyncMontySession | None = None
        self._lock, self._stop = asyncio.Lock(), asyncio.Event()
        self._folder = Path()
        self._known: dict[str, tuple[int, ...]] = {}

    async def begin(self) -> None:
        """Start the worker.

        Raises:
            SessionLost: If it does not start.
        """
        from pydantic_monty import AsyncMonty, MontyError  # late: an extra brings it

        limits = self._limits
        try:
            folder = SessionFolder()
            self._closing.callback(folder.close)
            self._folder = folder.path
            pool = AsyncMonty(min_processes=1, max_processes=1, request_timeout=limits.seconds + GRACE)
            await self._closing.enter_async_context(pool)
            worker = pool.checkout(
                script_name="cell",
                limits={
                    "max_feed_duration_secs": limits.cpu_seconds,
                    "max_memory": limits.memory,
                    "max_suspensions": limits.entries,
                    "max_total_sleep_secs": limits.seconds,
                },
            )
            self._worker = await self._closing.enter_async_context(worker)
            await self._worker.feed_run(DEFINITION)
        except (MontyError, OSError, RuntimeError) as error:
            await self.close()
            raise SessionLost(f"The interpreter did not begin: {error}") from error
        except BaseException:
            await self.close()
            raise

    async def put_file(self, name: str, content: BinaryIO) -> str | None:
        """Write a file into the session's folder."""
        if self._worker is None:
            raise SessionLost(_LOST)
        try:
            fits = await asyncio.to_thread(_copy, content, self._folder / name, self._count_room())
        except OSError as error:
            return f"{name} could not be written: {error.strerror}."
        self._known.update(walk(str(self._folder)))
        return (
            None
            if fits
            else f"{name} does not fit into the {self._limits.disk >> 20} MiB of the interpreter."
        )

    async def run(self, code: str, on_output: OnOutput | None = None) -> CellResult:
        """Run a cell."""
        async with self._lock:
            if self._worker is None:
                raise SessionLost(_LOST)
            loop = asyncio.get_running_loop()
            printed = Printed(self._limits, on_output and _make_safe(loop, on_output))

            def take(_: str, text: str) -> None:
                printed.add(text.encode("utf-8", "replace"))
                if printed.is_flood:
                    loop.call_soon_threadsafe(self._stop.set)

            try:
                end = await self._feed(self._worker, code.encode("utf-8", "replace").decode(), take)
                if end is None:
                    end = self._judge_stop(printed)
                return await self._finish(printed, end)
            except BaseException:
                await self._end()
                raise

    async def close(self) -> None:
        """End the worker, amid a cell too, and remove the folder."""
        self._worker = None
        self._stop.set()
        async with self._lock:
            await self._end()

    async def _end(self) -> None:
        self._worker = None
        await asyncio.shield(asyncio.ensure_future(self._closing.aclose()))

    def _judge_stop(self, printed: Printed) -> MontyEnd:
        """Return how a cell ended that was stopped."""
        if printed.is_flood:
            return MontyEnd("killed", describe_flood(self._limits), state_kept=False)
        if self._worker is None:
            return MontyEnd("killed", _LOST, state_kept=False)
        return MontyEnd("timeout", describe_timeout(self._limits.seconds), state_kept=False)

    async def _feed(
        self, worker: AsyncMontySession, code: str, take: Callable[[str, str], None]
    ) -> MontyEnd | None:
        """Give the worker code, and return how it ended, or None if it was stopped."""
        from pydantic_monty import MountDir  # late: an extra brings it

        room = await asyncio.to_thread(self._count_room)
        mount = MountDir(
            host_path=self._folder, virtual_path=FOLDER, mode="read-write", write_bytes_limit=room
        )
        with closing(mount):
            feed = asyncio.ensure_future(
                worker.feed_run(show_last_value(code), print_callback=take, mount=mount, cwd=FOLDER)
            )
            stop = asyncio.create_task(self._stop.wait())
            try:
                await asyncio.wait(
                    {feed, stop}, timeout=self._limits.seconds, return_when=asyncio.FIRST_COMPLETED
                )
                return judge_end(feed.exception(), self._limits) if feed.done() else None
            finally:
                feed.cancel()
                stop.cancel()
                await asyncio.wait({feed, stop})

    async def _finish(self, printed: Printed, end: MontyEnd) -> CellResult:
        """Return a result, with the files; close the session if its state is gone."""
        files, left_out = await asyncio.to_thread(self._collect)
        if not end.state_kept:
            await self._end()
        remarks = [end.sentence] if end.sentence else []
        remarks += [*printed.remarks, *describe_left_out(left_out, self._limits)]
        return CellResult(
            end.outcome,
            printed.text + end.traceback,
            files=(*files,),
            remarks=(*remarks,),
            state_kept=end.state_kept,
        )

    def _count_room(self) -> int:
        return max(0, self._limits.disk - sum(size for _, (size, *_) in walk(str(self._folder))))

    def _collect(self) -> tuple[list[OutputFile], list[str]]:
        """Return the files that are new or changed, and the paths of those that are too much."""
        before, self._known = self._known, dict(walk(str(self._folder)))
        allowance = Allowance(self._limits.results, self._limits.files)
        files, left_out = list[OutputFile](), list[str]()
        for place, state in self._known.items():
            if before.get(place) == state:
                continue
            path = f"{FOLDER}/{Path(place).relative_to(self._folder).as_posix()}"
            content = read_file(place) if allowance.take(state[0]) else None
            if content is not None and len(content) <= state[0]:
                files.append(name_output(path, content))
            else:
                left_out.append(make_printable(path))
        return files, left_out[:NAMED]


class MontyEnd(Struct, frozen=True):
    """How a cell ended.

    Attributes:
        outcome: What it is called.
        sentence: What is said of it, if anything.
        traceback: That of an exception.
        state_kept: Whether the session goes on.
    """

    outcome: Outcome
    sentence: str = ""
    traceback: str = ""
    state_kept: bool = True


def judge_end(error: BaseException | None, limits: Limits) -> MontyEnd:
    """Return what it means that code ended with an error, or without one."""
    from pydantic_monty import MontyCrashedError, MontyError, MontyRuntimeError, MontySyntaxError  # late

    if error is None:
        return MontyEnd("ok")
    if isinstance(error, MontyCrashedError):
        if error.timed_out:
            return MontyEnd("timeout", describe_timeout(limits.seconds), state_kept=False)
        return MontyEnd("killed", "The interpreter crashed, and its state is lost.", state_kept=False)
    if not isinstance(error, MontyError):
        return MontyEnd("killed", "The interpreter cannot run this.", state_kept=False)
    said = str(error)
    if _SPENT in said:
        sentence = f"The session used its files more than {limits.entries} times and was ended."
        return MontyEnd("killed", sentence, state_kept=False)
    if _OUT_OF_TIME in said:
        return MontyEnd("timeout", describe_timeout(limits.cpu_seconds), state_kept=False)
    shown = hide_show(error.display()) if isinstance(error, MontyRuntimeError | MontySyntaxError) else said
    traceback = "".join(f"{line}\n" for line in shown.splitlines())[: limits.output]
    if _OUT_OF_MEMORY in said:  # it stays full: what fills it is not given up
        return MontyEnd("out_of_memory", describe_memory(limits), traceback, state_kept=False)
    return MontyEnd("error", traceback=traceback)


def _make_safe(loop: asyncio.AbstractEventLoop, tell: OnOutput) -> OnOutput:
    """Return what tells it on the event loop, whatever thread it is called in."""

    def tell_safely(text: str) -> None:
        loop.call_soon_threadsafe(tell, text)

    return tell_safely


def _copy(content: BinaryIO, path: Path, room: int) -> bool:
    """Write a file and return True, or write none and return False if it is larger than there is room."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        while chunk := content.read(CHUNK):
            room -= len(chunk)
            if room < 0:
                break
            file.write(chunk)
    if room < 0:
        path.unlink()
    return room >= 0
