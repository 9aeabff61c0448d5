"""Tests of `builtin_tools.interpreters.sessions`: which thread has which session, and for how long."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from typing import Any, BinaryIO

import pytest
from assistants_v2_server.builtin_tools import InputFile
from assistants_v2_server.builtin_tools.interpreters.cells import (
    CellResult,
    Interpreter,
    Limits,
    OnOutput,
    SessionLost,
)
from assistants_v2_server.builtin_tools.interpreters.sessions import InterpreterSessions

from ...driving import Clock

pytestmark = pytest.mark.anyio


class FakeSession:
    """Counts its cells and keeps its files; a cell `lose` loses the state, `gone` finds it lost."""

    def __init__(self) -> None:
        self.cells = 0
        self.files: dict[str, bytes] = {}
        self.closed = False
        self.gate, self.ended = asyncio.Event(), asyncio.Event()

    async def put_file(self, name: str, content: BinaryIO) -> str | None:
        """Keep a file."""
        self.files[name] = content.read()
        return "No room." if name == "large" else None

    async def run(self, code: str, on_output: OnOutput | None = None) -> CellResult:
        """Say how many cells there were."""
        if code == "gone" and self.cells:
            raise SessionLost("It is gone.")
        self.cells += 1
        if code == "wait":
            await self.gate.wait()
        if code in ("fail", "stopped"):
            raise RuntimeError if code == "fail" else asyncio.CancelledError
        return CellResult("ok", f"{self.cells}", state_kept=code != "lose")

    async def close(self) -> None:
        """Note it."""
        self.closed = True
        self.ended.set()


class FakeInterpreter:
    """Makes such sessions."""

    name = "fake"
    note = ""

    def __init__(self) -> None:
        self.made: list[FakeSession] = []
        self.fails = False

    async def probe(self) -> str | None:
        """Find nothing."""
        return None

    async def start(self) -> FakeSession:
        """Begin a session."""
        if self.fails:
            raise SessionLost("There is none.")
        self.made.append(FakeSession())
        return self.made[-1]


def make(**options: Any) -> tuple[FakeInterpreter, InterpreterSessions]:
    """Return sessions of a fake interpreter, two at once."""
    interpreter = FakeInterpreter()
    assert isinstance(interpreter, Interpreter)
    return interpreter, InterpreterSessions(interpreter, **{"most": 2, **options})


def give(content: bytes) -> Callable[[], BinaryIO]:
    """Return what opens a file."""
    return lambda: io.BytesIO(content)


async def test_each_thread_has_a_session_of_its_own() -> None:
    """Its cells run one after the other, those of others meanwhile."""
    interpreter, sessions = make()
    results = await asyncio.gather(*(sessions.run(thread, "x") for thread in ("a", "b", "a")))
    assert ["1", "1", "2"] == [result.logs for result in results]
    await sessions.close()
    assert [True, True] == [session.closed for session in interpreter.made]


async def test_an_idle_session_is_dropped_and_its_thread_is_told() -> None:
    """After twenty minutes without a cell; its files are put again."""
    clock = Clock()
    interpreter, sessions = make(clock=clock)
    file = InputFile("file_1", "a.csv", give(b"1"))
    await sessions.run("a", "x", [file])
    clock.forward(1199)
    await sessions.drop_idle()
    assert not interpreter.made[0].closed
    clock.forward(1)
    await sessions.drop_idle()
    assert interpreter.made[0].closed
    result = await sessions.run("a", "x", [file])
    expected = "The variables and files of earlier cells are gone: it was not used for 20 minutes."
    assert ("1", (expected,)) == (result.logs, result.remarks)
    assert {"a.csv": b"1"} == interpreter.made[1].files
    assert () == (await sessions.run("a", "x")).remarks
    await sessions.close()


async def test_a_timer_drops_idle_sessions() -> None:
    """Nobody needs to look."""
    interpreter, sessions = make(idle_time=-1.0)
    await sessions.run("a", "x")
    async with asyncio.timeout(10):
        await interpreter.made[0].ended.wait()
    await sessions.close()


async def test_a_file_is_put_again_whose_name_another_has_had() -> None:
    """Names change with the list, as when a file is deleted: under each is the file that has it now."""
    interpreter, sessions = make()
    one, other = InputFile("1", "a.csv", give(b"1")), InputFile("2", "a.csv", give(b"2"))
    for files, expected in (
        ([one, other], {"a.csv": b"1", "a-2.csv": b"2"}),
        ([other], {"a.csv": b"2", "a-2.csv": b"2"}),
        ([one, other], {"a.csv": b"1", "a-2.csv": b"2"}),
        ([other, one], {"a.csv": b"2", "a-2.csv": b"1"}),
    ):
        await sessions.run("a", "x", files)
        assert expected == interpreter.made[0].files
    await sessions.close()


async def test_files_are_put_once_and_under_their_names() -> None:
    """What cannot be put or read is said to the model, and is not tried again."""
    _, sessions = make()
    opened: list[str] = []

    def open_file() -> BinaryIO:
        opened.append("x")
        return io.BytesIO(b"")

    def fail() -> BinaryIO:
        raise FileNotFoundError

    files = [InputFile("1", "../a", open_file), InputFile("2", "large", open_file), InputFile("3", "c", fail)]
    first = await sessions.run("a", "x", files)
    again = await sessions.run("a", "x", files)
    assert ("No room.", "c could not be read.") == first.remarks
    assert ((), 2) == (again.remarks, len(opened))
    await sessions.close()


async def test_the_session_that_is_idle_for_longest_gives_way() -> None:
    """There are never more than the server allows, and the thread that lost its session is told."""
    clock = Clock()
    interpreter, sessions = make(clock=clock)
    for thread in ("a", "b", "a", "c"):
        await sessions.run(thread, "x")
        clock.forward(1)
    assert [False, True, False] == [session.closed for session in interpreter.made]
    result = await sessions.run("b", "x")
    assert "others needed the place of their session" in result.remarks[0]
    await sessions.close()


async def test_who_finds_no_place_waits_and_is_told() -> None:
    """While all run cells there is nothing to give; a place that becomes free is taken at once."""
    interpreter, sessions = make(patience=0.05)
    busy = [asyncio.create_task(sessions.run(thread, "wait")) for thread in ("a", "b")]
    await asyncio.sleep(0)
    refused = await sessions.run("c", "x")
    assert ("busy", ("All 2 interpreters are in use: try again later.",)) == (
        refused.outcome,
        refused.remarks,
    )
    await sessions.close()
    for session in interpreter.made:
        session.gate.set()
    await asyncio.gather(*busy)

    interpreter, sessions = make(patience=30.0, most=1)
    first = asyncio.create_task(sessions.run("a", "wait"))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(sessions.run("b", "x"))
    await asyncio.sleep(0.01)
    interpreter.made[0].gate.set()
    assert ["1", "1"] == [(await first).logs, (await second).logs]
    assert [True, False] == [session.closed for session in interpreter.made]
    await sessions.close()


@pytest.mark.parametrize(
    ("cell", "reason"), [("lose", "their session had to be ended"), ("gone", "their session ended by itself")]
)
async def test_a_session_that_is_lost_is_replaced(cell: str, reason: str) -> None:
    """The next cell runs in a new one, and the model is told that the state is gone."""
    interpreter, sessions = make()
    await sessions.run("a", "x")
    result = await sessions.run("a", cell)
    if cell == "lose":
        result = await sessions.run("a", "x")
    assert ("1", True) == (result.logs, interpreter.made[0].closed)
    assert (f"The variables and files of earlier cells are gone: {reason}.",) == result.remarks
    await sessions.close()


_STOPPED = (
    "The variables and files of earlier cells are gone: their session ended with a run that was stopped."
)


@pytest.mark.parametrize(("cells", "told"), [(0, ()), (1, (_STOPPED,))])
async def test_a_cell_that_is_stopped_ends_its_session(cells: int, told: tuple[str, ...]) -> None:
    """The model is told of what it has seen; where the cell was the first, it has seen nothing."""
    interpreter, sessions = make()
    for _ in range(cells):
        await sessions.run("a", "x")
    with pytest.raises(asyncio.CancelledError):
        await sessions.run("a", "stopped")
    assert interpreter.made[0].closed
    assert told == (await sessions.run("a", "x")).remarks
    await sessions.close()


async def test_an_interpreter_that_does_not_begin_is_a_result() -> None:
    """So is one that is asked after the end, and code that is too long; no place is lost by it."""
    interpreter, sessions = make(limits=Limits(code=5), most=1)
    interpreter.fails = True
    for _ in range(2):
        failed = await sessions.run("a", "x")
        assert ("killed", "There is none.", False) == (failed.outcome, failed.remarks[-1], failed.state_kept)
    interpreter.fails = False
    assert "1" == (await sessions.run("a", "x")).logs
    assert "error" == (await sessions.run("a", "x" * 6)).outcome
    await sessions.close()
    assert ("The server ends.",) == (await sessions.run("b", "x")).remarks


async def test_a_session_that_begins_while_the_server_ends_is_closed() -> None:
    """It was not there yet when the others were closed."""
    interpreter, sessions = make()
    begin = interpreter.start

    async def start_late() -> FakeSession:
        await sessions.close()
        return await begin()

    interpreter.start = start_late  # type: ignore[method-assign]  # only this once
    result = await sessions.run("a", "x")
    assert (("The server ends.",), True) == (result.remarks, interpreter.made[0].closed)


async def test_an_error_of_ours_leaves_no_session() -> None:
    """It is raised, and the next cell begins anew."""
    interpreter, sessions = make()
    with pytest.raises(RuntimeError):
        await sessions.run("a", "fail")
    assert interpreter.made[0].closed
    assert "1" == (await sessions.run("a", "x")).logs
    await sessions.close()


async def test_a_process_that_was_forked_has_sessions_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of its parent are neither used nor closed."""
    interpreter, sessions = make()
    await sessions.run("a", "x")
    own = os.getpid()
    monkeypatch.setattr(os, "getpid", lambda: own + 1)
    assert "1" == (await sessions.run("a", "x")).logs
    await sessions.close()
    assert [False, True] == [session.closed for session in interpreter.made]
