"""A clock that all servers go by which share a PostgreSQL, whatever their machines say."""

from __future__ import annotations

import time

import pytest
from assistants_v2_server.store import Database
from assistants_v2_server.store.common_clock import CommonClock, choose_clock
from hypothesis import given
from hypothesis import strategies as st

from ...databases.places import PostgresDatabases


class Machine:
    """The clock of a machine, and what another says, which is asked in some time."""

    def __init__(self, wrong_by: float = 0.0) -> None:
        self.now = 1_000_000.0
        self.wrong_by = wrong_by

    def __call__(self) -> float:
        return self.now + self.wrong_by

    def ask(self, there: float = 0.0, back: float = 0.0) -> float:
        """Return the right time, so many seconds after the question and before the answer is here."""
        told = self.now + there
        self.now = told + back
        return told


def test_until_it_is_set_it_is_the_time_of_the_machine() -> None:
    """Nobody has been asked yet."""
    assert 1_000_005.0 == CommonClock(Machine(wrong_by=5.0))()


@pytest.mark.parametrize("wrong_by", [3600.0, -3600.0])
def test_it_says_what_the_common_one_says_and_goes_on_from_there(wrong_by: float) -> None:
    """Whether the machine is ahead or behind."""
    machine = Machine(wrong_by)
    clock = CommonClock(machine)
    assert 1_000_000.0 == clock.set_by(machine.ask)
    machine.now += 7.0
    assert 1_000_007.0 == clock()


def test_it_follows_a_machine_whose_clock_is_put_right() -> None:
    """At the next question."""
    machine = Machine(wrong_by=3600.0)
    clock = CommonClock(machine)
    clock.set_by(machine.ask)
    machine.wrong_by = 0.0
    clock.set_by(machine.ask)
    assert 1_000_000.0 == clock()


def test_a_slow_answer_changes_nothing_that_it_does_not_contradict() -> None:
    """The time may have been said at any moment between question and answer."""
    machine = Machine(wrong_by=3600.0)
    clock = CommonClock(machine)
    clock.set_by(machine.ask)
    clock.set_by(lambda: machine.ask(there=0.0, back=8.0))
    assert machine.now == clock()


@given(
    wrong_by=st.floats(-1e9, 1e9),
    there=st.floats(0, 100),
    back=st.floats(0, 100),
)
def test_it_is_never_further_off_than_an_answer_takes(wrong_by: float, there: float, back: float) -> None:
    """However wrong the machine is, and on whichever way the time was lost."""
    machine = Machine(wrong_by)
    clock = CommonClock(machine)
    clock.set_by(lambda: machine.ask(there, back))
    assert abs(clock() - machine.now) <= there + back + 0.11


def test_a_clock_that_a_program_gives_is_obeyed() -> None:
    """Only the machine's own gives way, and only where a database is shared."""
    machine = Machine()
    assert machine is choose_clock(machine, is_shared=True)
    assert time.time is choose_clock(time.time, is_shared=False)
    assert isinstance(choose_clock(time.time, is_shared=True), CommonClock)


def test_the_time_of_leases_sets_it(postgres_databases: PostgresDatabases) -> None:
    """What PostgreSQL says is returned, and is what the clock says from then on."""
    clock = CommonClock(lambda: time.time() + 3600)
    database = Database(postgres_databases.new())
    with database.read() as connection:
        before = time.time()
        told = database.read_time(connection, clock)
        after = time.time()
    database.close()
    assert before - 1 <= told <= after + 1
    assert before - 1 <= clock() <= time.time() + 1
