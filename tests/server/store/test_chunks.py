"""Chunks: added and removed a few at a time, read back as a text, and found by their words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from assistants_v2_server.store import (
    VECTOR_STORE_FILES,
    Chunk,
    Database,
    add_chunks,
    remove_chunks,
    remove_orphans,
    store_embeddings,
    walk_text,
)
from assistants_v2_server.store.maintenance import back_up, check_file
from assistants_v2_server.store.word_index import count_chunks_with, walk_ranked
from assistants_v2_server.store.words import list_phrases
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy import text as sql

from ...databases.places import Databases
from ..shelving import add_file, add_store

CHECK = "INSERT INTO chunk_word (chunk_word, rank) VALUES ('integrity-check', 1)"
"""Raises if the index is not what the chunks say."""


@pytest.fixture
def database(tmp_path: Path, databases: Databases) -> Iterator[Database]:
    """A file with one vector store."""
    database = Database(databases.at(tmp_path / "a.db"))
    add_store(database, "vs_1")
    yield database
    database.close()


def check_index(connection: Connection) -> None:
    """Fail if the index is not what the chunks say."""
    if connection.dialect.name == "sqlite":
        connection.execute(sql(CHECK))
    else:
        assert 0 == connection.execute(sql("SELECT count(*) FROM chunk WHERE word_vector IS NULL")).scalar()


def find(database: Database, query: str) -> list[str]:
    """Return the texts that have a word of a query, best first."""
    with database.read() as connection:
        texts: dict[int, str] = dict(connection.exec_driver_sql("SELECT seq, text FROM chunk").fetchall())
        phrases = dict.fromkeys(list_phrases(query), 1.0)
        return [texts[seq] for seq, _, _ in walk_ranked(connection, phrases, [1], [1])]


def test_a_chunk_is_found_by_its_words(database: Database) -> None:
    """By any of them, in any form that English gives them; the rarest counts most."""
    add_file(database, "vs_1", "file-1", ["Pumps are running", "A pump", "Valves, the pumps and filters"])
    assert "Valves, the pumps and filters" == find(database, "filtering pumps")[0]
    assert ["Pumps are running"] == find(database, "RUN")
    assert [] == find(database, "engine")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("错误代码表示水泵过热,请立即停机。", "水泵"),
        ("ポンプが過熱した場合は停止してください。", "過熱"),
        ("펌프가 과열되면 즉시 정지하십시오.", "과열"),
        ("กรุณาปิดเครื่องสูบน้ำทันที", "เครื่อง"),
        ("Der Schlüssel hängt über der Tür", "SCHLUSSEL"),
        ("see error E-417 in the log", "what is e-417?"),
        ("call make_engine() first", "make_engine"),
    ],
)
def test_words_are_found_in_every_script(database: Database, text: str, query: str) -> None:
    """Also where there are no spaces between words, and where there are signs within one."""
    add_file(database, "vs_1", "file-1", ["water pumps overheat", text, "水 and 417", "engine makers"])
    assert text == find(database, query)[0]


def test_the_chunks_of_a_file_are_removed_a_few_at_a_time(database: Database) -> None:
    """Others can write meanwhile; nothing of them can be found any more."""
    of_file = add_file(database, "vs_1", "file-1", ["one", "two", "three"])
    add_file(database, "vs_1", "file-2", ["one more"])
    removed: list[int] = []
    while not removed or removed[-1]:
        with database.write() as connection:
            removed.append(remove_chunks(connection, of_file, 2))
    assert [2, 1, 0] == removed
    with database.write() as connection:
        assert 1 == count_chunks_with(connection, "one", 10)
        check_index(connection)


def test_chunks_of_files_that_are_gone_are_removed(database: Database) -> None:
    """Those of others stay."""
    gone = add_file(database, "vs_1", "file-1", ["one", "two", "three"])
    add_file(database, "vs_1", "file-2", ["four"])
    with database.write() as connection:
        VECTOR_STORE_FILES.delete(connection, gone)
    removed: list[int] = []
    while not removed or removed[-1]:
        with database.write() as connection:
            removed.append(remove_orphans(connection, 2))
    assert [2, 1, 0] == removed
    with database.read() as connection:
        assert ["four"] == [*connection.execute(sql("SELECT text FROM chunk")).scalars()]


def test_chunks_for_a_file_that_is_gone_are_not_added(database: Database) -> None:
    """The file may be taken out of its store while it is indexed."""
    with database.write() as connection:
        add_chunks(connection, "vs_1/file-9", [Chunk(position=0, start=0, tokens=1, text="lost")])
        assert 0 == count_chunks_with(connection, "lost", 10)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.data())
def test_the_text_of_a_file_is_read_back(text: str, data: st.DataObject) -> None:
    """However it was cut and however much chunks have in common."""
    whole = text.encode()
    places = [len(text[:place].encode()) for place in range(len(text) + 1)]
    spans: list[tuple[int, int]] = []
    end = 0
    while end < len(whole):
        start = data.draw(st.sampled_from([place for place in places if place <= end]))
        end = data.draw(st.sampled_from([place for place in places if place > end]))
        spans.append((start, end))
    chunks = [
        Chunk(position=position, start=start, tokens=1, text=whole[start:end].decode())
        for position, (start, end) in enumerate(spans)
    ]
    database = Database()
    add_store(database, "vs_1")
    of_file = add_file(database, "vs_1", "file-1", [])
    with database.write() as connection:
        add_chunks(connection, of_file, chunks)
        assert text == "".join(walk_text(connection, of_file))
    database.close()


def test_blanks_between_chunks_are_a_line_break(database: Database) -> None:
    """What was between them is not kept."""
    of_file = add_file(database, "vs_1", "file-1", ["one", "two"])
    with database.read() as connection:
        assert "one\ntwo" == "".join(walk_text(connection, of_file))


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8")))
def test_the_index_is_what_the_chunks_say(text: str) -> None:
    """Whatever characters they have, after they were added, given other vectors and removed."""
    database = Database()
    add_store(database, "vs_1")
    of_file = add_file(database, "vs_1", "file-1", [text, "another"])
    with database.write() as connection:
        check_index(connection)
        store_embeddings(connection, [(1, b"1234")])
        check_index(connection)
        assert 2 == remove_chunks(connection, of_file)
        check_index(connection)
    database.close()


@pytest.mark.only_sqlite("a backup is of a file")
def test_a_backup_has_the_index(database: Database, tmp_path: Path) -> None:
    """What is found in the one is found in the other, and both are sound."""
    add_file(database, "vs_1", "file-1", ["one", "two"])
    copy = tmp_path / "copy.db"
    back_up(database.path or "", copy)
    # The row of the file has no bytes here, and nothing else is to be found.
    assert ["the bytes of 1 of 1 files are not"] == [found.split(",")[0] for found in check_file(copy).damage]
    restored = Database(copy)
    assert ["two"] == find(restored, "two")
    restored.close()
    with closing(sqlite3.connect(copy)) as plain:
        plain.execute(CHECK)
