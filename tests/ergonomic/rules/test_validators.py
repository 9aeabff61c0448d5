"""Checks of what callers set; which option has which is in test_options.py."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.rules.validators import above_zero, from_zero, hook, one_of, true_or_false
from attrs import field, frozen


@frozen
class Sample:
    """Options with every kind of check."""

    seconds: float = field(default=1, validator=above_zero("seconds"))
    things: int = field(default=1, validator=above_zero(whole=True))
    limit: float | None = field(default=None, validator=above_zero("seconds"))
    times: int = field(default=0, validator=from_zero)
    word: str = field(default="a", validator=one_of("a", "b", "c"))
    flag: bool = field(default=False, validator=true_or_false)
    called: Any = field(default=None, validator=hook("the run"))


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


@pytest.mark.parametrize("flag", ["no", 0, None])
def test_a_boolean_is_true_or_false(flag: Any) -> None:
    """A text would count as true, whatever it says."""
    with pytest.raises(TypeError, match=f"^flag is True or False, got {flag!r}.$"):
        Sample(flag=flag)


def look_at(run: object, twice: bool = False) -> None:
    """Look at a run."""


@pytest.mark.parametrize("called", [None, look_at, print, dict, lambda *args: args, lambda run: run])
def test_a_hook_takes_one_argument(called: Any) -> None:
    """Functions of every kind are taken, those that do not say what they take among them."""
    assert called is Sample(called=called).called


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("called is a function, got 'x'.", "x"),
        ("called is called with the run, but <lambda>() does not take just one argument.", lambda: None),
        (
            "called is called with the run, but <lambda>(run, text) does not take just one argument.",
            lambda run, text: None,
        ),
    ],
)
def test_a_hook_that_could_not_be_called_is_refused(said: str, called: Any) -> None:
    """The error says what it is called with, before there is a run."""
    with pytest.raises(TypeError) as caught:
        Sample(called=called)
    assert said == str(caught.value)
