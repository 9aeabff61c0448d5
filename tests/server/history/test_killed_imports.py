"""Imports that are killed at any moment, and imports beside a server that works with the file."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx
from assistants_v2_server.store import Database, tables
from assistants_v2_server.store.maintenance import check_file
from sqlalchemy import func, select

from ...databases.places import Databases
from ..door.serving import serving
from .exports import (
    Json,
    a_message,
    a_run,
    a_step,
    a_thread,
    an_assistant,
    bring_in,
    fetch,
    fetch_all,
    opened,
    write_export,
)

IMPORT = (
    "import sys; from assistants_v2_server.history.entrance import import_history; "
    "from assistants_v2_server.history.reading import open_export; "
    "print('begins', flush=True); import_history([open_export(sys.argv[1])], sys.argv[2])"
)


def make_thread(number: int, messages: int) -> Json:
    """Return a thread with runs and steps."""
    thread_id = f"thread_{number}"
    step = {"type": "message_creation", "message_creation": {"message_id": "msg_1"}}
    runs = [
        a_run(f"run_{number}_{place}", thread_id=thread_id, steps=[a_step(f"step_{number}_{place}", step)])
        for place in range(3)
    ]
    said = [a_message(f"msg_{number}_{place}", thread_id=thread_id) for place in range(messages)]
    return a_thread(thread_id, messages=said, runs=runs)


def make_export(folder: Path, threads: int, messages: int = 20) -> Path:
    """Write an export of many threads, one of them long, and of files."""
    records = [make_thread(number, messages) for number in range(threads)]
    records.append(make_thread(threads, 1000))
    (folder / "files").mkdir(parents=True)
    files = {f"file-{number}": {"id": f"file-{number}", "filename": "a.txt"} for number in range(10)}
    for name in files:
        (folder / "files" / name).write_bytes(name.encode() * 10_000)
    records[0]["files"] = files
    return write_export(folder, *records, assistants=[an_assistant()])


def count_rows(database: str) -> dict[str, int]:
    """Return how many objects of each kind a database has."""
    kinds = (tables.assistant, tables.thread, tables.message, tables.run, tables.step, tables.file)
    with closing(Database(database)) as opened_database, opened_database.read() as connection:
        return {
            kind.name: int(connection.execute(select(func.count()).select_from(kind)).scalar_one())
            for kind in kinds
        }


def list_partial(database: str, messages: int) -> list[str]:
    """Return the short threads that are there without all of their messages and runs."""
    message, run = tables.message.c, tables.run.c
    with closing(Database(database)) as opened_database, opened_database.read() as connection:
        ids = [*connection.execute(select(tables.thread.c.id)).scalars()]
        counted = connection.execute(select(message.thread_id, func.count()).group_by(message.thread_id))
        said = {row[0]: row[1] for row in counted}
        counted = connection.execute(select(run.thread_id, func.count()).group_by(run.thread_id))
        runs = {row[0]: row[1] for row in counted}
    whole = {name for name in ids if said.get(name) == messages and runs.get(name) == 3}
    return [name for name in ids if name not in whole and said.get(name, 0) < messages]


def test_an_import_that_is_killed_again_and_again_is_done_in_the_end(
    tmp_path: Path, databases: Databases
) -> None:
    """No short thread is ever there in part, nothing is doubled, and nothing is missing."""
    folder, database = make_export(tmp_path / "e", 60), databases.at(tmp_path / "a.db")
    dice = random.Random(20261127)
    kills = 0
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(folder), database], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert b"begins" in process.stdout.readline()
            time.sleep(dice.uniform(0.0, 0.6))
            process.kill()
        kills += process.returncode != 0
        if databases.kind == "postgresql" or Path(database).exists():
            assert [] == list_partial(database, 20)
    assert kills
    report = bring_in(folder, database)
    assert report.is_complete
    expected = {"assistant": 1, "thread": 61, "message": 2200, "run": 183, "step": 183, "file": 10}
    assert expected == count_rows(database)
    assert {"there"} == {outcome for _, outcome in bring_in(folder, database).outcomes.tallies}
    if databases.kind == "sqlite":
        assert [] == check_file(database).damage
    with opened(database) as client:
        shown = fetch_all(client, "/threads/thread_60/messages")
        assert b"file-3" * 10_000 == client.get("/files/file-3/content").content
    assert [f"msg_60_{number}" for number in range(1000)] == [message["id"] for message in shown]


def test_a_server_goes_on_while_its_file_is_imported_into(tmp_path: Path, databases: Databases) -> None:
    """It answers meanwhile, its runs end, and what was imported is there at once."""
    folder, database = make_export(tmp_path / "e", 200), databases.at(tmp_path / "a.db")
    with (
        serving(tmp_path, "--path", database) as served,
        httpx.Client(base_url=served.base_url, timeout=60, trust_env=False) as client,
    ):
        assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
        importing = threading.Thread(target=bring_in, args=(folder, database))
        importing.start()
        ended: list[str] = []
        while importing.is_alive() or len(ended) < 5:
            thread = {"messages": [{"role": "user", "content": "Hello"}]}
            body = {"assistant_id": assistant, "thread": thread}
            run = client.post("/threads/runs", json=body).raise_for_status().json()
            path = f"/threads/{run['thread_id']}/runs/{run['id']}"
            while (status := fetch(client, path)["status"]) in ("queued", "in_progress"):
                time.sleep(0.02)
            ended.append(status)
        importing.join()
        assert {"completed"} == set(ended)
        assert 20 == len(fetch_all(client, "/threads/thread_199/messages"))
        assert 3 == len(fetch_all(client, "/threads/thread_199/runs"))
        first = fetch(client, "/threads/thread_7/messages/msg_7_0")
        assert "Hello" == first["content"][0]["text"]["value"]
        # What is imported is no copy that the server has read before: it is used as its own.
        body = {"assistant_id": "asst_1"}
        run = client.post("/threads/thread_7/runs", json=body).raise_for_status().json()
        while (status := fetch(client, f"/threads/thread_7/runs/{run['id']}")["status"]) == "in_progress":
            time.sleep(0.02)
        assert status in ("queued", "completed")
