"""Many sessions do harm at once, or their server is killed: what is left of it all."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from assistants_v2_server.builtin_tools import InputFile
from assistants_v2_server.builtin_tools.interpreters.cells import Outcome
from assistants_v2_server.builtin_tools.interpreters.sessions import InterpreterSessions
from assistants_v2_server.builtin_tools.interpreters.usage import list_children
from msgspec.structs import replace

from .attacks import ATTACKS
from .conftest import SMALL, make_interpreter

pytestmark = pytest.mark.anyio

STORM = ("fork bomb", "many blocks", "stdout", "loop", "crash", "files", "thread bomb")
"""The attacks that take most of a machine."""

NAMES = (
    "../../x",
    "/etc/passwd",
    "a\0b",
    "x" * 300,
    "\u202egnp.exe",
    "..",
    "",
    "\uff0fetc\uff0fshadow",
    "a\nb",
    "\ud800",
)

SERVER = """
import asyncio
from assistants_v2_server.builtin_tools.interpreters.cells import Limits
from assistants_v2_server.builtin_tools.interpreters.choosing import choose_interpreter
async def main():
    session = await (await choose_interpreter(NAME, Limits(cpu_seconds=1.0))).start()
    print("ready", flush=True)
    await session.run("while True: pass")
asyncio.run(main())
"""


async def test_storms_in_many_sessions_leave_another_one_alone(name: str) -> None:
    """All of them end as results, one goes on computing, and the event loop keeps going."""
    limits = replace(SMALL, seconds=2.0)
    sessions = InterpreterSessions(make_interpreter(name, limits), most=4, limits=limits)
    codes = [attack.code for attack in ATTACKS if attack.name in STORM]
    assert len(STORM) == len(codes)
    sums: list[str] = []

    async def compute() -> None:
        for number in range(10):
            sums.append((await sessions.run("calm", f"{number} + 1")).logs)
            await asyncio.sleep(0.05)

    try:
        await sessions.run("calm", "0")
        storms = (sessions.run(f"storm {number}", code) for number, code in enumerate(codes * 2))
        results = await asyncio.gather(compute(), *storms)
    finally:
        await sessions.close()
    assert [f"{number + 1}\n" for number in range(10)] == sums
    ended: set[Outcome] = {result.outcome for result in results if result is not None}
    assert ended <= {"error", "timeout", "out_of_memory", "killed"}


async def test_files_with_hostile_names_lie_in_the_folder(name: str) -> None:
    """Each is there, under a name of its own, and nothing is anywhere else."""
    sessions = InterpreterSessions(make_interpreter(name, SMALL))
    files = [InputFile(f"{n}", called, partial(io.BytesIO, b"%d" % n)) for n, called in enumerate(NAMES)]
    try:
        listed = await sessions.run("a", "import os\nprint(len(os.listdir('/mnt/data')))", files)
        read = await sessions.run(
            "a", "sorted([int(open('/mnt/data/' + name).read()) for name in os.listdir('/mnt/data')])", files
        )
    finally:
        await sessions.close()
    assert (f"{len(NAMES)}\n", ()) == (listed.logs, listed.remarks)
    assert f"{[*range(len(NAMES))]}\n" == read.logs


def test_nothing_survives_a_server_that_is_killed(name: str, tmp_path: Path) -> None:
    """Orphans become children of this process, where the fixture sees that even a running cell has ended."""
    code = SERVER.replace("NAME", repr(name))
    places = {**os.environ, "TMPDIR": str(tmp_path)}  # monty's folder stays
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=places) as server:
        assert server.stdout is not None
        assert b"ready\n" == server.stdout.readline()
        time.sleep(0.2)
        assert list_children(server.pid)
        server.kill()
