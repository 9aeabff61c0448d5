"""When to look at a run again, and when to give up."""

from __future__ import annotations

import pytest
from assistants_v2 import APIError
from assistants_v2.rules import failures
from assistants_v2.rules.configuration import Settings
from assistants_v2.rules.polling import (
    GRACE,
    LONGEST_LIFE,
    WITHOUT_EXPIRY,
    PollSchedule,
    is_transient,
    look_timeout,
    recommended_delay,
    schedule_for,
    time_allowed,
)
from hypothesis import given
from hypothesis import strategies as st

from ..objects import a_run

SETTINGS = Settings(base_url="https://host/v1", api_key="")
PASSING = (408, 409, 429, 500, 503, 529)
FINAL = (301, 400, 401, 403, 404, 422)
LOOKS = st.integers(0, 10_000)
SECONDS = st.floats(0, 1e6)
CHANCES = st.floats(0, 1)
NUMBERS = st.one_of(st.floats().map(str), st.integers().map(str), st.text())


def headers(text: str) -> dict[str, str]:
    """Return an answer's headers with this recommendation."""
    return {"openai-poll-after-ms": text}


@pytest.mark.parametrize("text", ["inf", "1e400", "nan", "-1", "0", "soon", ""])
def test_what_no_clock_can_wait_for_is_no_recommendation(text: str) -> None:
    """The schedule's own wait is taken then."""
    assert None is recommended_delay(headers(text))


@given(LOOKS, SECONDS, NUMBERS, CHANCES)
def test_a_wait_is_within_bounds(looks: int, elapsed: float, text: str, chance: float) -> None:
    """Whatever a server recommends, and however long it lasts, nobody spins and nobody sleeps for ever."""
    assert 0.05 <= PollSchedule().delay(looks, elapsed, headers(text), chance) <= 60.0
    assert 0.05 <= PollSchedule().delay(looks, elapsed, {}, chance) <= 5.0 * 1.1


@given(LOOKS, SECONDS)
def test_waits_only_grow(looks: int, elapsed: float) -> None:
    """A run that takes longer is looked at less often, never more."""
    schedule = PollSchedule()
    assert schedule.delay(looks, elapsed, {}) <= schedule.delay(looks + 1, elapsed, {})
    assert schedule.delay(looks, elapsed, {}) <= schedule.delay(looks, elapsed + 1, {})


@pytest.mark.parametrize(
    ("expected", "looks", "elapsed"),
    [(0.15, 0, 0), (0.21, 1, 0.15), (0.5, 5, 1.5), (1.4, 20, 20), (5.0, 500, 1000)],
)
def test_waits_start_fast_and_slow_down(expected: float, looks: int, elapsed: float) -> None:
    """First by the number of looks, then by the time that has passed, up to a limit."""
    assert expected == pytest.approx(PollSchedule().delay(looks, elapsed, {}))


@pytest.mark.parametrize(("most", "minutes"), [(60, 1), (180, 3), (300, 5)])
def test_a_run_of_minutes_is_looked_at_less_often_than_once_a_second(most: int, minutes: int) -> None:
    """The fast start is made up for by then."""
    passed, looks = 0.0, 0
    while passed < 60 * minutes:
        passed += PollSchedule().delay(looks, passed, {})
        looks += 1
    assert most > looks


def test_many_clients_do_not_look_at_once() -> None:
    """Chance moves a wait by a tenth to either side, and leaves what the server recommends alone."""
    schedule = PollSchedule()
    assert [0.135, 0.165] == pytest.approx([schedule.delay(0, 0, {}, chance) for chance in (0, 1)])
    assert [2.0, 2.0] == [schedule.delay(0, 0, headers("2000"), chance) for chance in (0, 1)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (1.5, "1500"),
        (0.0625, "62.5"),
        (0.05, "1"),
        (60.0, "9999999"),
        (None, "0"),
        (None, "-5"),
        (None, "nan"),
        (None, "soon"),
        (None, ""),
    ],
)
def test_a_recommendation_is_a_number_of_milliseconds(expected: float | None, text: str) -> None:
    """It is kept within limits, and what is none is passed over."""
    assert expected == recommended_delay(headers(text))


def test_without_a_recommendation_there_is_none() -> None:
    """Most servers send none."""
    assert recommended_delay({}) is None


@given(st.floats(1, 1e6), LOOKS, SECONDS, NUMBERS, CHANCES)
def test_a_schedule_for_never_varies(
    milliseconds: float, looks: int, elapsed: float, text: str, chance: float
) -> None:
    """The caller's interval holds whatever the server recommends."""
    schedule = schedule_for(milliseconds)
    assert milliseconds / 1000 == pytest.approx(schedule.delay(looks, elapsed, headers(text), chance))


def test_no_interval_means_the_adaptive_schedule() -> None:
    """None is as good as nothing."""
    assert PollSchedule() == schedule_for(None)


@pytest.mark.parametrize(
    ("expected", "created_at", "expires_at"),
    [
        (600 + GRACE, 1_000, 1_600),
        (0.5 + GRACE, 1_000.0, 1_000.5),
        (WITHOUT_EXPIRY, 1_000, None),
        (WITHOUT_EXPIRY, 1_000, ...),
        (WITHOUT_EXPIRY, ..., 1_600),
        (WITHOUT_EXPIRY, 1_600, 1_000),
        (600 + GRACE, 1_600_000_000_000, 1_600_000_600_000),
        (LONGEST_LIFE + GRACE, 0.5, 0.5 + LONGEST_LIFE),
    ],
    ids=[
        "seconds",
        "floats",
        "null",
        "absent",
        "no creation",
        "backwards",
        "milliseconds",
        "longest",
    ],
)
def test_a_run_is_given_its_lifetime_and_a_grace(
    expected: float, created_at: object, expires_at: object
) -> None:
    """Both times are the server's; times that make no sense are not trusted."""
    assert expected == time_allowed(a_run(created_at=created_at, expires_at=expires_at))


@pytest.mark.parametrize(
    ("expected", "failure"),
    [
        *[
            (True, failures.make_status_error(SETTINGS, status, {}, b""))
            for status in (408, 409, 429, 500, 503, 529)
        ],
        *[
            (False, failures.make_status_error(SETTINGS, status, {}, b""))
            for status in (301, 400, 401, 403, 404, 422)
        ],
        (True, failures.make_connection_error(SETTINGS, "reset", sent=True)),
        (True, failures.make_timeout_error(SETTINGS, "ReadTimeout", timeout=60, waited=60, sent=True)),
        (True, failures.make_validation_error(SETTINGS, 200, b"", "")),
    ],
)
def test_a_look_is_repeated_if_its_failure_may_pass(expected: bool, failure: APIError) -> None:
    """A server in trouble may recover; a run that is gone, or a wrong key, stays so."""
    assert expected is is_transient(failure)


@pytest.mark.parametrize(
    ("expected", "failures", "left"),
    [(5, 0, 600), (10, 1, 600), (80, 4, 600), (600, 5000, 600), (3, 0, 3), (1, 0, 0), (1, 9, -7)],
)
def test_a_look_may_take_longer_after_each_failure_until_the_deadline(
    expected: float, failures: int, left: float
) -> None:
    """The last look has a second, whenever it is."""
    assert expected == look_timeout(failures, left)
