"""Runs one PostgreSQL for as long as somebody holds the pipe to this process, and ends it for certain.

`clusters` starts it as a process of its own session, which no Ctrl-C reaches:

    python keeper.py FOLDER PROGRAMS USER SHARED [NAME=VALUE …]

It writes the port when PostgreSQL is ready. Then it does what it reads, line by line, and answers `done`:
`stop` has PostgreSQL end, `kill` has it end at once and without order, `start` begin again at the same port.
When all who could write have gone, however they ended, PostgreSQL is killed and the folder removed.
SHARED is the folder of a pipe with a name, by which other processes join; empty if there is none. What comes
after it are settings of PostgreSQL that differ from those of most tests.
"""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

PIPE, LOCK = "pipe", "lock"
"""What is in the folder that processes share."""

_PATIENCE = 60.0
"""Seconds within which PostgreSQL is to be ready, or gone."""

_TRIES = 5
"""Ports that are tried: another program may take one between the choice and the start."""

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "64MB",
    # What is lost with the machine is lost with the tests.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "max_wal_size": "1GB",
    "max_prepared_transactions": "0",
    "log_line_prefix": "%m %d [%p] ",
}


class Keeper:
    """One PostgreSQL in a folder.

    Args:
        folder: Where it has everything; this removes it.
        programs: Where its programs are.
        user: Who runs it; None for whoever runs this.
        settings: How it is set, beside what tests need; nothing by default.
    """

    def __init__(
        self,
        folder: Path,
        programs: Path,
        user: str | None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._settings = {**_SETTINGS, **settings}
        self._folder = folder
        self._data = folder / "data"
        self._programs = programs
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def make(self) -> None:
        """Make an empty cluster, and start it at a free port."""
        self._folder.chmod(0o711)
        self._data.mkdir(mode=0o700)
        if self._user is not None:
            shutil.chown(self._data, self._user)
        # The locale is PostgreSQL's own, so that every system sorts and reads letters alike.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        options = ["--no-sync", "--auth=trust", "--username=postgres", *locale]
        subprocess.run(
            [self._programs / "initdb", *options, "-D", self._data],
            user=self._user,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for _ in range(_TRIES):
            self.port = _find_port()
            if self.start():
                return
        raise RuntimeError(f"PostgreSQL does not start: {(self._folder / 'log').read_text()}")

    def start(self) -> bool:
        """Start it; say whether it is ready, and not gone again."""
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        with (self._folder / "log").open("ab") as log:
            command: list[str | Path] = [
                self._programs / "postgres",
                "-D",
                self._data,
                "-p",
                str(self.port),
                *settings,
            ]
            self._process = subprocess.Popen(
                command, user=self._user, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until = time.monotonic() + _PATIENCE
        while self._process.poll() is None and time.monotonic() < until:
            if self._is_ready(self._process.pid):
                return True
            time.sleep(0.01)
        return False

    def end(self, number: int) -> None:
        """Send it a signal, and wait until it is gone."""
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def remove(self) -> None:
        """End it, whatever becomes of its data, and remove the folder."""
        self.end(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def obey(self, command: str) -> None:
        """Do what a line asks for."""
        if command == "start":
            if not self.start():
                raise RuntimeError("PostgreSQL does not start again")
        else:
            self.end({"stop": signal.SIGINT, "kill": signal.SIGQUIT}[command])

    def _is_ready(self, process: int) -> bool:
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(process) and lines[7].strip() == "ready"


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _obey_all(keeper: Keeper, shared: Path | None) -> None:
    """Do what is asked for until nobody can ask any more."""
    asked = b""
    while True:
        read = os.read(0, 1024)
        if not read and _has_ended(shared):
            return
        asked += read
        while b"\n" in asked:
            line, _, asked = asked.partition(b"\n")
            keeper.obey(line.decode())
            print("done", flush=True)  # noqa: T201  this is how it answers


def _has_ended(shared: Path | None) -> bool:
    """Say whether nobody holds the pipe, and let nobody join any more then."""
    if shared is None:
        return True
    with (shared / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        look = select.poll()
        look.register(0, select.POLLIN)
        is_over = any(event & select.POLLHUP for _, event in look.poll(0))
        if is_over:
            (shared / PIPE).unlink(missing_ok=True)
        return is_over


def _leave(number: int, frame: object) -> None:
    sys.exit(1)


def main() -> None:
    """Run PostgreSQL until nobody needs it."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder, programs, user, shared, *settings = sys.argv[1:]
    given = dict(setting.split("=", 1) for setting in settings)
    keeper = Keeper(Path(folder), Path(programs), user or None, given)
    try:
        keeper.make()
        print(keeper.port, flush=True)  # noqa: T201  this is how it answers
        _obey_all(keeper, Path(shared) if shared else None)
    finally:
        keeper.remove()


if __name__ == "__main__":
    main()
