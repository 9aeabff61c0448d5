"""What makes vectors of texts: the protocol, and how vectors are kept.

The indexer has passages embedded, `engine` queries. A vector is kept as float32 in the machine's byte order,
and has the length 1, so that the product of two is their cosine.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

Vector: TypeAlias = bytes
"""A vector as it is kept: float32, of length 1."""


class EmbedderError(Exception):
    """Texts could not be embedded; the text names the remedy, and holds no key and nothing of the texts."""


class Embedder(Protocol):
    """Makes vectors of texts. Its methods are called on any event loop."""

    @property
    def identity(self) -> str:
        """Return what tells its vectors from those of others: only such of one embedder can be compared."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text that is to be found.

        Args:
            texts: The texts, as many as there are; they are sent in batches.

        Raises:
            EmbedderError: That was not possible.
        """
        ...

    async def embed_query(self, text: str) -> Vector:
        """Return a vector for a text that is looked for.

        Args:
            text: The text.

        Raises:
            EmbedderError: That was not possible.
        """
        ...

    async def aclose(self) -> None:
        """Close what is open on this event loop. Texts may be embedded after that."""
        ...


def pack_vector(values: Iterable[float]) -> Vector:
    """Return numbers as a vector of length 1.

    Args:
        values: The numbers.

    Raises:
        ValueError: They are not finite, or all 0.
    """
    numbers = array("f", values)
    length = math.sqrt(sum(number * number for number in numbers))
    if not math.isfinite(length) or length == 0:
        raise ValueError("a vector is made of finite numbers, of which one is not 0.")
    return array("f", [number / length for number in numbers]).tobytes()
