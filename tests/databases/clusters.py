"""A whole PostgreSQL for tests: one that all processes of a test session share, or one for a test alone.

Each is run by a process of `keeper`, which ends it when the processes that have use for it have ended, also
those that were killed. `fixtures` is the user.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from . import keeper
from .programs import find_programs

_ADDRESS = "address"


class Cluster:
    """A PostgreSQL of its own for one test, which may stop and start it.

    Args:
        settings: How it is set; by default as tests need it, which forgets everything with the machine.

    Attributes:
        url: Its database `postgres`, for a user who may do anything.
    """

    def __init__(self, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        ours, theirs = os.pipe()
        self._pipe = theirs
        try:
            self._process, self.url = _start_keeper(ours, settings=settings)
        except BaseException:
            os.close(theirs)
            raise
        finally:
            os.close(ours)

    def stop(self) -> None:
        """End it in order: connections are cut, what was committed is kept."""
        self._ask("stop")

    def kill(self) -> None:
        """End it as a crash does; it recovers at the next start."""
        self._ask("kill")

    def start(self) -> None:
        """Start it again, at the same address."""
        self._ask("start")

    def restart(self) -> None:
        """Stop it and start it again."""
        self.stop()
        self.start()

    def close(self) -> None:
        """End it, and remove all it had."""
        os.close(self._pipe)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait()

    def _ask(self, command: str) -> None:
        assert self._process.stdout is not None
        os.write(self._pipe, f"{command}\n".encode())
        answer = self._process.stdout.readline()
        assert answer == "done\n", f"PostgreSQL did not {command}"


@contextmanager
def share_cluster(folder: Path) -> Generator[str]:
    """Use the PostgreSQL of a folder for the time of a block, which is started if nobody else uses it.

    Args:
        folder: A folder that the processes of a test session have in common.

    Yields:
        The address of its database `postgres`.
    """
    pipe, url = _join_or_start(folder)
    try:
        yield url
    finally:
        os.close(pipe)


def _join_or_start(folder: Path) -> tuple[int, str]:
    """Return a pipe to be held for as long as PostgreSQL is used, and where that is."""
    with (folder / keeper.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(OSError):  # there is none, or nobody reads it
            pipe = os.open(folder / keeper.PIPE, os.O_WRONLY | os.O_NONBLOCK)
            return pipe, (folder / _ADDRESS).read_text()
        return _start_shared(folder)


def _start_shared(folder: Path) -> tuple[int, str]:
    place = folder / keeper.PIPE
    place.unlink(missing_ok=True)
    os.mkfifo(place, 0o600)
    reading = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
    try:
        pipe = os.open(place, os.O_WRONLY)
        os.set_blocking(reading, True)
        try:
            process, url = _start_keeper(reading, str(folder))
        except BaseException:
            os.close(pipe)
            raise
    finally:
        os.close(reading)
    assert process.stdout is not None
    process.stdout.close()
    process.returncode = 0  # it ends after this process, which need not wait for it
    (folder / _ADDRESS).write_text(url)
    return pipe, url


def _start_keeper(
    reading: int, shared: str = "", settings: Mapping[str, str] = MappingProxyType({})
) -> tuple[subprocess.Popen[str], str]:
    """Start PostgreSQL; return the process that runs it, and where it is."""
    folder = Path(tempfile.mkdtemp(prefix="assistants-v2-postgresql-"))
    try:
        programs = find_programs(folder)
        given = [f"{name}={value}" for name, value in settings.items()]
        process = subprocess.Popen(
            [sys.executable, keeper.__file__, folder, programs.folder, programs.user or "", shared, *given],
            stdin=reading,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    except BaseException:
        shutil.rmtree(folder)
        raise
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    if not port:
        process.stdout.close()
        process.wait()
        raise RuntimeError("PostgreSQL did not start: see the lines above")
    return process, f"postgresql://postgres@127.0.0.1:{port}/postgres"
