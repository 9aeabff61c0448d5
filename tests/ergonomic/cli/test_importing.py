"""`assistants-v2 import`, from its words to what it writes and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from ...databases.places import Databases, PostgresDatabases
from ...server.history.exports import (
    a_message,
    a_run,
    a_thread,
    an_assistant,
    fetch,
    fetch_all,
    opened,
    write_export,
)
from .commanding import run


@pytest.fixture
def export(tmp_path: Path) -> str:
    """An export of one conversation."""
    record = a_thread(messages=[a_message("msg_1")], runs=[a_run("run_1")])
    return str(write_export(tmp_path / "e", record, assistants=[an_assistant()]))


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Where to import to."""
    return str(tmp_path / "a.db")


def test_a_conversation_is_brought_in(export: str, tmp_path: Path, databases: Databases) -> None:
    """It is there afterwards, and what was done is said in a few lines."""
    database = databases.at(tmp_path / "a.db")
    done = run("import", export, "--database", database, "--model-map", "gpt-4o=llama3.2")
    assert (0, "") == (done.status, done.err)
    assert [
        "1 assistant: added",
        "1 thread: added",
        "1 message: added",
        "1 run: added",
        "model gpt-4o of 1 assistant becomes llama3.2",
    ] == done.out.splitlines()
    with opened(database) as client:
        assert "llama3.2" == fetch(client, "/assistants/asst_1")["model"]
        assert ["msg_1"] == [message["id"] for message in fetch_all(client, "/threads/thread_1/messages")]


def test_the_environment_names_the_database(export: str, database: str) -> None:
    """The variable is the one that clients read."""
    assert 0 == run("import", export, environment={"ASSISTANTS_PATH": database}).status
    assert Path(database).exists()


def test_several_exports_are_one_report(export: str, database: str, tmp_path: Path) -> None:
    """A folder and the file of a thread may stand side by side."""
    other = write_export(tmp_path / "e2", a_thread("thread_2"))
    done = run("import", export, str(other / "threads" / "thread_2.json"), "--database", database)
    assert "2 threads: added" in done.out


def test_a_dry_run_makes_nothing(export: str, database: str) -> None:
    """It says so, and what would be done."""
    done = run("import", export, "--database", database, "--dry-run")
    assert (0, "assistants-v2: nothing was written\n") == (done.status, done.err)
    assert "1 message: added" in done.out
    assert not Path(database).exists()


def test_a_dry_run_makes_no_tables_in_an_empty_postgresql(
    export: str, postgres_databases: PostgresDatabases
) -> None:
    """As it makes no file."""
    address = postgres_databases.new_empty()
    done = run("import", export, "--database", address, "--dry-run")
    assert (0, True) == (done.status, "1 message: added" in done.out)
    with psycopg.connect(address) as plain:
        assert [] == plain.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()


def test_the_report_as_json(export: str, database: str) -> None:
    """One value, with everything that people read."""
    found = json.loads(run("import", export, "--database", database, "--json").out)
    assert {"count": 1, "examples": ["msg_1"]} == found["objects"]["message"]["added"]
    assert (True, True, False) == (found["complete"], found["exact"], found["dry_run"])
    assert {"becomes": "gpt-4o", "ends": "2027-01-14", "assistants": 1} == found["models"]["gpt-4o"]


def test_a_model_that_ends_is_named(export: str, database: str) -> None:
    """Whoever imports an old assistant learns that its model is gone, and the remedy."""
    done = run("import", export, "--database", database)
    assert "at OpenAI on 2027-01-14: --model-map gpt-4o=… names another" in done.out


def test_a_broken_file_is_status_1(export: str, database: str) -> None:
    """The rest is brought in all the same."""
    (Path(export) / "threads" / "a.json").write_text("{")
    done = run("import", export, "--database", database)
    assert 1 == done.status
    assert "  a.json is not JSON" in done.out
    assert "1 message: added" in done.out


def test_what_changes_a_field_is_status_1_only_if_that_is_asked_for(tmp_path: Path, database: str) -> None:
    """A time in thousandths of seconds is kept, but not as it was."""
    record = a_thread(messages=[a_message("msg_1", created_at=1711448377850)])
    export = str(write_export(tmp_path / "e", record))
    first = run("import", export, "--database", database)
    assert 0 == first.status
    assert "  message.created_at becomes whole seconds: 1 (msg_1)" in first.out
    assert 1 == run("import", export, "--database", database, "--strict").status


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--base-url", "http://127.0.0.1:9/v1"), "takes --database FILE and no server"),
        ((), "say where to: --database FILE"),
        (("--database", "mysql://host/db"), "begins with 'mysql:/'"),
        (("--database", "a.db", "--model-map", "x"), "--model-map"),
        (("--database", "/no/such/folder/a.db"), "there is no folder"),
    ],
)
def test_wrong_use_is_one_line(export: str, words: tuple[str, ...], said: str) -> None:
    """Status 2, and nothing is made."""
    done = run("import", export, *words)
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert said in done.err


def test_what_is_no_export_is_wrong_use(tmp_path: Path, database: str) -> None:
    """Nothing is made of the others either."""
    done = run("import", str(tmp_path), "--database", database)
    assert 2 == done.status
    assert "holds no export" in done.err
    assert not Path(database).exists()
