"""One sandbox: a driver in namespaces of its own, what it is told, and what is done when it goes too far.

`bubblewrap` starts sandboxes. All that decides about them is out here, since the driver shares a process with
the code that it runs. Between cells the driver is stopped, so that what a cell has left behind does nothing.
"""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TypeAlias

from msgspec.structs import replace

from .answers import Answer, ForgedAnswer, read_answer
from .cells import (
    CHUNK,
    CellResult,
    Limits,
    OnOutput,
    Outcome,
    SessionLost,
    describe_left_out,
    describe_timeout,
)
from .pipes import OutputPipe, write_all
from .printed import describe_flood
from .processes import SandboxProcesses
from .usage import judge_usage, read_usage

STARTING = 20.0
"""Seconds that a sandbox may take to begin."""

WATCH = 0.1
"""Seconds between two looks at what a sandbox uses."""

GRACE = 2.0
"""Seconds that code gets to stop after it was interrupted, before its session is ended."""

_LOOKS = 20
"""How often it is looked whether what a cell has left has ended."""

_LOST = "The sandbox has ended."
"""What is said of a session that was closed."""

End: TypeAlias = tuple[Outcome, str]
"""How a cell ended by force, and a sentence about it."""


class Sandbox:
    """A session in a sandbox; its protocol is `cells.Session`.

    Args:
        processes: The processes, just begun.
        limits: What they may use.
    """

    def __init__(self, processes: SandboxProcesses, limits: Limits) -> None:
        self._processes, self._limits = processes, limits
        self._output = OutputPipe(processes.output, limits)
        self._answers: asyncio.StreamReader | None = None
        self._open, self._number = True, 0
        self._lock = asyncio.Lock()

    async def begin(self) -> None:
        """Wait for the driver.

        Raises:
            SessionLost: If it does not come; the reason has what was printed instead.
        """
        try:
            self._answers = await self._processes.open_answers()
            async with asyncio.timeout(STARTING):
                await read_answer(self._answers, self._limits, self._number)
            self._processes.identify()
            self._processes.signal_driver(signal.SIGSTOP)
        except (ForgedAnswer, TimeoutError, OSError) as error:
            self._output.read_rest()
            await self.close()
            said = self._output.printed.text.strip() or "it does not answer"
            raise SessionLost(f"The sandbox did not begin: {said}") from error
        except BaseException:
            await self.close()
            raise

    async def put_file(self, name: str, content: BinaryIO) -> str | None:
        """Write a file into the session's folder."""
        with TemporaryFile() as copy:
            most = self._limits.disk
            measured, size = await asyncio.to_thread(_measure, content, copy, most)
            if size > most:
                return f"{name} is too large for the sandbox, which holds {most >> 20} MiB."
            header = {"kind": "put", "name": name, "size": size}
            answer, end = await self._command(lambda: self._send_file(header, measured, size))
        if answer is None or end is not None:
            await self.close()
            raise SessionLost(end[1] if end else _LOST)
        return f"{name} could not be written: {answer.trouble}." if answer.trouble else None

    async def run(self, code: str, on_output: OnOutput | None = None) -> CellResult:
        """Run a cell."""
        content = code.encode("utf-8", "replace")
        header = {"kind": "run", "size": len(content)}
        answer, end = await self._command(lambda: self._send(header, content), on_output)
        remarks = [end[1]] if end else []
        remarks += self._output.printed.remarks
        logs = self._output.printed.text
        if answer is None:
            return CellResult(end[0] if end else "killed", logs, remarks=(*remarks,), state_kept=False)
        remarks += describe_left_out(answer.left_out, self._limits)
        outcome: Outcome = end[0] if end else "ok" if answer.outcome == "ok" else "error"
        return CellResult(outcome, logs, tuple(answer.images), tuple(answer.files), (*remarks,))

    async def close(self) -> None:
        """End all processes; a cell that runs ends with them, before its pipes are closed."""
        self._open = False
        self._processes.kill()
        async with self._lock:
            await self._processes.end()

    async def _command(
        self, send: Callable[[], Coroutine[Any, Any, None]], on_output: OnOutput | None = None
    ) -> tuple[Answer | None, End | None]:
        """Give the driver a command.

        Returns:
            What it answers, None if the session is gone; and how it was ended, None if it was not.
        """
        async with self._lock:
            if not self._open:
                raise SessionLost(_LOST)
            self._output.listen(on_output)
            self._processes.signal_driver(signal.SIGCONT)
            talk = asyncio.create_task(self._talk(send))
            try:
                end = await self._wait_for(talk, self._limits.seconds)
                if end is not None and end[0] == "timeout":
                    self._processes.signal_driver(signal.SIGINT)
                    await self._wait_for(talk, GRACE)
                return await self._settle(talk, end)
            except BaseException:
                await self._end(talk)
                raise
            finally:
                self._output.stop()

    async def _wait_for(self, talk: asyncio.Task[Answer], seconds: float) -> End | None:
        """Wait until the driver has answered, or until it has to be ended."""
        watch = asyncio.create_task(self._watch(seconds))
        try:
            await asyncio.wait({talk, watch}, return_when=asyncio.FIRST_COMPLETED)
            return None if talk.done() else watch.result()
        finally:
            await _cancel(watch)

    async def _settle(self, talk: asyncio.Task[Answer], end: End | None) -> tuple[Answer | None, End | None]:
        """Return what a command came to, and leave the driver stopped, or nothing of it."""
        if not talk.done() or talk.exception() is not None:
            if end is None:  # it ends by itself, with a status that says why
                await self._processes.wait(GRACE)
            self._output.read_rest()
            status = await self._end(talk)
            return None, end or ("killed", _describe_status(status))
        self._output.read_rest()
        left = await self._judge_what_is_left()
        if left is not None:
            await self._end(talk)
            return None, left
        self._processes.signal_driver(signal.SIGSTOP)
        return talk.result(), end

    async def _end(self, talk: asyncio.Task[Answer]) -> int:
        """End all processes amid a command, once nobody uses the pipes: others soon get their numbers."""
        self._open = False
        self._output.stop()
        await _cancel(talk)
        return await self._processes.end()

    async def _judge_what_is_left(self) -> End | None:
        """Return why the session cannot go on after a cell: too much is left of it, or processes are."""
        for _ in range(_LOOKS):
            usage = read_usage(self._processes.first)
            if usage.processes <= 1:
                return judge_usage(replace(usage, cpu=0.0), self._limits)
            await asyncio.sleep(WATCH / _LOOKS)
        return "killed", "The code left processes behind that could not be ended."

    async def _watch(self, seconds: float) -> End:
        """Return how the code has to be ended, as soon as it does."""
        loop, before = asyncio.get_running_loop(), read_usage(self._processes.first).cpu
        last = loop.time() + seconds
        while loop.time() < last:
            await asyncio.sleep(min(WATCH, max(0.0, last - loop.time())))
            if self._output.printed.is_flood:
                return "killed", describe_flood(self._limits)
            over = judge_usage(read_usage(self._processes.first, before), self._limits)
            if over is not None:
                return over
        return "timeout", describe_timeout(seconds)

    async def _talk(self, send: Callable[[], Coroutine[Any, Any, None]]) -> Answer:
        if self._answers is None:
            raise ForgedAnswer
        self._number += 1
        await send()
        return await read_answer(self._answers, self._limits, self._number)

    async def _send(self, header: Mapping[str, object], content: bytes = b"") -> None:
        await write_all(self._processes.commands, self._number_line(header) + content)

    def _number_line(self, header: Mapping[str, object]) -> bytes:
        return json.dumps({**header, "number": self._number}).encode() + b"\n"

    async def _send_file(self, header: Mapping[str, object], content: BinaryIO, size: int) -> None:
        await self._send(header)
        while size > 0:
            chunk = await asyncio.to_thread(content.read, min(CHUNK, size))
            if not chunk:
                raise OSError("a file became shorter while it was read")
            await write_all(self._processes.commands, chunk)
            size -= len(chunk)


async def _cancel(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()


def _measure(content: BinaryIO, copy: BinaryIO, most: int) -> tuple[BinaryIO, int]:
    """Return the bytes from where a file stands, and how many these are.

    Of a file that can only be read to its end, as those that the server keeps, the bytes go into a copy.

    Args:
        content: The file.
        copy: An empty one.
        most: How many bytes are wanted; beyond, no more are copied.
    """
    if content.seekable():
        start, end = content.tell(), content.seek(0, 2)
        content.seek(start)
        return content, end - start
    while copy.tell() <= most and (chunk := content.read(CHUNK)):
        copy.write(chunk)
    size = copy.tell()
    copy.seek(0)
    return copy, size


def _describe_status(status: int) -> str:
    """Return a sentence about how the driver ended by itself; shells and bubblewrap add 128 to signals."""
    with suppress(ValueError):
        return f"The interpreter crashed ({signal.Signals(status - 128).name}), and its state is lost."
    return f"The code ended the interpreter (exit status {status}), and its state is lost."
