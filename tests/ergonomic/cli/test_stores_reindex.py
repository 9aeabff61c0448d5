"""`assistants-v2 stores reindex`, with a real embeddings endpoint on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assistants_v2 import Assistants

from ...server.builtin_tools.search.test_with_an_endpoint import TEXTS, make_endpoint
from ...server.loopback import served
from .commanding import run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a database with two vector stores that are searched by words, the first with two files."""
    path = tmp_path / "kept.db"
    with Assistants.local(path) as client:
        for texts in (TEXTS[:2], TEXTS[2:]):
            store = client.vector_stores.create()
            for number, text in enumerate(texts):
                client.vector_stores.files.upload_and_poll(
                    vector_store_id=store.id, file=(f"{number}.txt", text.encode())
                )
    return path


def list_stores(database: Path) -> list[str]:
    """Return the ids of the vector stores of a file, the oldest first."""
    done = run("stores", "list", "--order", "asc", "--json", "--database", str(database))
    return [json.loads(line)["id"] for line in done.out.splitlines()]


def test_stores_get_vectors_once(database: Path) -> None:
    """All of the file, or those that are named; what has them already is passed over."""
    first, second = list_stores(database)
    with served(make_endpoint([False])) as url:
        where = ["--database", str(database), "--embedding-url", f"{url}/v1"]
        one = run("stores", "reindex", second, *where)
        assert (0, f"{second} 1\n", "") == (one.status, one.out, one.err)
        done = run("stores", "reindex", *where, "--json")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [{"id": first, "files": 2}, {"id": second, "files": 0}] == found


def test_what_is_done_stays_when_the_endpoint_fails(database: Path) -> None:
    """The status is 1, and a line says why."""
    down = [False]
    with served(make_endpoint(down)) as url:
        where = ["--database", str(database), "--embedding-url", f"{url}/v1"]
        assert 0 == run("stores", "reindex", list_stores(database)[0], *where).status
        down[0] = True
        model = ["--embedding-model", "text-embedding-9"]
        failed = run("stores", "reindex", *where, *model)
        assert (1, 1) == (failed.status, len(failed.err.splitlines()))
        down[0] = False
        assert ["0", "1"] == run("stores", "reindex", *where).out.split()[1::2]


def test_no_other_embedder_takes_the_place_of_an_endpoint(database: Path) -> None:
    """Where the endpoint makes no vectors nothing is embedded, though an embedder may be installed."""
    done = run("stores", "reindex", "--database", str(database), "--embedding-url", "http://127.0.0.1:1/v1")
    assert (1, "", True) == (done.status, done.out, "makes no vectors" in done.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--database FILE"),
        (["--database", "nowhere.db"], "nowhere.db"),
        (["--database", "HERE", "vs_none"], "vs_none"),
        (["--database", "HERE", "--embedding-model", "m"], "need --embedding-url"),
    ],
)
def test_wrong_use_is_one_line(database: Path, words: list[str], said: str) -> None:
    """The status is 2, and nothing is done."""
    done = run("stores", "reindex", *(str(database) if word == "HERE" else word for word in words))
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert said in done.err
