"""What `cases/search.py` searches: the written questions and their documents, and 100,000 made-up chunks."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from assistants_v2_server.builtin_tools.search.embedders import Vector, pack_vector
from assistants_v2_server.store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Chunk,
    Database,
    FileRow,
    VectorStoreFileRow,
    VectorStoreRow,
    add_chunks,
    name_vector_store_file,
)

STORE = "vs_benchmark"
NUMBERS = 384
WORDS_OF_A_CHUNK = 120

_FOLDER = Path(__file__).parent / "search_questions"
_VOCABULARY = 30_000
_POINTS = 1000
_SYLLABLES = [first + second for first in "bcdfghklmnprstvw" for second in "aeiou"]


@dataclass(frozen=True)
class Question:
    """A question, and the document that answers it."""

    text: str
    document: str
    kind: str


def read_documents() -> dict[str, str]:
    """Return the documents by their names."""
    return {path.stem: path.read_text("utf-8") for path in sorted((_FOLDER / "documents").glob("*.md"))}


def read_questions(name: str) -> list[Question]:
    """Return the questions of one file: `fixed` or `tuning`."""
    found = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return [Question(each["question"], each["document"], each["kind"]) for each in found]


class MadeUp:
    """Chunks of words that are as frequent as those of a language, and vectors of no meaning."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        lengths = [length for length in (2, 3, 4) for _ in range(20_000)]
        words = {"".join(self._random.choices(_SYLLABLES, k=length)) for length in lengths}
        self._words = sorted(words)[:: max(1, len(words) // _VOCABULARY)][:_VOCABULARY]
        self._random.shuffle(self._words)
        self._weights = [*accumulate(1 / (rank + 2.7) for rank in range(len(self._words)))]
        chance = self._random.random
        self._points = [pack_vector([chance() - 0.5 for _ in range(NUMBERS)]) for _ in range(_POINTS)]

    def write(self, words: int) -> str:
        """Return a text of so many words."""
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=words))

    def point(self) -> Vector:
        """Return a vector, one of a thousand: what they say makes no difference to what they cost."""
        return self._random.choice(self._points)


class PointingEmbedder:
    """An embedder that takes no time and knows no meaning: what it would cost is not counted."""

    identity = "none"

    def __init__(self, made_up: MadeUp) -> None:
        self._made_up = made_up

    async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return any vectors."""
        return [self._made_up.point() for _ in texts]

    async def embed_query(self, text: str) -> Vector:
        """Return any vector."""
        del text
        return self._made_up.point()

    async def aclose(self) -> None:
        """Close nothing."""


def make_store(path: Path) -> Database:
    """Return a new database with an empty vector store."""
    database = Database(path)
    row = VectorStoreRow(
        id=STORE, created_at=0, name=None, description=None, metadata={}, last_active_at=int(time.time())
    )
    with database.write() as connection:
        VECTOR_STORES.insert(connection, row)
    return database


def add_document(
    database: Database,
    name: str,
    chunks: Sequence[tuple[str, Vector | None]],
    embedder: str | None,
    attributes: Mapping[str, str] | None = None,
) -> None:
    """Add a file with some chunks to the store, each with a vector if it has one."""
    upload = FileRow(id=name, created_at=0, filename=f"{name}.md", purpose="assistants", bytes=1, digest=name)
    file = VectorStoreFileRow(
        id=name_vector_store_file(STORE, name),
        vector_store_id=STORE,
        file_id=name,
        created_at=0,
        chunking_strategy={},
        attributes=attributes or {},
        status="completed",
        embedder=embedder,
    )
    with database.write() as connection:
        FILES.insert(connection, upload)
        VECTOR_STORE_FILES.insert(connection, file)
        add_chunks(connection, file.id, _cut(chunks))


def _cut(chunks: Sequence[tuple[str, Vector | None]]) -> Iterator[Chunk]:
    start = 0
    for position, (text, vector) in enumerate(chunks):
        yield Chunk(position=position, start=start, tokens=len(text) // 4, text=text, embedding=vector)
        start += len(text.encode()) + 1
