"""Checks of what callers set, such as a deadline, before anything is sent. Pure.

Each is an attrs validator: `options` names them beside its fields, so that the text can name the option.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attrs import Attribute

Validator = Callable[[Any, "Attribute[Any]", Any], None]


def above_zero(unit: str = "", *, whole: bool = False) -> Validator:
    """Return a check that an option is a number above 0, or None if that is its default.

    Args:
        unit: What it counts, such as `seconds`.
        whole: Whether it must be an integer.
    """
    kinds = int if whole else int | float
    expected = f"a {'whole ' if whole else ''}number{f' of {unit}' if unit else ''} above 0"

    def check(_: object, option: Attribute[Any], value: object) -> None:
        if value is None and option.default is None:
            return
        if not isinstance(value, kinds) or isinstance(value, bool) or not value > 0:
            raise ValueError(f"{option.name} is {expected}, got {value!r}.")

    return check


def from_zero(_: object, option: Attribute[Any], value: object) -> None:
    """Raise ValueError unless an option is a whole number, 0 or above, or None if that is its default."""
    if value is None and option.default is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{option.name} is a whole number, 0 or above, got {value!r}.")


def one_of(*choices: str) -> Validator:
    """Return a check that an option is one of some words."""
    *others, last = (repr(choice) for choice in choices)

    def check(_: object, option: Attribute[Any], value: object) -> None:
        if value not in choices:
            raise ValueError(f"{option.name} is {', '.join(others)} or {last}, got {value!r}.")

    return check


def true_or_false(_: object, option: Attribute[Any], value: object) -> None:
    """Raise TypeError unless an option is a boolean: any text, "no" too, would count as true."""
    if not isinstance(value, bool):
        raise TypeError(f"{option.name} is True or False, got {value!r:.80}.")


def hook(argument: str, count: int = 1) -> Validator:
    """Return a check that an option is None, or a function that can be called with so many arguments.

    Args:
        argument: What it is called with, such as `the run`.
        count: How many arguments that are.
    """

    def check(_: object, option: Attribute[Any], value: object) -> None:
        if value is None:
            return
        if not callable(value):
            raise TypeError(f"{option.name} is a function, got {value!r:.80}.")
        try:
            signature(value).bind(*[None] * count)
        except TypeError:
            name = getattr(value, "__name__", type(value).__name__)
            raise TypeError(
                f"{option.name} is called with {argument}, but {name}{signature(value)} does not take just "
                f"{'one argument' if count == 1 else f'{count} arguments'}."
            ) from None
        except ValueError:
            pass  # some that are written in C do not say what they take

    return check
