"""An embedder for tests, without a model: texts with the same meanings, as a table has them, are near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistants_v2_server.builtin_tools.search.embedders import EmbedderError, Vector, pack_vector

MEANINGS: Mapping[str, int] = {
    "car": 0,
    "automobile": 0,
    "vehicle": 0,
    "apple": 1,
    "fruit": 1,
    "pear": 1,
    "rain": 2,
    "weather": 2,
    "storm": 2,
}


class MeaningEmbedder:
    """Counts the words of each meaning; what has none is as far from all of them."""

    def __init__(self, identity: str = "meanings", numbers: int = 8) -> None:
        self._identity = identity
        self._numbers = numbers
        self.is_broken = False
        self.queries: list[str] = []

    @property
    def identity(self) -> str:
        """Return what it was called."""
        return self._identity

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text."""
        return [self.embed(text) for text in texts]

    async def embed_query(self, text: str) -> Vector:
        """Return a vector, unless it is broken."""
        if self.is_broken:
            raise EmbedderError("the embeddings endpoint is broken.")
        self.queries.append(text)
        return self.embed(text)

    async def aclose(self) -> None:
        """Close nothing."""

    def embed(self, text: str) -> Vector:
        """Return the vector of a text."""
        counts = [0.0] * (self._numbers - 1) + [0.1]
        for word in text.lower().split():
            if word in MEANINGS:
                counts[MEANINGS[word]] += 1
        return pack_vector(counts)
