"""Tests of what both interpreters do, and of what only the sandbox does."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from assistants_v2_server.builtin_tools.interpreters.bubblewrap import BubblewrapInterpreter
from assistants_v2_server.builtin_tools.interpreters.cells import MIB, Interpreter, Session, SessionLost
from assistants_v2_server.builtin_tools.interpreters.choosing import (
    InterpreterUnavailable,
    choose_interpreter,
)
from assistants_v2_server.builtin_tools.interpreters.usage import list_children
from msgspec.structs import replace

from .conftest import SMALL, make_interpreter

pytestmark = pytest.mark.anyio


async def run_all(session: Session, *cells: str) -> list[str]:
    """Return what cells print, one after the other, and close the session."""
    try:
        return [(await session.run(cell)).logs for cell in cells]
    finally:
        await session.close()


async def test_cells_find_what_earlier_ones_left(interpreter: Interpreter) -> None:
    """Variables, functions and imports are kept."""
    cells = "import math\nx = 41", "def add(n):\n    return n + 1", "add(x), math.sqrt(4)"
    assert ["", "", "(42, 2.0)\n"] == await run_all(await interpreter.start(), *cells)


async def test_values_prints_and_tracebacks_are_shown(interpreter: Interpreter) -> None:
    """As in a notebook, with the line that failed and nothing of the interpreter's own."""
    shown = await run_all(await interpreter.start(), "print('a')\n'b'", "x = 1\nx / 0")
    assert "a\n'b'\n" == shown[0]
    assert "x / 0" in shown[1]
    assert "ZeroDivisionError: division by zero" in shown[1]
    assert "_show" not in shown[1]
    assert "exec(" not in shown[1]


async def test_text_is_told_as_it_is_printed(interpreter: Interpreter) -> None:
    """The pieces make up the logs."""
    session = await interpreter.start()
    told: list[str] = []
    try:
        result = await session.run("for n in range(3): print(n)", told.append)
    finally:
        await session.close()
    assert ("0\n1\n2\n", "0\n1\n2\n") == (result.logs, "".join(told))


class Stream(io.RawIOBase):
    """Bytes that cannot be measured."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._rest = memoryview(content)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read on."""
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


async def test_files_come_in_and_go_out(interpreter: Interpreter) -> None:
    """Those that were put are read, those that are written or changed are handed out, others are not."""
    session = await interpreter.start()
    try:
        assert [None, None] == [
            await session.put_file("a.txt", io.BytesIO(b"first")),
            await session.put_file("b.txt", io.BytesIO(b"second")),
        ]
        read = await session.run("open('/mnt/data/a.txt').read() + open('b.txt').read()")
        written = await session.run(
            "with open('b.txt', 'w') as f: f.write('third')\nopen('c', 'w').write('')"
        )
        after = await session.run("1")
    finally:
        await session.close()
    assert ("'firstsecond'\n", (), ()) == (read.logs, read.files, after.files)
    assert {"/mnt/data/b.txt": b"third", "/mnt/data/c": b""} == {
        file.path: file.data for file in written.files
    }


@pytest.mark.parametrize("size", [0, 3, 4 * MIB, SMALL.disk + 1])
async def test_a_file_that_comes_as_a_stream_is_put(interpreter: Interpreter, size: int) -> None:
    """It can be read only to its end, as the files that the server keeps, and nobody says how long it is."""
    session = await interpreter.start()
    try:
        said = await session.put_file("a.bin", cast("BinaryIO", io.BufferedReader(Stream(bytes(size)))))
        result = await session.run("len(open('a.bin').read())")
    finally:
        await session.close()
    fits = size <= SMALL.disk
    assert (fits, fits) == (said is None, result.logs == f"{size}\n")


