"""The ids of objects: random ones, and for tests numbered ones. A `Database` has one of the two."""

from __future__ import annotations

import secrets
import string
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Literal, TypeAlias

Prefix = Literal[
    "asst", "thread", "msg", "run", "step", "call", "req", "owner", "file", "vs", "vsfb", "upload", "part"
]
"""What an id begins with: the kind of its object."""

NewId: TypeAlias = Callable[[Prefix], str]
"""Returns a new id for a prefix; is called in several threads at once."""

LENGTH = 24
"""Letters and digits of an id."""

_ALPHABET = (string.ascii_letters + string.digits).encode("ascii")
# A random byte becomes a letter in a table. Those above the last whole alphabet would favour its beginning.
_LETTERS = bytes(_ALPHABET[byte % len(_ALPHABET)] for byte in range(256))
_LEFT_OUT = bytes(range(256 - 256 % len(_ALPHABET), 256))


def new_id(prefix: Prefix) -> str:
    """Return a new id: the prefix, an underscore (for files a hyphen), and 24 random letters and digits."""
    # Of so many bytes, never so many are left out that too few letters are left.
    letters = secrets.token_bytes(3 * LENGTH).translate(_LETTERS, _LEFT_OUT)
    return _join(prefix, letters[:LENGTH].decode("ascii"))


class NumberedIds:
    """Gives the objects of each kind numbers in place of random letters, so that transcripts can be compared.

    The first thread is `thread_000000000000000000000001`. It is for a database that is new: one that was
    filled before has these ids already. Runs at the same time take numbers in the order of their steps.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = Counter[Prefix]()

    def __call__(self, prefix: Prefix) -> str:
        """Return the next id for a prefix."""
        with self._lock:
            self._counts[prefix] += 1
            return _join(prefix, f"{self._counts[prefix]:0{LENGTH}d}")


def _join(prefix: Prefix, letters: str) -> str:
    return f"{prefix}-{letters}" if prefix == "file" else f"{prefix}_{letters}"
