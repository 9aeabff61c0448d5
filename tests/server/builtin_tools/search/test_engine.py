"""Vector stores are searched: by words, by vectors, by both, narrowed, and without harm to anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.search.engine import (
    LONGEST_QUERY,
    MOST_QUERIES,
    USE_NOTED_EVERY,
    SearchEngine,
)
from assistants_v2_server.builtin_tools.search.finding import SearchResult
from assistants_v2_server.builtin_tools.search.reindexing import reindex_store
from assistants_v2_server.requests.refusals import RequestError
from assistants_v2_server.store import (
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Database,
    DatabaseClosed,
    VectorStoreRow,
    remove_chunks,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ....databases.places import Databases
from ...driving import Clock
from ...shelving import add_file, add_store
from ...store.files import locked
from .embedding import MeaningEmbedder

NewEngine = Callable[..., SearchEngine]
MEANING = MeaningEmbedder()


@pytest.fixture(params=["file", "memory"])
def database(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Database]:
    """A database with the store vs_1, in both forms."""
    database = Database(databases.at(tmp_path / "a.db") if request.param == "file" else databases.new())
    add_store(database, "vs_1")
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of the engines."""
    return Clock()


@pytest.fixture
def new_engine(database: Database, clock: Clock) -> Iterator[NewEngine]:
    """Makes engines, which are closed at the end."""
    engines: list[SearchEngine] = []

    def make(embedder: MeaningEmbedder | None = None, **options: Any) -> SearchEngine:
        engines.append(SearchEngine(database, lambda: int(clock()), embedder, **options))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


def add_meant(database: Database, file: str, *texts: str, store: str = "vs_1", **options: Any) -> str:
    """Add a file whose chunks have vectors."""
    vectors = [MEANING.embed(text) for text in texts]
    return add_file(database, store, file, texts, vectors=vectors, embedder=MEANING.identity, **options)


def list_texts(found: list[SearchResult]) -> list[str]:
    """Return what was found."""
    return [each.text for each in found]


def test_a_result_says_what_was_found_and_where(database: Database, new_engine: NewEngine) -> None:
    """The file with its attributes, the text, its place, and a score."""
    add_file(database, "vs_1", "file-1", ["a red pump", "a green valve"], attributes={"year": 2026})
    [found] = new_engine().search_and_wait(["vs_1"], ["valves"])
    assert ("file-1", "file-1.txt", {"year": 2026}) == (found.file_id, found.filename, found.attributes)
    assert ("a green valve", 1) == (found.text, found.position)
    assert 0 < found.score <= 1


def test_a_meaning_is_found_without_its_words(database: Database, new_engine: NewEngine) -> None:
    """By vectors, the nearest first."""
    add_meant(database, "file-1", "an automobile", "an apple", "storm and rain")
    found = new_engine(MEANING).search_and_wait(["vs_1"], ["which vehicle"])
    assert "an automobile" == found[0].text
    assert [*sorted((each.score for each in found), reverse=True)] == [each.score for each in found]


def test_words_decide_where_vectors_do_not(database: Database, new_engine: NewEngine) -> None:
    """As with numbers, of which vectors know nothing."""
    add_meant(database, "file-1", "code E-416 of the car", "code E-417 of the car", "code E-418 of the car")
    [found] = new_engine(MEANING).search_and_wait(["vs_1"], ["car E-417"], max_num_results=1)
    assert "code E-417 of the car" == found.text


def test_only_the_stores_that_are_named_are_searched(database: Database, new_engine: NewEngine) -> None:
    """One, several, or one that is not there."""
    add_store(database, "vs_2")
    add_meant(database, "file-1", "the first car")
    add_meant(database, "file-2", "the second car", store="vs_2")
    engine = new_engine(MEANING)
    assert ["the first car"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))
    both = engine.search_and_wait(["vs_1", "vs_2", "vs_3"], ["car"])
    assert ["the first car", "the second car"] == sorted(list_texts(both))
    assert [] == engine.search_and_wait(["vs_3"], ["car"])
    assert [] == engine.search_and_wait([], ["car"])