async def test_a_large_file_comes_in_whole(interpreter: Interpreter) -> None:
    """It is larger than the pipe, and handed in piece by piece."""
    session = await interpreter.start()
    try:
        assert await session.put_file("large.txt", io.BytesIO(b"ab" * (4 * MIB))) is None
        result = await session.run("text = open('large.txt').read()\nlen(text), text[-2:]")
    finally:
        await session.close()
    assert f"({8 * MIB}, 'ab')\n" == result.logs


async def test_a_file_that_is_too_large_is_said(interpreter: Interpreter) -> None:
    """It is not there, and the session goes on."""
    session = await interpreter.start()
    try:
        said = await session.put_file("large.bin", io.BytesIO(bytes(SMALL.disk + 1)))
        result = await session.run("1 + 1")
    finally:
        await session.close()
    assert "large.bin" in str(said)
    assert "2\n" == result.logs


async def test_a_file_replaces_what_a_cell_has_put_in_its_place(bubblewrap: BubblewrapInterpreter) -> None:
    """A link that waits for a file is not followed."""
    session = await bubblewrap.start()
    try:
        await session.run("import os\nos.symlink('/tmp/elsewhere', '/mnt/data/a.txt')")
        assert await session.put_file("a.txt", io.BytesIO(b"x")) is None
        result = await session.run("os.path.islink('/mnt/data/a.txt'), os.path.exists('/tmp/elsewhere')")
    finally:
        await session.close()
    assert "(False, False)\n" == result.logs


async def test_a_closed_session_says_so(interpreter: Interpreter) -> None:
    """It can be closed twice, and runs nothing."""
    session = await interpreter.start()
    await session.close()
    await session.close()
    with pytest.raises(SessionLost, match="has ended"):
        await session.run("1")
    with pytest.raises(SessionLost, match="has ended"):
        await session.put_file("a", io.BytesIO(b""))


async def test_a_cancelled_cell_is_ended(interpreter: Interpreter) -> None:
    """Whoever asked for it is gone: its processes go too, which the fixture looks after."""
    session = await interpreter.start()
    cell = asyncio.create_task(session.run("while True: pass"))
    await asyncio.sleep(0.3)
    cell.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cell
    with pytest.raises(SessionLost):
        await session.run("1")


async def test_a_session_that_is_closed_amid_a_cell_ends_it(interpreter: Interpreter) -> None:
    """The server ends: the cell has a result, and its state is gone."""
    session = await interpreter.start()
    cell = asyncio.create_task(session.run("while True: pass"))
    await asyncio.sleep(0.3)
    await session.close()
    async with asyncio.timeout(10):
        result = await cell
    assert ("killed", False) == (result.outcome, result.state_kept)


async def test_a_probe_computes(interpreter: Interpreter) -> None:
    """It passes where the interpreter runs, and then there is a note for the model."""
    assert await interpreter.probe() is None
    assert "/mnt/data" in interpreter.note


async def test_a_cell_that_takes_too_long_is_interrupted_and_the_state_is_kept(name: str) -> None:
    """The sandbox's code is interrupted like a notebook's; monty's is ended, and its session with it."""
    session = await make_interpreter(name, replace(SMALL, seconds=1.0)).start()
    try:
        result = await session.run("x = 1\nwhile True: pass")
        kept = await session.run("x") if result.state_kept else None
    finally:
        await session.close()
    assert ("timeout", True) == (result.outcome, "longer than 1 second" in result.remarks[0])
    assert ("1\n" if name == "bubblewrap" else None) == (kept and kept.logs)


async def test_cpu_time_of_all_processes_is_counted(name: str) -> None:
    """However long the cell may take."""
    session = await make_interpreter(name, replace(SMALL, cpu_seconds=0.5)).start()
    try:
        result = await session.run("while True: pass")
    finally:
        await session.close()
    assert "timeout" == result.outcome


