"""What the client's objects look like when they are printed: short, without what is empty. Pure.

Used by `outcomes`.
"""

from __future__ import annotations

from reprlib import Repr
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_TEXT = 300
"""Characters of a text that are shown."""

_SHOWN = Repr()
_SHOWN.maxstring = LONGEST_TEXT
_SHOWN.maxother = 2 * LONGEST_TEXT
_SHOWN.maxlist = 10


class Described:
    """What is printed as the fields that people look for, by `print` and by rich."""

    __slots__ = ()

    def _list_fields(self) -> Mapping[str, object]:
        """Return these fields, in order; those that are empty are not shown."""
        raise NotImplementedError

    def __repr__(self) -> str:
        shown = [f"{name}={_SHOWN.repr(value)}" for name, value in self.__rich_repr__()]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich.print` shows."""
        for name, value in self._list_fields().items():
            if not _is_empty(value):
                yield name, value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}, ())
