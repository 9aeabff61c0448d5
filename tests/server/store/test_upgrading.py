"""A file of an older version is upgraded when it is opened: nothing is lost, or nothing is done."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from assistants_v2_server import DatabaseRefused
from assistants_v2_server.store import Database, upgrading
from assistants_v2_server.store.schema import REVISION
from assistants_v2_server.store.tables import METADATA
from sqlalchemy import create_engine

from ..driving import Api, Clock, ScriptedModel, says
from .files import FIRST_SCHEMA, OLD_THREADS, ask, change, choose_indexes, make_current, make_old

Serve = Callable[..., Api]
SCRIPTS = ScriptDirectory(str(Path(upgrading.__file__).parent / "migrations"))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]
SHAPE = "SELECT m.name, c.* FROM sqlite_master m, pragma_table_xinfo(m.name) c ORDER BY m.name, c.cid"
RUNS = "SELECT json_extract(t.metadata, '$.q'), run.id, t.id FROM thread t JOIN run ON t.id = thread_id"
WORD_INDEX = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR name = 'chunk_word'"
REFERENCES = (
    "SELECT m.name, f.* FROM sqlite_master m, pragma_foreign_key_list(m.name) f ORDER BY m.name, f.id"
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of the first version."""
    return make_old(tmp_path / "old.db")


def is_table_of_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the index of words, which Alembic takes for tables."""
    return kind != "table" or not str(name).startswith("chunk_word")


def make_revision(path: Path, revision: str) -> Path:
    """Make an empty database of some schema."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrading.migrate(connection, revision)
    engine.dispose()
    return change(path, "PRAGMA application_id = 0x41735632")


def test_the_newest_revision_is_the_one_that_new_files_have() -> None:
    """The number in the code is that of the last step, and the steps are one line."""
    assert [REVISION] == SCRIPTS.get_heads()


@pytest.mark.parametrize("revision", ["unnumbered", *REVISIONS])
def test_an_upgraded_file_is_like_a_new_one(tmp_path: Path, revision: str) -> None:
    """From every older schema: the same tables, columns, types, defaults, references and indexes."""
    path = tmp_path / "a.db"
    if revision == "unnumbered":
        make_old(path)
    else:
        make_revision(path, revision)
    Database(path).close()
    fresh = make_current(tmp_path / "fresh.db")
    assert ask(fresh, SHAPE) == ask(path, SHAPE)
    assert ask(fresh, REFERENCES) == ask(path, REFERENCES)
    assert ask(fresh, WORD_INDEX) == ask(path, WORD_INDEX) != []
    assert ask(fresh, "PRAGMA application_id") == ask(path, "PRAGMA application_id")


@pytest.mark.parametrize("make", [make_old, make_current])
def test_the_schema_is_what_the_tables_say(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """Alembic finds no difference between a file, upgraded or new, and the tables in the code."""
    Database(make(tmp_path / "a.db")).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": is_table_of_ours,
        "include_object": choose_indexes("sqlite://"),
    }
    with engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    engine.dispose()


