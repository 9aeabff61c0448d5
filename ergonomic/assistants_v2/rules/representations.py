"""What the client's objects look like when they are printed: short, without what is empty. Pure.

Used by `outcomes`.
"""

from __future__ import annotations

from reprlib import Repr

LONGEST_TEXT = 300
"""Characters of a text that are shown."""

_SHOWN = Repr()
_SHOWN.maxstring = LONGEST_TEXT
_SHOWN.maxother = 2 * LONGEST_TEXT
_SHOWN.maxlist = 10


def describe(thing: object, **fields: object) -> str:
    """Return how an object is printed.

    Args:
        thing: The object.
        **fields: What is shown of it, in order; what is None or empty is left out.
    """
    shown = [f"{name}={_SHOWN.repr(value)}" for name, value in fields.items() if not _is_empty(value)]
    return f"{type(thing).__name__}({', '.join(shown)})"


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}, ())
