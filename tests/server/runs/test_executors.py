"""The executors: when work is done, what stops it, and what closing means."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from assistants_v2_server import Executor, InlineExecutor, LoopExecutor, Server
from assistants_v2_server.runs.executors import CLOSING_TIME

from ...databases.places import Databases
from ..driving import HeldExecutor


async def nothing() -> None:
    """The last thing to do: nothing."""


@pytest.mark.parametrize("made", [InlineExecutor(), LoopExecutor(1), HeldExecutor()])
def test_all_of_them_are_executors(made: object) -> None:
    """The protocol is four methods; a class of one's own needs no base class."""
    assert isinstance(made, Executor)


def test_inline_work_is_done_before_submit_returns() -> None:
    """The caller waits for the work."""
    done: list[str] = []

    async def work(run_id: str) -> None:
        await asyncio.sleep(0.01)
        done.append(run_id)

    executor = InlineExecutor()
    executor.submit(work, "run_1")
    assert ["run_1"] == done
    executor.close(nothing)


def test_a_loop_works_on_as_many_runs_as_it_has_workers() -> None:
    """With two workers, two pieces of work meet each other, and a third waits for its turn."""
    begun: list[str] = []
    gate = threading.Event()
    full = threading.Event()

    async def work(run_id: str) -> None:
        begun.append(run_id)
        if len(begun) == 2:
            full.set()
        await asyncio.to_thread(gate.wait, 30)

    executor = LoopExecutor(2)
    for run_id in ("run_1", "run_2", "run_3"):
        executor.submit(work, run_id)
    assert full.wait(30)
    assert (["run_1", "run_2"], ["run_1", "run_2", "run_3"]) == (begun, executor.list_in_hand())
    gate.set()
    while executor.list_in_hand():
        time.sleep(0.001)
    assert ["run_1", "run_2", "run_3"] == begun
    executor.close(nothing)


def test_as_many_transactions_go_on_at_once_as_there_are_threads_for() -> None:
    """With three threads, three of them meet."""
    together = threading.Barrier(3)

    async def work(_: str) -> None:
        await asyncio.to_thread(together.wait, 30)

    executor = LoopExecutor()
    executor.store_threads = 3
    begun = [executor.submit(work, f"run_{number}") for number in range(3)]
    assert [None] * 3 == [done.result(30) for done in begun if done is not None]
    assert not together.broken
    executor.close(nothing)


def test_more_transactions_go_on_at_once_where_they_wait_for_another_process(databases: Databases) -> None:
    """Beside a file writers take turns; a PostgreSQL takes many at a time, and is waited for."""
    executor = LoopExecutor()
    Server(databases.new(), executor=executor).close()
    assert {"sqlite": 2, "postgresql": 6}[databases.kind] == executor.store_threads


def test_work_is_done_on_the_event_loop_that_was_made_for_it() -> None:
    """Who has a faster event loop than asyncio's can have runs worked on there; it is closed at the end."""
    made, used = asyncio.new_event_loop(), threading.Event()

    async def work(run_id: str) -> None:
        if asyncio.get_running_loop() is made:
            used.set()

    executor = LoopExecutor(new_loop=lambda: made)
    executor.submit(work, "run_1")
    assert used.wait(30)
    executor.close(nothing)
    assert made.is_closed()


def test_a_run_in_hand_is_worked_on_again_afterwards() -> None:
    """Work that comes while the run is in hand is neither lost nor done beside it."""
    gate = threading.Event()
    log: list[str] = []

    async def work(run_id: str) -> None:
        log.append(f"begin {run_id}")
        await asyncio.to_thread(gate.wait, 30)
        log.append(f"end {run_id}")

    executor = LoopExecutor()
    executor.submit(work, "run_1")
    executor.submit(work, "run_1")
    gate.set()
    while executor.list_in_hand():
        time.sleep(0.001)
    assert ["begin run_1", "end run_1"] * 2 == log
    executor.close(nothing)


def test_whoever_waits_for_a_run_in_hand_is_told() -> None:
    """Of several who submit the same run meanwhile, none waits for ever."""
    busy, gate = threading.Event(), threading.Event()
    log: list[str] = []

    async def work(run_id: str) -> None:
        log.append(run_id)
        busy.set()
        await asyncio.to_thread(gate.wait, 30)

    executor = InlineExecutor()
    callers = [threading.Thread(target=executor.submit, args=(work, "run_1"), daemon=True) for _ in range(4)]
    callers[0].start()
    assert busy.wait(30)
    for caller in callers[1:]:
        caller.start()
    while len(executor.list_in_hand()) > 1 or any(not caller.ident for caller in callers):
        time.sleep(0.001)
    gate.set()
    for caller in callers:
        caller.join(30)
    assert [False] * 4 == [caller.is_alive() for caller in callers]
    assert {"run_1"} == {*log}
    assert 1 < len(log) <= 4
    executor.close(nothing)


@pytest.mark.parametrize("begun", [True, False])
def test_work_is_stopped_wherever_it_is(begun: bool) -> None:
    """Work in hand is cancelled, work that waits never begins, and its place is free."""
    log: list[str] = []
    busy = threading.Event()

    async def work(run_id: str) -> None:
        log.append(run_id)
        busy.set()
        await asyncio.sleep(60)

    executor = LoopExecutor(1)
    executor.submit(work, "run_1")
    executor.submit(work, "run_2")
    assert busy.wait(30)
    busy.clear()
    executor.stop("run_1" if begun else "run_2")
    executor.stop("run_of_nobody")
    if begun:
        assert busy.wait(30)
    else:
        while "run_2" in executor.list_in_hand():
            time.sleep(0.001)
    assert (["run_1", "run_2"] if begun else ["run_1"]) == log
    executor.close(nothing)


def test_closing_cancels_all_work_and_leaves_no_thread() -> None:
    """Nothing that waits begins, the last thing is done on the loop, and later work is not taken."""
    before = threading.active_count()
    log: list[str] = []
    busy = threading.Event()

    async def work(run_id: str) -> None:
        busy.set()
        try:
            await asyncio.sleep(60)
        finally:
            log.append(run_id)

    async def last() -> None:
        log.append("last")

    executor = LoopExecutor(1)
    executor.submit(work, "run_1")
    executor.submit(work, "run_2")
    assert busy.wait(30)
    executor.close(last)
    executor.submit(work, "run_3")
    assert (["run_1", "last"], before) == (log, threading.active_count())


def test_closing_does_not_wait_for_work_that_does_not_end() -> None:
    """Work that will not be cancelled is left behind after two seconds."""
    busy, gate = threading.Event(), threading.Event()

    async def work(run_id: str) -> None:
        busy.set()
        gate.wait(30)

    executor = LoopExecutor()
    executor.submit(work, "run_1")
    assert busy.wait(30)
    began = time.monotonic()
    executor.close(nothing)
    assert CLOSING_TIME <= time.monotonic() - began < 5 * CLOSING_TIME
    gate.set()
