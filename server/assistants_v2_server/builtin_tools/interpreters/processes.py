"""The processes of a sandbox as seen from outside: beginning them, stopping them, ending them all.

Used by `sandbox`. Once a process is known it is meant by a descriptor, so that no other is hit that got its
number.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import ExitStack, suppress

from .answers import LONGEST_LINE
from .usage import list_children

_LOOK = 0.005
"""Seconds between two looks whether a process has ended."""

_PATIENCE = 2.0
"""Seconds that the kernel gets to end all processes of a sandbox, before bubblewrap itself is ended."""


_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
"""Where root's programs are; sandboxes have another one."""

_KEEPERS = 2
"""How many processes there are at least before the driver: bubblewrap, and the first one in the sandbox."""


class SandboxProcesses:
    """bubblewrap, the first process in the sandbox, the driver, and the pipes.

    Args:
        write_command: Returns the command, for the numbers of the pipes with answers and with the filter.
        seccomp: The filter of system calls.

    Attributes:
        commands: The pipe to the driver.
        output: The pipe for what is printed.
        first: The number of the first process; 0 until `identify` was called.

    Raises:
        OSError: If the command cannot be run.
    """

    def __init__(self, write_command: Callable[[int, int], list[str]], seccomp: bytes) -> None:
        self.first = 0
        self._first = self._driver = -1
        self._reaping: asyncio.Task[int] | None = None
        self._ours = ExitStack()
        with ExitStack() as theirs, ExitStack() as ours:
            commands, self.commands = _open_pipe(theirs, ours)
            self.output, output = _open_pipe(ours, theirs)
            self._answers, answers = _open_pipe(ours, theirs)
            filtering, filled = os.pipe()
            theirs.callback(os.close, filtering)
            with os.fdopen(filled, "wb") as filter_pipe:
                filter_pipe.write(seccomp)
            command = write_command(answers, filtering)
            self._bwrap = subprocess.Popen(
                command,
                stdin=commands,
                stdout=output,
                stderr=output,
                pass_fds=(answers, filtering),
                env={"PATH": _PATH},
                cwd="/",
            )
            self._ours = ours.pop_all()
        for pipe in (self.commands, self.output):
            os.set_blocking(pipe, False)

    async def open_answers(self) -> asyncio.StreamReader:
        """Return what reads the driver's answers."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        pipe = os.fdopen(os.dup(self._answers), "rb", buffering=0)
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
        self._ours.callback(transport.close)
        return reader

    def identify(self) -> None:
        """Find the first process and the driver, before any code was run.

        Raises:
            OSError: If they are not there any more.
        """
        chain = [self._bwrap.pid]
        while children := list_children(chain[-1]):
            chain.append(children[0])
        if len(chain) <= _KEEPERS:
            raise ProcessLookupError
        self.first, driver = chain[-2:]
        self._first, self._driver = self._hold(self.first), self._hold(driver)

    def signal_driver(self, number: signal.Signals) -> None:
        """Send the driver a signal, if it lives."""
        if self._driver >= 0 and self._reaping is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._driver, number)

    def kill(self) -> None:
        """End the first process; the kernel tells of its end when all others of the sandbox have ended."""
        if self._reaping is not None:
            return
        with suppress(ProcessLookupError):
            if self._first >= 0:
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            else:
                self._bwrap.kill()

    async def wait(self, seconds: float) -> None:
        """Wait until bubblewrap ends by itself, for a number of seconds at most."""
        for _ in range(round(seconds / _LOOK)):
            if self._bwrap.poll() is not None:
                break
            await asyncio.sleep(_LOOK)

    async def end(self) -> int:
        """End all processes, close the pipes, and return the exit status, even if that is cancelled."""
        self.kill()
        if self._reaping is None:
            self._reaping = asyncio.create_task(self._reap())
        return await asyncio.shield(self._reaping)

    async def _reap(self) -> int:
        loop = asyncio.get_running_loop()
        given_up = loop.time() + _PATIENCE
        while self._bwrap.poll() is None:
            await asyncio.sleep(_LOOK)
            if loop.time() > given_up:
                self._bwrap.kill()
        self._ours.close()
        return self._bwrap.returncode

    def _hold(self, pid: int) -> int:
        descriptor = os.pidfd_open(pid)
        self._ours.callback(os.close, descriptor)
        return descriptor


def _open_pipe(reading: ExitStack, writing: ExitStack) -> tuple[int, int]:
    """Return the ends of a pipe, each closed with its stack."""
    reader, writer = os.pipe()
    reading.callback(os.close, reader)
    writing.callback(os.close, writer)
    return reader, writer