async def test_figures_are_shown(bubblewrap: BubblewrapInterpreter) -> None:
    """Each figure that is shown or left open is an image, and a saved one is a file as well."""
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    session = await bubblewrap.start()
    code = "import matplotlib.pyplot as plt\n"
    code += "plt.plot([1, 2])\nplt.show()\nplt.plot([2, 1])\nplt.savefig('b.png')"
    try:
        result = await session.run(code)
        after = await session.run("plt.get_fignums()")
    finally:
        await session.close()
    assert [b"\x89PNG"] * 2 == [image[:4] for image in result.images]
    assert ["b.png"] == [file.name for file in result.files]
    assert ("[]\n", ()) == (after.logs, after.images)
    assert "numpy" in bubblewrap.note


async def test_what_a_cell_began_ends_with_it(bubblewrap: BubblewrapInterpreter) -> None:
    """Processes are gone before the next cell, and threads stand still between cells."""
    session = await bubblewrap.start()
    try:
        await session.run(
            "import os, subprocess, sys, threading, time\n"
            "ticks = []\n"
            "def tick():\n    while True:\n        ticks.append(1)\n        time.sleep(0.001)\n"
            "threading.Thread(target=tick, daemon=True).start()\n"
            "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(999)'], start_new_session=True)"
        )
        processes = await session.run("sorted(int(name) for name in os.listdir('/proc') if name.isdigit())")
        before = int((await session.run("len(ticks)")).logs)
        await asyncio.sleep(0.5)
        after = int((await session.run("len(ticks)")).logs)
    finally:
        await session.close()
    assert "[1, 2]\n" == processes.logs
    assert after - before < 100


async def test_nobody_runs_the_code(bubblewrap: BubblewrapInterpreter) -> None:
    """Without rights, seen from inside and outside, whoever runs the server."""
    session = await bubblewrap.start()
    try:
        inside = await session.run(
            "[line.split() for line in open('/proc/self/status') "
            "if line[:6] in ('CapEff', 'CapBnd', 'NoNewP')]"
        )
        chain = [os.getpid()]
        while children := list_children(chain[-1]):
            chain.append(children[0])
        with open(f"/proc/{chain[-1]}/status") as status:  # noqa: ASYNC230, PTH123 - it is memory
            users = [line.split()[1] for line in status if line.startswith("Uid")]
    finally:
        await session.close()
    assert 2 == inside.logs.count("0000000000000000")
    assert "['NoNewPrivs:', '1']" in inside.logs
    assert [str(os.getuid() or 65534)] == users


def write_program(path: Path, script: str) -> None:
    """Write a program for the shell."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


async def test_what_forbids_a_sandbox_is_said(
    bubblewrap: BubblewrapInterpreter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python that is none, and a bubblewrap that may not make namespaces, with its own words."""
    assert "No such file" in str(await BubblewrapInterpreter(python="/no/such/python").probe())
    assert "does not answer as Python" in str(await BubblewrapInterpreter(python="/bin/true").probe())
    write_program(tmp_path / "bwrap", "echo 'No permissions to create new namespace'; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert "The sandbox did not begin: " in str(await bubblewrap.probe())


async def test_monty_that_is_not_installed_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for it is told what to install."""
    monkeypatch.setattr("assistants_v2_server.builtin_tools.interpreters.monty.find_spec", lambda name: None)
    with pytest.raises(InterpreterUnavailable, match=r"assistants-v2\[code\]"):
        await choose_interpreter("monty")


async def test_an_interpreter_is_chosen_by_name(name: str) -> None:
    """The one that was named, the best there is, or none."""
    assert await choose_interpreter("none") is None
    for asked in (name, "auto"):
        chosen = await choose_interpreter(asked)  # type: ignore[arg-type]  # a fixture's str
        assert chosen is not None
        assert asked in ("auto", chosen.name)


async def test_one_that_was_named_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its absence is an error that says what to do, while `auto` takes another one."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(InterpreterUnavailable, match="bubblewrap"):
        await choose_interpreter("bubblewrap")
    chosen = await choose_interpreter("auto")
    assert chosen is None or "monty" == chosen.name
