"""What was asked for elsewhere is remembered for a moment, within a bound."""

from __future__ import annotations

from assistants_v2_server.elsewhere.memory import FRESH_SECONDS, Memory
from hypothesis import given
from hypothesis import strategies as st


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_old_is_asked_for_anew() -> None:
    """After half a minute; what was kept again is fresh again."""
    clock = Clock()
    memory = Memory[str](2, clock=clock)
    memory.keep("a", "1")
    clock.now = FRESH_SECONDS
    assert "1" == memory.get("a")
    clock.now += 0.1
    assert memory.get("a") is None
    memory.keep("a", "2")
    assert "2" == memory.get("a")
    memory.forget("a")
    memory.forget("a")
    assert memory.get("a") is None


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.binary(max_size=6))), st.integers(1, 12))
def test_no_more_is_kept_than_there_is_room_for(kept: list[tuple[str, bytes]], most: int) -> None:
    """The oldest go first, and what is too large for all the room is not kept at all."""
    memory = Memory[bytes](most, len, clock=Clock())
    for key, value in kept:
        memory.keep(key, value)
        assert (value if len(value) <= most else None) == memory.get(key)
    found = [known for key in "abcde" if (known := memory.get(key)) is not None]
    assert sum(map(len, found)) <= most
