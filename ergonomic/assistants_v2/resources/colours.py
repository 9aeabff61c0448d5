"""Says which of the two ways of waiting an object is for, where somebody uses it in the other one.

Used by what blocking and async code each have of their own: clients, streams, lists. Python's own answer
names a protocol, or an attribute of a coroutine, and not what to write. Type checkers see none of this, so
that they go on finding the mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn


class ForBlocking:
    """What blocking code has: `async with` is refused with the remedy."""

    __slots__ = ()

    if not TYPE_CHECKING:

        async def __aenter__(self) -> NoReturn:
            raise TypeError(f"{type(self).__name__} is for blocking code: use `with`, not `async with`")

        async def __aexit__(self, *_: object) -> None:
            """Do nothing: nothing was entered."""


class ForAsync:
    """What async code has: `with` and `for` are refused with the remedy."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __enter__(self) -> NoReturn:
            raise TypeError(f"{type(self).__name__} is for async code: use `async with`, not `with`")

        def __exit__(self, *_: object) -> None:
            """Do nothing: nothing was entered."""


class Iterated(ForAsync):
    """What async code iterates: `for` is refused with the remedy."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError(f"{type(self).__name__} is for async code: use `async for`, not `for`")


class Awaited:
    """What is awaited for its value, which has the attributes that somebody looks for before."""

    __slots__ = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}: await it first")
