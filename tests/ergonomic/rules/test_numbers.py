"""Numbers that callers set."""

from __future__ import annotations

import pytest
from assistants_v2.rules.numbers import above_zero, number_of


@pytest.mark.parametrize(("value", "whole"), [(1, False), (0.001, False), (float("inf"), False), (1, True)])
def test_a_number_above_zero_is_taken(value: float, whole: bool) -> None:
    """Nothing is said of it."""
    above_zero("deadline", value, "seconds", whole=whole)


@pytest.mark.parametrize(
    ("said", "value", "whole"),
    [
        ("deadline is a number of seconds above 0, got 0.", 0, False),
        ("deadline is a number of seconds above 0, got nan.", float("nan"), False),
        ("deadline is a number of seconds above 0, got '5'.", "5", False),
        ("deadline is a number of seconds above 0, got True.", True, False),
        ("deadline is a number of seconds above 0, got None.", None, False),
        ("deadline is a whole number of seconds above 0, got 2.5.", 2.5, True),
    ],
)
def test_anything_else_is_refused(said: str, value: object, whole: bool) -> None:
    """The error names the argument, what it is, and what came."""
    with pytest.raises(ValueError, match=f"^{said}$"):
        above_zero("deadline", value, "seconds", whole=whole)


@pytest.mark.parametrize("value", [0, 7])
def test_a_number_of_things_is_taken(value: int) -> None:
    """None of them is a number too."""
    assert value == number_of("retry_failed", value)


@pytest.mark.parametrize("value", [-1, 1.5, "2", True])
def test_what_counts_nothing_is_refused(value: object) -> None:
    """The error names the argument, what it is, and what came."""
    with pytest.raises(ValueError, match=f"^retry_failed is a whole number, 0 or above, got {value!r}.$"):
        number_of("retry_failed", value)
