"""A pseudo-terminal at which the command runs in a process of its own. Tests of what people type use it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

_RUN = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "from assistants_v2.cli import main; sys.exit(main())"
)
"""Makes the terminal the one that Ctrl-C comes from, and runs the command."""

PATIENCE = 60.0
"""Seconds after which what was expected does not come any more."""

PAUSE = 10
"""Seconds without anything on the screen after which a key is pressed again."""

CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """A terminal and the command at it.

    Args:
        words: What follows `assistants-v2`.
        environment: Further variables.

    Attributes:
        shown: All that was on the screen.
    """

    def __init__(self, *words: str, environment: dict[str, str] | None = None) -> None:
        self.shown = ""
        self._read_to = 0
        self._still = 0
        self._ours, theirs = os.openpty()
        variables = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200", **(environment or {})}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, *words],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                start_new_session=True,
                env=variables,
            )
        finally:
            os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._ours, text.encode())

    def expect(self, text: str) -> str:
        """Wait until something is on the screen, and return what came up to there since the last time."""
        ends = time.monotonic() + PATIENCE
        while (found := self.shown.find(text, self._read_to)) < 0:
            assert time.monotonic() < ends, f"no {text!r} in {self.shown!r}"
            assert self._read(), f"it ended without {text!r}: {self.shown!r}"
        begun, self._read_to = self._read_to, found + len(text)
        return self.shown[begun : self._read_to]

    def wait(self, keys: str = "") -> int:
        """Wait for the end, and return the exit status.

        Args:
            keys: What is pressed as long as nothing happens. Python's readline loses a Ctrl-C that comes
                between its prompt and its waiting; a person presses it again.
        """
        ends = time.monotonic() + PATIENCE
        self.type(keys)
        while self._read():
            assert time.monotonic() < ends, f"it does not end: {self.shown!r}"
            if self._still == PAUSE:
                self.type(keys)
                self._still = 0
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        """Take in what has come within a moment; say whether more can come."""
        ready, _, _ = select.select([self._ours], [], [], 1.0)
        self._still = 0 if ready else self._still + 1
        if not ready:
            return self._process.poll() is None
        with suppress(OSError):  # nobody is at the other end any more
            if data := os.read(self._ours, 65536):
                self.shown += data.decode(errors="replace")
                return True
        return False
