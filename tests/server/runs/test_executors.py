"""The two executors: when work is done, and what closing means."""

from __future__ import annotations

import threading

import pytest
from assistants_v2_server import Executor, InlineExecutor, ThreadPool

from ..driving import HeldExecutor


@pytest.mark.parametrize("made", [InlineExecutor(), ThreadPool(1), HeldExecutor()])
def test_all_of_them_are_executors(made: object) -> None:
    """The protocol is two methods; a class of one's own needs no base class."""
    assert isinstance(made, Executor)


def test_inline_work_is_done_before_submit_returns() -> None:
    """The caller's thread does the work."""
    done: list[tuple[str, int]] = []
    InlineExecutor().submit(lambda run_id: done.append((run_id, threading.get_ident())), "run_1")
    assert [("run_1", threading.get_ident())] == done


def test_a_pool_works_on_as_many_runs_as_it_has_workers() -> None:
    """With two workers, two pieces of work meet each other."""
    meeting = threading.Barrier(2, timeout=30)
    pool = ThreadPool(2)
    met: list[str] = []

    def work(run_id: str) -> None:
        meeting.wait()
        met.append(run_id)

    pool.submit(work, "run_1")
    pool.submit(work, "run_2")
    pool.close()
    assert ["run_1", "run_2"] == sorted(met)


def test_urgent_work_does_not_wait_for_a_worker() -> None:
    """While the only worker is busy, urgent work is done before submit returns."""
    gate = threading.Event()
    pool = ThreadPool(1)

    def work(run_id: str) -> None:
        assert gate.wait(30)

    pool.submit(work, "run_1")
    done: list[str] = []
    pool.submit(done.append, "run_2", urgent=True)
    assert ["run_2"] == done
    gate.set()
    pool.close()


def test_closing_a_pool_waits_for_work_in_hand_and_drops_the_rest() -> None:
    """What has begun is finished, what has not never begins, and no thread stays."""
    before = threading.active_count()
    begun, gate = threading.Event(), threading.Event()
    pool = ThreadPool(1)
    done: list[str] = []

    def work(run_id: str) -> None:
        begun.set()
        assert gate.wait(30)
        done.append(run_id)

    pool.submit(work, "run_1")
    pool.submit(work, "run_2")
    assert begun.wait(30)
    closing = threading.Thread(target=pool.close)
    closing.start()
    while not pool._pool._shutdown:  # pyright: ignore[reportPrivateUsage]  # nobody else can tell
        threading.Event().wait(0.001)
    gate.set()
    closing.join()
    pool.submit(work, "run_3")
    assert (["run_1"], before) == (done, threading.active_count())