@pytest.mark.only_sqlite("a file of an older version")
def test_everything_in_an_old_file_is_kept(serve: Serve, old: Path, clock: Clock) -> None:
    """Every row has its values; assistants, threads, messages and places of deleted ones are served."""
    tables = ("thread", "message", "step", "deleted")
    before = {table: ask(old, f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    assistants = ask(old, "SELECT * FROM assistant ORDER BY 1")
    runs = ask(old, "SELECT * FROM run WHERE status = 'completed' ORDER BY 1")
    Database(old).close()
    assert before == {table: ask(old, f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    assert [(*run, 0, "", None) for run in runs] == ask(
        old, "SELECT * FROM run WHERE status = 'completed' ORDER BY 1"
    )
    unset = [tuple(None if value == 1.0 else value for value in row[2:]) for row in assistants]
    assert unset == [row[2:] for row in ask(old, "SELECT * FROM assistant ORDER BY 1")]

    clock.now = 1_795_752_500
    api = serve(path=old, model=ScriptedModel(says("taken up")))
    assert ["Kept"] == [found["name"] for found in api.get("/assistants")["data"]]
    threads = {name: thread for name, _, thread in ask(old, RUNS)}
    assert [["finished", "an answer"], ["waits for outputs"]] == [
        api.texts(str(threads[name])) for name in OLD_THREADS[:2]
    ]
    (deleted,) = ask(old, "SELECT id FROM deleted WHERE kind = 'message'")
    page = api.get(f"/threads/{threads['finished']}/messages", after=deleted[0])
    assert 2 == len(page["data"])


@pytest.mark.only_sqlite("a file of an older version")
def test_unfinished_runs_of_an_old_file_go_on(serve: Serve, old: Path, clock: Clock) -> None:
    """Whatever model comes first takes them up: one that was in progress, and one that gets outputs."""
    clock.now = 1_795_752_500
    api = serve(path=old, model=ScriptedModel(says("taken up"), says("done")))
    runs = {
        str(question): api.settled({"id": run, "thread_id": thread})
        for question, run, thread in ask(old, RUNS)
    }
    assert ["completed", "requires_action", "completed"] == [runs[name]["status"] for name in OLD_THREADS]
    assert ["in progress", "taken up"] == api.texts(runs["in progress"]["thread_id"])
    waiting = runs["waits for outputs"]
    api.outputs(waiting, "an output")
    assert "completed" == api.settled(waiting)["status"]
    assert {"scripted"} == {answerer for (answerer,) in ask(old, "SELECT answerer FROM run WHERE turns > 0")}


@pytest.mark.only_sqlite("a file of an older version")
def test_a_temperature_of_one_in_an_old_file_was_not_set(serve: Serve, old: Path, clock: Clock) -> None:
    """It is shown and not sent, by assistants and by runs that go on; any other one is kept and sent."""
    change(
        old,
        "UPDATE assistant SET top_p = 0.5",
        "UPDATE run SET settings = json_set(settings, '$.top_p', 0.25) WHERE status = 'in_progress'",
    )
    clock.now = 1_795_752_500
    model = ScriptedModel(says("taken up"), says("new"))
    api = serve(path=old, model=model)
    [assistant] = api.get("/assistants")["data"]
    assert (1.0, 0.5) == (assistant["temperature"], assistant["top_p"])
    for _, run, thread in ask(old, RUNS):
        assert 1.0 == api.settled({"id": run, "thread_id": thread})["temperature"]
    api.run(api.thread("q"), assistant["id"])
    assert [(None, 0.25), (None, 0.5)] == [(prompt.temperature, prompt.top_p) for prompt in model.prompts]


def test_the_number_of_a_deleted_row_is_not_given_again(old: Path) -> None:
    """Else lists could not be paged from what was deleted before the upgrade."""
    numbers = ask(old, "SELECT name, seq FROM sqlite_sequence ORDER BY name")
    assert ("assistant", 2) == numbers[0]
    assert [(1,)] == ask(old, "SELECT seq FROM assistant")
    Database(old).close()
    assert numbers == ask(old, "SELECT name, seq FROM sqlite_sequence ORDER BY name")
    numbered = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
    assert {(name,) for name, _ in numbers} <= {*ask(old, numbered)}


@pytest.mark.only_sqlite("a file of an older version")
def test_what_is_deleted_after_an_upgrade_is_not_left_in_the_file(serve: Serve, old: Path) -> None:
    """Tables that were written anew leave nothing behind."""
    change(old, "UPDATE assistant SET instructions = replace(hex(zeroblob(9999)), '0', 'a secret recipe, ')")
    api = serve(path=old)
    assert b"a secret recipe" in old.read_bytes()
    [assistant] = api.get("/assistants")["data"]
    api.delete(f"/assistants/{assistant['id']}")
    api.server.close()
    assert b"a secret recipe" not in old.read_bytes()


def test_a_copy_of_the_file_as_it_was_is_kept(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It lies beside the file, for nobody else to read, holds everything, and its name is logged."""
    Database(old).close()
    (copy,) = old.parent.glob("old.db-*.backup")
    assert 0o600 == copy.stat().st_mode & 0o777
    assert str(copy) in caplog.text
    with closing(sqlite3.connect(":memory:")) as original, closing(sqlite3.connect(copy)) as kept:
        original.executescript(FIRST_SCHEMA.read_text("utf-8"))
        assert sorted(original.iterdump()) == sorted(kept.iterdump())
    assert {"old.db", copy.name} == {path.name for path in old.parent.iterdir()}
    Database(old).close()
    assert [copy] == [*old.parent.glob("*.backup")]


def test_an_old_file_is_not_upgraded_against_ones_will(old: Path) -> None:
    """With `migrate=False` it is refused with the sentence that says how, and stays as it is."""
    before = old.read_bytes()
    with pytest.raises(DatabaseRefused, match=r"older version .* without --no-migrate .* migrate=True"):
        Database(old, migrate=False)
    assert before == old.read_bytes()
    assert [old] == [*old.parent.iterdir()]
    Database(make_current(old.parent / "current.db"), migrate=False).close()


def test_a_file_that_another_process_has_open_is_not_upgraded(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older server that is still running, even if it does nothing, is not pulled the file from under."""
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", 0.2)
    with closing(sqlite3.connect(old)) as other:
        other.execute("SELECT * FROM thread").fetchall()
        with pytest.raises(DatabaseRefused, match="open elsewhere: close it there first"):
            Database(old)
        assert [3] == [count for (count,) in other.execute("SELECT count(*) FROM thread")]
    assert [] == [*old.parent.glob("*.backup*")]
    Database(old).close()


def test_no_room_for_a_copy_is_said_before_anything_is_done(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without space for the copy the file is refused and stays as it is."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(DatabaseRefused, match=r"0 MB free, and 1 MB are needed: make room first"):
        Database(old)
    assert ([old], [("wal",)]) == ([*old.parent.iterdir()], ask(old, "PRAGMA journal_mode"))


def test_a_file_whose_references_are_broken_is_left_as_it_is(old: Path) -> None:
    """What refers to a row that is not there stops the upgrade: all of it is undone, no copy is left."""
    change(old, "DELETE FROM thread WHERE seq = 1")
    shape = ask(old, SHAPE)
    with pytest.raises(DatabaseRefused, match="rows of deleted refer to rows of thread that are not there"):
        Database(old)
    assert (shape, [old]) == (ask(old, SHAPE), [*old.parent.iterdir()])


_OPEN = """
import json, sys
from assistants_v2_server.store import RUNS, THREADS, Database
sys.stdin.readline()
database = Database(sys.argv[1])
with database.read() as connection:
    print(json.dumps([len(THREADS.list_all(connection)), len(RUNS.list_all(connection))]))
database.close()
"""


@pytest.mark.parametrize(("make", "found", "copies"), [(make_old, [3, 3], 1), (None, [0, 0], 0)])
def test_processes_that_open_a_file_at_the_same_moment(
    tmp_path: Path, make: Callable[[Path], Path] | None, found: list[int], copies: int
) -> None:
    """One makes or upgrades it and the others wait: all of them get a database, and there is one copy."""
    path = tmp_path / "a.db"
    if make is not None:
        make(path)
    command = [sys.executable, "-c", _OPEN, str(path)]
    openers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    ended = [opener.communicate(timeout=60) for opener in openers]
    assert [found] * 4 == [json.loads(out) for out, error in ended if out or pytest.fail(error)]
    assert copies == len([*tmp_path.glob("*.backup")])