@pytest.mark.parametrize("files", [3, 60])
def test_a_filter_narrows_the_files(database: Database, new_engine: NewEngine, files: int) -> None:
    """By words and by vectors, whether there are few of them or many."""
    for number in range(files * 2):
        add_meant(database, f"file-{number}", f"car {number}", attributes={"even": number % 2 == 0})
    for engine in (new_engine(), new_engine(MEANING)):
        found = engine.search_and_wait(
            ["vs_1"],
            ["car"],
            filters={"type": "eq", "key": "even", "value": False},
            max_num_results=50,
        )
        assert min(files, 50) == len(found)
        assert all(each.attributes == {"even": False} for each in found)


def test_a_bad_filter_is_refused(new_engine: NewEngine) -> None:
    """Before anything is searched."""
    with pytest.raises(RequestError, match="Supported values are: 'eq'"):
        new_engine().search_and_wait(["vs_1"], ["car"], filters={"type": "like"})


def test_what_is_below_the_threshold_is_left_out(database: Database, new_engine: NewEngine) -> None:
    """And not more than was asked for is returned."""
    add_meant(database, "file-1", "a car", "an apple", "the rain")
    engine = new_engine(MEANING)
    options = {"score_threshold": 0.9, "ranker": "auto"}
    assert ["a car"] == list_texts(engine.search_and_wait(["vs_1"], ["car"], ranking_options=options))
    assert 2 == len(engine.search_and_wait(["vs_1"], ["car"], max_num_results=2))


def test_several_queries_are_one_search(database: Database, new_engine: NewEngine) -> None:
    """Each chunk counts once, by the query that it fits best."""
    add_meant(database, "file-1", "a car", "an apple", "the rain")
    engine = new_engine(MEANING)
    found = engine.search_and_wait(["vs_1"], ["fruit", "weather", "fruit"])
    assert ["an apple", "the rain"] == sorted(list_texts(found)[:2])
    assert 3 == len(found)
    assert [] == engine.search_and_wait(["vs_1"], [])


def test_more_queries_than_one_search_has_time_for_are_refused(new_engine: NewEngine) -> None:
    """Each is a search of its own; those that are the same count once."""
    engine = new_engine()
    assert [] == engine.search_and_wait(["vs_1"], ["pump"] * 10_000)
    with pytest.raises(RequestError, match=f"at most {MOST_QUERIES}"):
        engine.search_and_wait(["vs_1"], [f"pump {number}" for number in range(MOST_QUERIES + 1)])


def test_files_come_and_go(database: Database, new_engine: NewEngine) -> None:
    """What was added is found by the next search, and what is gone by none, though its chunks are there."""
    engine = new_engine(MEANING)
    assert [] == engine.search_and_wait(["vs_1"], ["car"])
    first = add_meant(database, "file-1", "the first car")
    add_meant(database, "file-2", "an automobile", status="in_progress")
    assert ["the first car"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))
    add_meant(database, "file-3", "a vehicle")
    assert ["the first car", "a vehicle"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))
    with database.write() as connection:
        VECTOR_STORE_FILES.delete(connection, first)
    assert ["a vehicle"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))


def test_a_file_that_is_indexed_anew_has_its_new_chunks(database: Database, new_engine: NewEngine) -> None:
    """Though the old ones were kept in memory."""
    engine = new_engine(MEANING)
    of_file = add_meant(database, "file-1", "an old car")
    engine.search_and_wait(["vs_1"], ["car"])
    with database.write() as connection:
        row = VECTOR_STORE_FILES.get(connection, of_file)
        assert row is not None
        remove_chunks(connection, of_file)
        VECTOR_STORE_FILES.delete(connection, of_file)
    add_meant(database, "file-1", "a new car")
    assert ["a new car"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))


