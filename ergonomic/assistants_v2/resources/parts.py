"""The parts of a client, `client.threads` and its siblings, made when they are first asked for.

Used by `client`. Without a client there are none, and whoever takes one from the class is told so.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NoReturn, TypeVar

T = TypeVar("T")


class part(cached_property[T]):  # noqa: N801  # it is written as a decorator
    """A part of a client."""

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there
        _owner = "Assistants"

        def __set_name__(self, owner: type, name: str) -> None:
            super().__set_name__(owner, name)
            self._owner = owner.__name__

        def __getattr__(self, name: str) -> NoReturn:
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            raise AttributeError(
                f"{self._owner}.{self.attrname} is a part of a client: make one first, "
                f"client = {self._owner}.local() or {self._owner}(base_url=...)"
            )
