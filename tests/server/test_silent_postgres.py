"""A PostgreSQL that is silent while its connections stay, as behind a proxy that has lost it: all goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from assistants_v2_server import LoopExecutor
from sqlalchemy import text

from ..databases.places import PostgresDatabases
from ..waiting import wait_until
from .driving import Api, ScriptedModel, calls, says
from .store.wires import Wire, lay_wire

Serve = Callable[..., Api]
Json = dict[str, Any]

QUICK = "answer_timeout=0.4&connect_timeout=2"
"""Has an address wait for a moment only."""


@pytest.fixture
def address(postgres_databases: PostgresDatabases) -> str:
    """The address of a database without rows."""
    return postgres_databases.new()


@pytest.fixture
def wire(address: str) -> Iterator[Wire]:
    """A wire to that database."""
    with lay_wire(address) as laid:
        yield laid


@pytest.fixture
def opened(serve: Serve) -> Serve:
    """Opens servers that work with others."""

    def open_one(**options: Any) -> Api:
        settings = {"executor": LoopExecutor(), "clock": time.time, "works": "shared", **options}
        return serve(**settings)

    return open_one


def count(api: Api, query: str) -> int:
    """Return what a query counts."""
    with api.server.database.read_once() as connection:
        return int(connection.execute(text(query)).scalar_one())


def count_listeners(api: Api) -> int:
    """Return on how many connections PostgreSQL tells what others say, heard or not."""
    return count(
        api,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'",
    )


def count_taken(api: Api) -> int:
    """Return how many jobs somebody has taken."""
    return count(api, "SELECT count(*) FROM assistants_v2_jobs.job WHERE status = 'picked'")


def has_ended(api: Api, run: Json) -> bool:
    """Say whether a run is completed."""
    return bool(api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"] == "completed")


@pytest.mark.parametrize("after", range(8))
def test_an_object_is_made_once_wherever_nobody_answers_any_more(
    serve: Serve, wire: Wire, after: int
) -> None:
    """Before its transaction, in the middle, or when it was committed: the request is answered."""
    api = serve(path=f"{wire.url}?{QUICK}")
    wire.swallow_answer(after, is_cut=False)
    thread = api.thread("q")
    assert ["q"] == api.texts(thread)
    assert [thread] == [found["id"] for found in api.get("/threads")["data"]]


@pytest.mark.parametrize("after", range(0, 36, 3))
def test_a_run_ends_once_wherever_nobody_answers_any_more(serve: Serve, wire: Wire, after: int) -> None:
    """The model is asked once for each turn, and each answer is stored once."""
    model = ScriptedModel(calls("f"), says("a"))
    api = serve(path=f"{wire.url}?{QUICK}", model=model)
    thread = api.thread("q")
    assistant = api.assistant(tools=[{"type": "function", "function": {"name": "f"}}])
    wire.swallow_answer(after, is_cut=False)
    waiting = api.settled(api.run(thread, assistant))
    api.outputs(waiting, "o")
    assert ("completed", ["q", "a"]) == (api.settled(waiting)["status"], api.texts(thread))
    assert wire.has_swallowed
    assert (2, 2) == (len(model.prompts), len(api.steps(waiting)))


def test_a_request_that_nobody_answers_may_come_again(serve: Serve, wire: Wire) -> None:
    """It is a 503 that says so; once somebody answers, the same server goes on."""
    api = serve(path=f"{wire.url}?{QUICK}")
    wire.hush()
    answer = api.client.post("/threads", json={})
    assert (503, "1") == (answer.status_code, answer.headers["retry-after"])
    assert "The database server cannot be reached" in answer.json()["error"]["message"]
    wire.end_silence()
    assert [] == api.get("/threads")["data"]


def test_a_worker_goes_on_whose_connections_have_all_gone_silent(
    opened: Serve, wire: Wire, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those for jobs, for listening and for transactions are given up, and others take their place."""
    monkeypatch.setattr("assistants_v2_server.jobs.drivers._LISTENING", 0.2)
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.BEAT", 3600.0)
    door = opened(path=address, works="none")
    opened(path=f"{wire.url}?{QUICK}", model=ScriptedModel(says("a"), says("b")))
    wait_until(lambda: 2 == count_listeners(door))
    first = door.run(door.thread("q"), door.assistant())
    wait_until(lambda: has_ended(door, first))
    wire.hush_opened()
    wait_until(lambda: 3 == count_listeners(door))
    second = door.run(door.thread("q"), door.assistant())
    wait_until(lambda: has_ended(door, second))
    assert ["q", "b"] == door.texts(second["thread_id"])
    # What a door says is heard again: by itself, this worker would look in an hour.
    store = door.post("/vector_stores", {})["id"]
    uploaded = door.client.post(
        "/files", data={"purpose": "assistants"}, files={"file": ("a.txt", b"text")}
    ).raise_for_status()
    file = uploaded.json()["id"]
    door.post(f"/vector_stores/{store}/files", {"file_id": file})
    wait_until(lambda: bool("completed" == door.get(f"/vector_stores/{store}/files/{file}")["status"]))


def test_a_worker_whose_transactions_are_not_answered_leaves_its_jobs_to_others(
    opened: Serve, wire: Wire, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection for jobs works all the time; the runs that it has not begun are begun by another."""
    monkeypatch.setattr("assistants_v2_server.sharing.LEASE_WITHOUT_LOCK", 3.0)
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.LEASE_WITHOUT_LOCK", 1.0)
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.BEAT", 0.2)
    door = opened(path=address, works="none")
    first = opened(path=f"{wire.url}?{QUICK}", model=ScriptedModel(says("first")))
    wait_until(lambda: 2 == count_listeners(door))
    wire.hush(b"BEGIN")
    run = door.run(door.thread("q"), door.assistant())
    wait_until(lambda: 1 == count_taken(door))
    second = opened(path=address, model=ScriptedModel(says("second")))
    wait_until(lambda: has_ended(door, run))
    assert ["q", "second"] == door.texts(run["thread_id"])
    wire.end_silence()
    second.server.close()
    run = door.run(door.thread("q"), door.assistant())
    wait_until(lambda: has_ended(door, run))
    assert ["q", "first"] == door.texts(run["thread_id"])
    assert "q" in first.texts(run["thread_id"])