def test_vectors_of_another_embedder_are_not_compared(
    database: Database, new_engine: NewEngine, caplog: pytest.LogCaptureFixture
) -> None:
    """Its files are searched by words, which the log says once, with the remedy; reindexing is that."""
    add_meant(database, "file-1", "an automobile by Ada")
    other = MeaningEmbedder("other")
    engine = new_engine(other)
    with caplog.at_level(logging.WARNING):
        assert [] == engine.search_and_wait(["vs_1"], ["vehicle"])
        assert ["an automobile by Ada"] == list_texts(engine.search_and_wait(["vs_1"], ["ada"]))
    [record] = caplog.records
    assert "searched by words only: reindex their stores" in record.getMessage()
    assert 1 == asyncio.run(reindex_store(database, other, "vs_1"))
    assert ["an automobile by Ada"] == list_texts(engine.search_and_wait(["vs_1"], ["vehicle"]))
    assert 0 == asyncio.run(reindex_store(database, other, "vs_1"))


def test_vectors_of_another_length_are_not_compared(database: Database, new_engine: NewEngine) -> None:
    """An embedder may be told to make shorter ones under the same name."""
    add_meant(database, "file-1", "an automobile by Ada")
    engine = new_engine(MeaningEmbedder(numbers=4))
    assert [] == engine.search_and_wait(["vs_1"], ["vehicle"])
    assert ["an automobile by Ada"] == list_texts(engine.search_and_wait(["vs_1"], ["ada"]))


def test_files_without_vectors_are_found_beside_others(database: Database, new_engine: NewEngine) -> None:
    """If they have the words; so a store can be reindexed while it is used."""
    add_meant(database, "file-1", "a car", "an automobile")
    add_file(database, "vs_1", "file-2", ["the manual of the zeppelin"])
    found = new_engine(MEANING).search_and_wait(["vs_1"], ["zeppelin manual"])
    assert "the manual of the zeppelin" == found[0].text


