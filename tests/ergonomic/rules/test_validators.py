"""Checks of what callers set; which option has which is in test_options.py."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.rules.validators import above_zero, from_zero, one_of
from attrs import field, frozen


@frozen
class Sample:
    """Options with every kind of check."""

    seconds: float = field(default=1, validator=above_zero("seconds"))
    things: int = field(default=1, validator=above_zero(whole=True))
    limit: float | None = field(default=None, validator=above_zero("seconds"))
    times: int = field(default=0, validator=from_zero)
    word: str = field(default="a", validator=one_of("a", "b", "c"))


@pytest.mark.parametrize("seconds", [1, 0.001, float("inf")])
def test_a_number_above_zero_is_taken(seconds: float) -> None:
    """Nothing is said of it."""
    assert seconds == Sample(seconds=seconds).seconds


def test_none_is_taken_where_it_is_the_default() -> None:
    """Elsewhere it is refused like any other value."""
    assert None is Sample(limit=None).limit
    with pytest.raises(ValueError, match="seconds is a number of seconds above 0, got None"):
        Sample(seconds=None)  # type: ignore[arg-type]  # as an untyped program would


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("seconds is a number of seconds above 0, got 0.", {"seconds": 0}),
        ("seconds is a number of seconds above 0, got nan.", {"seconds": float("nan")}),
        ("seconds is a number of seconds above 0, got '5'.", {"seconds": "5"}),
        ("seconds is a number of seconds above 0, got True.", {"seconds": True}),
        ("things is a whole number above 0, got 2.5.", {"things": 2.5}),
        ("times is a whole number, 0 or above, got -1.", {"times": -1}),
        ("times is a whole number, 0 or above, got 1.5.", {"times": 1.5}),
        ("word is 'a', 'b' or 'c', got 'd'.", {"word": "d"}),
    ],
)
def test_anything_else_is_refused(said: str, wrong: dict[str, Any]) -> None:
    """The error names the option, what it is, and what came."""
    with pytest.raises(ValueError, match=f"^{said}$"):
        Sample(**wrong)
