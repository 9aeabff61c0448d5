"""Sessions and attempts are bounded, and nothing in memory gives a session away."""

from __future__ import annotations

from assistants_v2_server.ui.sessions import MOST_FAILURES, MOST_SESSIONS, Attempts, Sessions

from ..driving import Clock


def test_the_session_that_nobody_uses_makes_room() -> None:
    """Beyond a thousand sessions, the one ends that was not used for the longest time."""
    sessions = Sessions(Clock())
    first, second = sessions.open(), sessions.open()
    assert sessions.use(first)
    for _ in range(MOST_SESSIONS - 1):
        sessions.open()
    assert (True, False) == (sessions.use(first), sessions.use(second))


def test_the_number_of_a_session_is_not_kept() -> None:
    """Whoever could read the memory of the table could not log in with what is there."""
    sessions = Sessions(Clock())
    token = sessions.open()
    assert token not in repr(vars(sessions))


def test_closing_a_session_twice_does_no_harm() -> None:
    """A logout may be sent twice."""
    sessions = Sessions(Clock())
    token = sessions.open()
    sessions.close(token)
    sessions.close(token)
    assert not sessions.use(token)


def test_addresses_that_guess_are_remembered_within_bounds() -> None:
    """Many addresses do not fill the memory, and those of late are the ones that wait."""
    attempts = Attempts(Clock())
    for at in range(3000):
        attempts.note(f"10.0.{at // 250}.{at % 250}")
    for _ in range(MOST_FAILURES):
        attempts.note("10.1.1.1")
    assert attempts.are_too_many("10.1.1.1")
    assert not attempts.are_too_many("10.0.0.1")


def test_addresses_of_one_network_wait_together() -> None:
    """Whoever has an IPv6 address has many more; one of IPv4 is one, however it is written."""
    attempts = Attempts(Clock())
    for at in range(MOST_FAILURES):
        attempts.note(f"2001:db8:0:1::{at:x}")
        attempts.note("::ffff:10.1.1.1")
        attempts.note("")
    assert attempts.are_too_many("2001:db8:0:1:ffff:ffff:ffff:ffff")
    assert not attempts.are_too_many("2001:db8:0:2::1")
    assert (True, False) == (attempts.are_too_many("10.1.1.1"), attempts.are_too_many("10.1.1.2"))
    assert (True, False) == (attempts.are_too_many(""), attempts.are_too_many("::1"))
