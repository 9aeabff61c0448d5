"""`upstream` on a real file: from an id of ours to that of the endpoint, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assistants_v2_server import InlineExecutor, Server
from assistants_v2_server.store import THREADS, ThreadRow
from assistants_v2_server.store.upstream_ids import UpstreamId, add_upstream_ids

from ...server.store.files import make_old
from .commanding import run

STEP = UpstreamId(
    id="step_1",
    kind="response",
    theirs="resp_1",
    host="api.test",
    thread_id="thread_1",
    run_id="run_1",
)
FILE = UpstreamId(
    id="file-1",
    kind="file",
    theirs="cfile_1",
    host="api.test",
    thread_id="thread_1",
    run_id="run_1",
    container="cntr_1",
)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file with what an endpoint calls a step and a file."""
    server = Server(tmp_path / "a.db", executor=InlineExecutor())
    with server.database.write() as connection:
        THREADS.insert(connection, ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={}))
        add_upstream_ids(connection, [STEP, FILE])
    server.close()
    return str(tmp_path / "a.db")


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("step_1", [STEP]),
        ("resp_1", [STEP]),
        ("file-1", [FILE]),
        ("cfile_1", [FILE]),
        ("run_1", [STEP, FILE]),
        ("thread_1", [STEP, FILE]),
        ("cntr_1", [FILE]),
    ],
)
def test_an_id_is_followed_in_both_directions(path: str, identifier: str, expected: list[UpstreamId]) -> None:
    """As lines, and as JSON; that of a run, a thread or a container leads to all that was made in it."""
    done = run("upstream", identifier, "--database", path)
    assert (0, "") == (done.status, done.err)
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert [[one.id, one.kind, one.theirs, one.container or "-"] for one in expected] == [
        line[:4] for line in lines
    ]
    told = json.loads(run("upstream", identifier, "--database", path, "--json").out)
    assert [one.describe() for one in expected] == told


def test_an_id_that_nobody_knows_is_said_to_be_none(path: str) -> None:
    """With a status that tells it from success."""
    done = run("upstream", "msg_9", "--database", path)
    assert (1, "") == (done.status, done.out)
    assert "msg_9" in done.err


def test_an_older_file_is_not_upgraded_by_a_look(tmp_path: Path) -> None:
    """It is refused with the sentence that says how."""
    old = make_old(tmp_path / "old.db")
    before = old.read_bytes()
    done = run("upstream", "msg_9", "--database", str(old))
    assert done.status
    assert "older version" in done.err
    assert before == old.read_bytes()
