"""Numbers that callers set, such as a deadline: checked before anything is sent. Pure. Used by the flows."""

from __future__ import annotations


def above_zero(name: str, value: object, of: str = "", *, whole: bool = False) -> None:
    """Raise ValueError unless *value* is a number above 0.

    Args:
        name: What the caller knows it as.
        value: What was passed.
        of: What it counts, such as `seconds`.
        whole: Whether it must be an integer.
    """
    kinds = int if whole else int | float
    if isinstance(value, kinds) and not isinstance(value, bool) and value > 0:
        return
    kind = f"a {'whole ' if whole else ''}number{f' of {of}' if of else ''} above 0"
    raise ValueError(f"{name} is {kind}, got {value!r}.")


def number_of(name: str, value: object) -> int:
    """Return *value* if it is a whole number, 0 or above; raises ValueError otherwise."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError(f"{name} is a whole number, 0 or above, got {value!r}.")