def test_a_query_that_cannot_be_embedded_is_searched_by_words(
    database: Database, new_engine: NewEngine, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says so, and why."""
    add_meant(database, "file-1", "a car", "an automobile")
    embedder = MeaningEmbedder()
    embedder.is_broken = True
    assert ["a car"] == list_texts(new_engine(embedder).search_and_wait(["vs_1"], ["car"]))
    assert "by its words only: the embeddings endpoint is broken." in caplog.text


def test_of_a_long_query_the_beginning_is_embedded(database: Database, new_engine: NewEngine) -> None:
    """A whole book would keep the embedder from everybody else."""
    add_meant(database, "file-1", "a car")
    embedder = MeaningEmbedder()
    found = new_engine(embedder).search_and_wait(["vs_1"], ["car " * 100_000])
    assert ["a car"] == list_texts(found)
    assert [LONGEST_QUERY] == [len(query) for query in embedder.queries]


SIGNS = st.lists(st.sampled_from([*'"*()^:-+{}', "NEAR", "OR", "car", "\0", "猫", "🙂"])).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | SIGNS)
def test_every_query_is_answered(shelf: tuple[SearchEngine, SearchEngine], query: str) -> None:
    """Whatever is in it: quotes, operators, half characters, nothing."""
    by_words, by_both = shelf
    by_both.search_and_wait(["vs_1"], [query])
    found = by_words.search_and_wait(["vs_1"], [query])
    assert ("a car" in list_texts(found)) >= ("car" in query.lower().split())


@pytest.fixture(scope="module")
def shelf() -> Iterator[tuple[SearchEngine, SearchEngine]]:
    """Engines for a database in memory, by words and by both."""
    database = Database()
    add_store(database, "vs_1")
    add_meant(database, "file-1", "a car", '"quoted" (and) 猫')
    engines = SearchEngine(database, lambda: 0), SearchEngine(database, lambda: 0, MEANING)
    yield engines
    for engine in engines:
        engine.close()
    database.close()


def read_store(database: Database, store: str = "vs_1") -> VectorStoreRow:
    """Return the row of a store."""
    with database.read() as connection:
        row = VECTOR_STORES.get(connection, store)
    assert row is not None
    return row


def test_a_search_is_use_of_a_store(database: Database, new_engine: NewEngine, clock: Clock) -> None:
    """Which is noted once a minute, puts off when it expires, and does not bring one back that has."""
    with database.write() as connection:
        row = VECTOR_STORES.get(connection, "vs_1")
        assert row is not None
        policy = {"anchor": "last_active_at", "days": 1}
        VECTOR_STORES.replace(connection, replace(row, expires_after=policy, expires_at=int(clock()) + 10))
    engine, began = new_engine(), int(clock())
    engine.search_and_wait(["vs_1"], ["car"])
    assert (began, began + 86_400) == (read_store(database).last_active_at, read_store(database).expires_at)
    clock.now += USE_NOTED_EVERY - 1
    engine.search_and_wait(["vs_1"], ["car"])
    assert began == read_store(database).last_active_at
    clock.now += 2
    engine.search_and_wait(["vs_1"], ["car"])
    noted = read_store(database).last_active_at
    assert began + USE_NOTED_EVERY + 1 == noted
    clock.now += 2 * 86_400
    engine.search_and_wait(["vs_1"], ["car"])
    assert noted == read_store(database).last_active_at


def test_async_code_awaits_a_search(database: Database, new_engine: NewEngine) -> None:
    """And code that blocks can search inside of a running loop too."""
    add_meant(database, "file-1", "a car")
    engine = new_engine(MEANING)

    async def search() -> list[list[str]]:
        every = await asyncio.gather(*(engine.search(["vs_1"], ["vehicle"]) for _ in range(20)))
        every.append(engine.search_and_wait(["vs_1"], ["vehicle"]))
        await engine.aclose()
        return [list_texts(found) for found in every]

    assert [["a car"]] * 21 == asyncio.run(search())


def test_a_closed_engine_says_so(new_engine: NewEngine) -> None:
    """Closing twice does no harm; one that was renewed searches again."""
    engine = new_engine()
    engine.search_and_wait(["vs_1"], ["car"])
    engine.close()
    engine.close()
    with pytest.raises(DatabaseClosed):
        engine.search_and_wait(["vs_1"], ["car"])
    with pytest.raises(DatabaseClosed):
        asyncio.run(engine.search(["vs_1"], ["car"]))
    engine.renew()
    assert [] == engine.search_and_wait(["vs_1"], ["car"])


def test_a_locked_database_can_be_searched(tmp_path: Path, clock: Clock) -> None:
    """What was found is returned, though the use is not noted."""
    database = Database(tmp_path / "a.db")
    add_store(database, "vs_1")
    add_file(database, "vs_1", "file-1", ["a car"])
    engine = SearchEngine(database, lambda: int(clock()))
    with locked(tmp_path / "a.db", "IMMEDIATE"):
        assert ["a car"] == list_texts(engine.search_and_wait(["vs_1"], ["car"]))
    engine.close()
    database.close()


def test_a_thousand_files_are_searched(tmp_path: Path, clock: Clock, databases: Databases) -> None:
    """The one that answers is found among them, by words, by meaning, and by its attributes."""
    database = Database(databases.at(tmp_path / "a.db"), durability="normal")
    add_store(database, "vs_1")
    for number in range(1000):
        text = "an automobile" if number == 700 else f"note {number} on apple and rain"
        add_meant(database, f"file-{number}", text, attributes={"number": number})
    engine = SearchEngine(database, lambda: int(clock()), MEANING)
    assert "file-700" == engine.search_and_wait(["vs_1"], ["vehicle"])[0].file_id
    assert "file-123" == engine.search_and_wait(["vs_1"], ["note 123"])[0].file_id
    between = {"type": "and", "filters": [{"type": "gte", "key": "number", "value": 990}]}
    found = engine.search_and_wait(["vs_1"], ["note"], filters=between, max_num_results=50)
    assert {f"file-{number}" for number in range(990, 1000)} == {each.file_id for each in found}
    engine.close()
    database.close()
