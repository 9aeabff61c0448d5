"""How long a queue of runs takes, by what was seen of it."""

from __future__ import annotations

import heapq
from math import inf

from assistants_v2_server.runs.backlog import (
    SHARE_OF_LIFE,
    QueueLook,
    choose_wait,
    estimate_seconds,
    keep_looks,
    measure_rate,
)
from hypothesis import given
from hypothesis import strategies as st

LIFE = 600.0

BUSY = [QueueLook(100.0, 50, 40.0, 4, 0), QueueLook(110.0, 60, 50.0, 4, 20)]
"""A queue that 2 runs a second leave."""

LOOKS = st.builds(
    QueueLook,
    at=st.floats(0, 1e6),
    waiting=st.integers(0, 10**6),
    waited=st.floats(0, LIFE),
    working=st.integers(0, 10**4),
    left=st.integers(0, 10**6),
    typical=st.floats(0, LIFE),
)


class Queue:
    """Places where runs are worked on in the order in which they came, and what is remembered of looking."""

    def __init__(self, places: int, seconds: float) -> None:
        self._seconds = seconds
        self._free_at = [0.0] * places
        self._spans: list[tuple[float, float, float]] = []
        self._looks: tuple[QueueLook, ...] = ()
        self._joined = 0

    def find_end(self, at: float) -> tuple[float, float]:
        """When a run begins, and ends, that comes at a time."""
        begin = max(at, self._free_at[0])
        return begin, begin + self._seconds

    def add(self, at: float) -> None:
        """Let a run come."""
        begin, end = self.find_end(at)
        heapq.heapreplace(self._free_at, end)
        self._spans.append((at, begin, end))
        self._joined += 1

    def is_full(self, at: float) -> bool:
        """Whether another run is refused, after a look where there was none for two seconds."""
        if not self._looks or at - self._looks[-1].at >= 2:
            self._looks, self._joined = keep_looks(self._looks, self._look(at)), 0
        return estimate_seconds(self._looks, self._joined, LIFE) > SHARE_OF_LIFE * LIFE

    def _look(self, at: float) -> QueueLook:
        waiting = [came for came, begin, _ in self._spans if begin > at]
        working = sum(begin <= at < end for _, begin, end in self._spans)
        left = sum(begin <= at for _, begin, _ in self._spans)
        typical = self._seconds if any(end <= at for _, _, end in self._spans) else 0.0
        return QueueLook(at, len(waiting), at - min(waiting, default=at), working, left, typical)


def test_the_rate_is_that_at_which_runs_left_the_queue() -> None:
    """Twenty in ten seconds are two a second, with which sixty that wait and four in hand take 32 seconds."""
    assert 2.0 == measure_rate(BUSY, LIFE)
    assert 32.0 == estimate_seconds(BUSY, 0, LIFE)
    assert 37.0 == estimate_seconds(BUSY, 10, LIFE)


def test_until_places_are_taken_anew_runs_take_as_long_as_they_did() -> None:
    """Five places are free in ten seconds at the soonest, and in forty if runs lately took so long."""
    first = QueueLook(100.0, 50, 40.0, 5, 0)
    assert 0.5 == measure_rate([first, QueueLook(110.0, 50, 50.0, 5, 4)], LIFE)
    assert 0.125 == measure_rate([first, QueueLook(110.0, 50, 50.0, 5, 4, typical=40.0)], LIFE)
    assert 0.5 == measure_rate([first, QueueLook(110.0, 50, 50.0, 5, 5, typical=40.0)], LIFE)


def test_nothing_is_known_after_one_look() -> None:
    """A run is thought to end at once: a queue may be there for no more than a moment."""
    assert inf == measure_rate(BUSY[:1], LIFE)
    assert 0.0 == estimate_seconds(BUSY[:1], 1000, LIFE)


def test_if_nobody_works_the_oldest_run_says_how_long_it_takes() -> None:
    """That is all that is known: workers may come back at any moment."""
    assert 300.0 == estimate_seconds([QueueLook(500.0, 80, 300.0, 0, 7)], 5, LIFE)


def test_what_is_remembered_is_since_when_runs_wait_and_are_worked_on() -> None:
    """A time in which the queue was empty, or nobody worked, says nothing of how fast it can be emptied."""
    idle, stopped = QueueLook(90.0, 0, 0.0, 2, 0), QueueLook(105.0, 70, 45.0, 0, 10)
    assert (*BUSY,) == keep_looks([idle, BUSY[0]], BUSY[1])[-2:]
    assert (BUSY[1],) == keep_looks([BUSY[0], stopped], BUSY[1])
    short = QueueLook(120.0, 60, 10.0, 4, 40)
    assert (BUSY[1], short) == keep_looks(BUSY, short)


def test_who_is_refused_waits_until_there_is_room() -> None:
    """That is by how much it would take too long, or until those have left who are too many."""
    assert 12.0 == choose_wait(BUSY, 12.0, 0, LIFE)
    assert 20.0 == choose_wait(BUSY, 12.0, 40, LIFE)
    assert 10.0 == choose_wait(BUSY[:1], 12.0, 40, LIFE)


@given(st.lists(LOOKS, min_size=1, max_size=20), st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_estimate_is_a_time_and_grows_with_the_queue(
    looks: list[QueueLook], joined: int, more: int
) -> None:
    """Whatever was seen, nobody is told of a time in the past, and who comes later ends later."""
    kept: tuple[QueueLook, ...] = ()
    for look in sorted(looks, key=lambda look: look.at):
        kept = keep_looks(kept, look)
    assert 0 <= estimate_seconds(kept, joined, LIFE) <= estimate_seconds(kept, joined + more, LIFE)
    assert 0 <= choose_wait(kept, 0.0, joined, LIFE) <= choose_wait(kept, 0.0, joined + more, LIFE)


ARRIVALS = st.lists(st.floats(0.01, 20), min_size=1, max_size=150)
"""Seconds between runs that come one after the other."""


@given(st.integers(1, 20), st.floats(0.1, 200), ARRIVALS)
def test_nobody_is_refused_who_would_end_in_half_of_the_time(
    places: int, seconds: float, pauses: list[float]
) -> None:
    """Little users are never refused, nor is a burst for which there is time."""
    queue, at = Queue(places, seconds), 0.0
    for pause in pauses:
        at += pause
        if queue.is_full(at):
            assert queue.find_end(at)[1] - at > LIFE * SHARE_OF_LIFE / 2
        else:
            queue.add(at)


@given(st.integers(1, 10), st.floats(2, 30), st.floats(1.05, 4))
def test_nobody_waits_in_vain_who_was_let_in(places: int, seconds: float, load: float) -> None:
    """However much more comes than can be done, all that is taken is done before it expires.

    Where a place does less than twenty runs in a life, the estimate is too rough for that.
    """
    queue, at, refused = Queue(places, seconds), 0.0, 0
    while at < 2 * LIFE and refused < 20:
        at += seconds / places / load
        if queue.is_full(at):
            refused += 1
        else:
            assert queue.find_end(at)[1] - at <= LIFE
            queue.add(at)
