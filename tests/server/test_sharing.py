"""Servers that share a PostgreSQL database: doors that work on nothing, and workers."""

from __future__ import annotations

import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
from assistants_v2_server import LoopExecutor, Rehearsal, Server
from assistants_v2_server.models import Piece, Prompt, TextPiece
from assistants_v2_server.sharing import Sharing
from assistants_v2_server.store import Database, DatabaseRefused
from assistants_v2_server.store.schema import REVISION
from psycopg import sql
from sqlalchemy import text

from ..databases.clusters import Cluster
from ..databases.places import PostgresDatabases
from ..grammar import Event
from ..waiting import wait_until
from .driving import (
    DONE,
    Api,
    GatedModel,
    HeldExecutor,
    ScriptedModel,
    calls,
    function,
    says,
)
from .hosting import PASSAGE, HostedModel, ending, executing, saying, searching

Json = dict[str, Any]
Open = Callable[..., Api]


@pytest.fixture
def opened(postgres_databases: PostgresDatabases, serve: Callable[..., Api]) -> Open:
    """Opens servers on one database; they work with others unless told otherwise."""
    address = postgres_databases.new()

    def open_one(works: str = "shared", **options: Any) -> Api:
        settings = {"executor": LoopExecutor(), "clock": time.time, **options}
        return serve(path=address, works=works, **settings)

    return open_one


def wait_for(api: Api, run: Json, status: str) -> Json:
    """Return a run once it has a status."""
    path = f"/threads/{run['thread_id']}/runs/{run['id']}"
    wait_until(lambda: bool(api.get(path)["status"] == status))
    return api.get(path)


def has_status(api: Api, path: str, status: str) -> bool:
    """Whether something has a status."""
    return bool(api.get(path)["status"] == status)


class HaltingModel(ScriptedModel):
    """Says some words, and waits at a gate before the last of them is out."""

    def __init__(self, *words: str, halts_before: int | None = None) -> None:
        super().__init__()
        self.gate = threading.Event()
        self._words = words
        self._halts_before = len(words) if halts_before is None else halts_before

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Say the words."""
        for place, word in enumerate(self._words):
            if place == self._halts_before:
                assert self.gate.wait(60)
            yield TextPiece(word)
        if self._halts_before == len(self._words):
            assert self.gate.wait(60)
        yield DONE


def begin(api: Api, text: str = "q", **fields: Any) -> Json:
    """Make a run on a new thread."""
    return api.run(api.thread(text), api.assistant(**fields))


def count_jobs(api: Api, *statuses: str) -> int:
    """How many jobs there are; in some statuses, if they are named."""
    with api.server.database.read() as connection:
        found = [*connection.execute(text("SELECT status::text FROM assistants_v2_jobs.job")).scalars()]
    return sum(not statuses or status in statuses for status in found)


def lose_jobs(api: Api) -> None:
    """Delete all jobs, as if nobody had written them."""
    with api.server.database.write() as connection:
        connection.execute(text("DELETE FROM assistants_v2_jobs.job"))


def test_a_run_of_a_door_is_worked_on_by_a_worker(opened: Open) -> None:
    """Whoever asks a door that works on nothing has the worker's answer, and no job stays behind."""
    door, worker = opened("none"), opened(model=ScriptedModel(says("a")))
    run = begin(door)
    wait_for(door, run, "completed")
    assert ["q", "a"] == door.texts(run["thread_id"])
    wait_until(lambda: count_jobs(worker) == 0)


def test_a_door_alone_leaves_runs_queued(opened: Open) -> None:
    """A run waits in the database until there is a worker, though it be the first one ever."""
    door = opened("none")
    run = begin(door)
    assert "queued" == door.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"]
    opened(model=ScriptedModel(says("a")))
    wait_for(door, run, "completed")


def test_a_file_of_a_door_is_indexed_at_once(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door tells workers of it, who else look every few seconds: here, hardly ever."""
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.BEAT", 3600.0)
    door, _ = opened("none"), opened()
    wait_until(lambda: 2 == count_listeners(door))  # what is told before is told to nobody
    store = door.post("/vector_stores", {})["id"]
    for number in range(3):
        path = f"/vector_stores/{store}/files"
        given = {"file": ("a.txt", b"text %d" % number)}
        made = door.client.post("/files", data={"purpose": "assistants"}, files=given)
        file = made.raise_for_status().json()["id"]
        door.post(path, {"file_id": file})
        wait_until(partial(has_status, door, f"{path}/{file}", "completed"))


def test_outputs_reach_a_worker_through_a_door(opened: Open) -> None:
    """A run that waited for outputs is nobody's; whoever takes it up goes on with it."""
    door, _ = opened("none"), opened(model=ScriptedModel(calls("f"), says("done")))
    run = wait_for(door, begin(door, tools=[function("f")]), "requires_action")
    door.outputs(run, "o")
    wait_for(door, run, "completed")
    assert ["q", "done"] == door.texts(run["thread_id"])


def test_a_door_that_works_too_needs_no_other(opened: Open) -> None:
    """One process can be both; its own runs come to it like everybody's."""
    both = opened(model=ScriptedModel(says("a")))
    wait_for(both, begin(both), "completed")


def test_runs_are_spread_over_those_who_have_room(opened: Open) -> None:
    """Who works on as many runs as it may leaves the others to others."""
    gated = [GatedModel(*[says("a")] * 8) for _ in range(2)]
    door, *_ = opened("none"), *[opened(model=model, executor=LoopExecutor(2)) for model in gated]
    runs = [begin(door) for _ in range(8)]
    wait_until(lambda: all(model.asked.is_set() for model in gated))
    for model in gated:
        model.gate.set()
    for run in runs:
        wait_for(door, run, "completed")
    assert 8 == sum(len(model.prompts) for model in gated)


def test_only_a_server_with_the_same_model_takes_a_run(opened: Open) -> None:
    """A server that answers by itself makes runs for its model; one with another leaves them alone."""
    first = opened(model=ScriptedModel(says("a")), executor=HeldExecutor())
    run = begin(first)
    rehearsing = opened(model=Rehearsal())
    lose_jobs(first)
    first.client.close()
    rehearsing.server.sweep()
    right = opened(model=ScriptedModel(says("right")))
    wait_for(right, run, "completed")
    assert ["q", "right"] == right.texts(run["thread_id"])


def test_a_cancelled_run_is_left_by_the_worker_at_once(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The door tells; without that, a worker would notice when it next looks after what it has in hand."""
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.BEAT", 3600.0)
    model = GatedModel(says("late"))
    door, worker = opened("none"), opened(model=model)
    run = begin(door)
    assert model.asked.wait(60)
    door.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    wait_until(lambda: worker.server.count_in_hand() == 0)
    model.gate.set()
    assert ["q"] == door.texts(run["thread_id"])


def test_a_lost_job_is_found_by_a_sweep(opened: Open) -> None:
    """Jobs wake, and nothing more: a run whose job is gone is in its row all the same."""
    door = opened("none")
    run = begin(door)
    lose_jobs(door)
    opened(model=ScriptedModel(says("a")))
    door.server.sweep()
    wait_for(door, run, "completed")


def test_a_job_that_comes_twice_does_nothing_twice(opened: Open) -> None:
    """The second finds the run claimed, or at its end."""
    model = GatedModel(says("a"), says("b"))
    door, _, _ = opened("none"), opened(model=model), opened(model=model)
    run = begin(door)
    assert model.asked.wait(60)
    again = "INSERT INTO assistants_v2_jobs.job (priority, status, entrypoint, payload) "
    with door.server.database.write() as connection:
        connection.execute(text(f"{again} SELECT 0, 'queued', 'run', payload FROM assistants_v2_jobs.job"))
    wait_until(lambda: count_jobs(door, "queued") == 0)
    model.gate.set()
    wait_for(door, run, "completed")
    wait_until(lambda: count_jobs(door) == 0)
    assert (["q", "a"], 1) == (door.texts(run["thread_id"]), len(model.prompts))


def test_a_worker_that_closes_leaves_its_runs_to_another_at_once(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to wait for a lease to run out, nor for a sweep."""
    monkeypatch.setattr("assistants_v2_server.sharing._SWEEP_WHEN", "0 0 1 1 * 0")
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.SWEEP_ANYWAY", 3600.0)
    model = GatedModel(says("never"))
    door, leaving = opened("none"), opened(model=model)
    run = begin(door)
    assert model.asked.wait(60)
    opened(model=ScriptedModel(says("a")))
    leaving.server.close()
    wait_for(door, run, "completed")
    assert ["q", "a"] == door.texts(run["thread_id"])
    model.gate.set()


def test_a_worker_that_is_to_end_begins_nothing(opened: Open) -> None:
    """While it drains, others take what is queued."""
    door, ending = opened("none"), opened(model=ScriptedModel())
    ending.server.stop_taking()
    run = begin(door)
    opened(model=ScriptedModel(says("a")))
    wait_for(door, run, "completed")


def test_files_of_a_door_are_indexed_by_a_worker(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that works on nothing reads no documents either."""
    monkeypatch.setattr("assistants_v2_server.runs.shared_sweeper.BEAT", 0.05)
    door = opened("none", tools=None)
    form: Any = {"file": ("a.txt", b"words"), "purpose": (None, "assistants")}
    file = door.client.post("/files", files=form).json()["id"]
    store = door.post("/vector_stores", {"file_ids": [file]})
    assert "in_progress" == door.get(f"/vector_stores/{store['id']}")["status"]
    opened(model=ScriptedModel(), tools=None)
    wait_until(lambda: bool(door.get(f"/vector_stores/{store['id']}")["status"] == "completed"))


def test_a_file_cannot_be_shared_by_workers(tmp_path: Any) -> None:
    """SQLite has no jobs; the refusal says what has."""
    for works in ("shared", "none"):
        with pytest.raises(DatabaseRefused, match="takes a PostgreSQL database"):
            Server(tmp_path / "a.db", works=works)


def test_tables_of_jobs_are_not_made_if_nothing_is_to_be_changed(
    postgres_databases: PostgresDatabases,
) -> None:
    """Who says that nothing is migrated is told what is missing."""
    with pytest.raises(DatabaseRefused, match="lacks tables of jobs"):
        Server(postgres_databases.new(), works="shared", migrate=False)


def test_tables_of_jobs_stay_as_a_newer_version_has_left_them(postgres_databases: PostgresDatabases) -> None:
    """A server that works beside newer ones takes nothing back; where there are none yet, it makes them."""
    address = postgres_databases.new_empty()
    Database(address).close()
    indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = 'assistants_v2_jobs' ORDER BY 1"
    secondary = f"{indexes.partition(' ORDER')[0]} AND indexdef NOT LIKE '%UNIQUE%' LIMIT 1"
    with psycopg.connect(address, autocommit=True) as plain:
        plain.execute(
            f"UPDATE alembic_version SET version_num = '9999', compatible_from = '{REVISION}'".encode()
        )
        Server(address, works="none").close()
        before = plain.execute(indexes).fetchall()
        found = plain.execute(secondary.encode()).fetchone()
        assert found is not None
        plain.execute(sql.SQL("DROP INDEX assistants_v2_jobs.{}").format(sql.Identifier(found[0])))
        left = plain.execute(indexes).fetchall()
        for migrate in (True, False):
            Server(address, works="none", migrate=migrate).close()
            assert left == plain.execute(indexes).fetchall()
        plain.execute(f"UPDATE alembic_version SET version_num = '{REVISION}'".encode())
        Server(address, works="none").close()
        assert before == plain.execute(indexes).fetchall()


def test_a_database_that_goes_away_while_a_server_opens_it_is_refused(cluster: Cluster) -> None:
    """Whoever starts it reads one sentence, and may start it again."""
    with closing(Database(cluster.url)) as database:
        cluster.stop()
        with pytest.raises(DatabaseRefused, match="cannot be opened: the database server cannot be reached"):
            Sharing(database, migrate=True)
        cluster.start()
        Sharing(database, migrate=True)


@pytest.fixture
def revoking(postgres_databases: PostgresDatabases) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """A database, its address for a user who owns nothing, and what lets this one read what is passed on."""
    address, name = postgres_databases.new(), f"door_{secrets.token_hex(4)}"
    Server(address, works="none").close()  # it makes the tables of jobs
    who = sql.Identifier(name)
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(who))
        for what in ("USAGE ON SCHEMA", "ALL ON ALL TABLES IN SCHEMA", "ALL ON ALL SEQUENCES IN SCHEMA"):
            admin.execute(sql.SQL("GRANT {} public, assistants_v2_jobs TO {}").format(sql.SQL(what), who))
        changes = {
            "GRANT": sql.SQL("GRANT SELECT ON assistants_v2_jobs.piece TO {}").format(who),
            "REVOKE": sql.SQL("REVOKE SELECT ON assistants_v2_jobs.piece FROM {}").format(who),
        }
        other = f"postgresql://{name}:x@{address.rpartition('@')[2]}"
        yield address, other, lambda word: admin.execute(changes[word])
        admin.execute(sql.SQL("DROP OWNED BY {}").format(who))
        admin.execute(sql.SQL("DROP ROLE {}").format(who))


def test_a_door_reads_what_is_passed_on_only_for_whom_listens_there(
    revoking: tuple[str, str, Callable[[str], object]],
    serve: Callable[..., Api],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """All doors hear of all runs; one that may not read what was said does not notice until it listens."""
    address, other, change = revoking
    turn: list[Piece] = [*(TextPiece(f"w{number} ") for number in range(200)), DONE]
    settings = {"executor": LoopExecutor(), "clock": time.time}
    listening, deaf = (serve(path=place, works="none", **settings) for place in (address, other))
    serve(path=address, works="shared", model=ScriptedModel(turn, turn), **settings)
    change("REVOKE")
    complaint = "could not be looked at"
    assert says_of(listening.stream_run(listening.thread("q"), listening.assistant())).endswith("w199 ")
    assert complaint not in caplog.text
    with ThreadPoolExecutor(1) as pool:
        streaming = pool.submit(deaf.stream_run, deaf.thread("q"), deaf.assistant())
        wait_until(lambda: complaint in caplog.text)
        change("GRANT")
        assert says_of(streaming.result(60)).endswith("w199 ")


def names_of(events: list[Event]) -> list[str]:
    """The names of events, those in a row once."""
    names = [name for name, _ in events]
    return [name for place, name in enumerate(names) if names[place - 1 : place] != [name]]


def says_of(events: list[Event]) -> str:
    """What the pieces of a message say."""
    return "".join(
        part["text"]["value"]
        for name, data in events
        if name == "thread.message.delta"
        for part in data["delta"]["content"]
    )


def test_a_stream_of_a_door_is_that_of_a_server_that_does_the_work(
    opened: Open, serve: Callable[..., Api]
) -> None:
    """The same events in the same order, piece by piece, whoever works on the run."""
    turn: list[Piece] = [*(TextPiece(f"w{number} ") for number in range(50)), DONE]
    alone = serve(model=ScriptedModel(turn), executor=LoopExecutor(), clock=time.time)
    expected = alone.stream_run(alone.thread("q"), alone.assistant())
    door, _ = opened("none"), opened(model=ScriptedModel(turn))
    events = door.stream_run(door.thread("q"), door.assistant())
    assert (names_of(expected), says_of(expected)) == (names_of(events), says_of(events))
    assert len(expected) == len(events)


def test_a_stream_tells_what_an_endpoint_has_searched_and_run(
    opened: Open, serve: Callable[..., Api]
) -> None:
    """At a door too: each call that ends while the turn goes on is told to end before the next begins."""
    turn: list[Piece] = [
        *searching(PASSAGE),
        *executing("n = 41\nprint(n)", "41"),
        *saying("It ", "is ", "41."),
        ending(),
    ]
    tools = [{"type": "file_search"}, {"type": "code_interpreter"}]
    alone = serve(model=HostedModel(turn), executor=LoopExecutor(), clock=time.time)
    expected = alone.stream_run(alone.thread("q"), alone.assistant(tools=tools))
    door, _ = opened("none", model=HostedModel()), opened(model=HostedModel(turn))
    events = door.stream_run(door.thread("q"), door.assistant(tools=tools))
    assert (names_of(expected), says_of(expected)) == (names_of(events), says_of(events))
    assert 3 == names_of(events).count("thread.run.step.completed")


def test_a_stream_goes_on_with_the_outputs_that_a_door_takes(opened: Open) -> None:
    """The second stream of a run begins with its outputs, and repeats nothing of the first."""
    door, _ = opened("none"), opened(model=ScriptedModel(calls("f", arguments='{"a":1}'), says("done")))
    thread = door.thread("q")
    first = door.stream_run(thread, door.assistant(tools=[function("f")]))
    run = next(data for name, data in first if name == "thread.run.requires_action")
    assert "thread.run.step.delta" in names_of(first)
    second = door.stream_outputs(run, "o")
    assert ["thread.run.step.completed", "thread.run.queued", "thread.run.in_progress"] == names_of(second)[
        :3
    ]
    assert ("done", 1) == (says_of(second), names_of(second).count("thread.message.completed"))


@contextmanager
def streaming(api: Api) -> Iterator[tuple[str, Iterator[str]]]:
    """A run that has begun to speak: the path of the runs of its thread, and the lines that follow."""
    path = f"/threads/{api.thread('q')}/runs"
    body = {"assistant_id": api.assistant(), "stream": True}
    with api.client.stream("POST", path, json=body) as response:
        lines = response.iter_lines()
        assert any(line == "event: thread.message.delta" for line in lines)
        yield path, lines


def find_message(lines: list[str], moment: str) -> Json:
    """The message that some lines of a stream tell the end of."""
    place = lines.index(f"event: thread.message.{moment}")
    message: Json = json.loads(lines[place + 1].removeprefix("data: "))
    return message


def test_a_run_that_is_cancelled_amid_its_words_ends_its_stream(opened: Open) -> None:
    """What was said until then is in the message, which is incomplete."""
    door, _ = opened("none"), opened(model=HaltingModel("some words"))
    with streaming(door) as (path, lines):
        door.post(f"{path}/{door.get(path)['data'][0]['id']}/cancel")
        rest = [*lines]
    message = find_message(rest, "incomplete")
    assert "some words" == message["content"][0]["text"]["value"]
    assert {"reason": "run_cancelled"} == message["incomplete_details"]
    assert "event: thread.run.cancelled" in rest


def test_a_stream_outlives_the_connections_of_its_servers(
    opened: Open, postgres_databases: PostgresDatabases
) -> None:
    """Connections that were cut are made again; the stream tells the end of its run, and all of its text."""
    model = HaltingModel("some ", "words", halts_before=1)
    door, _ = opened("none"), opened(model=model)
    with streaming(door) as (_, lines):
        address = door.server.database.address
        assert address is not None
        assert postgres_databases.cut_connections(address.conninfo) > 2
        model.gate.set()
        rest = [*lines]
    assert "some words" == find_message(rest, "completed")["content"][0]["text"]["value"]
    assert 1 == rest.count("event: thread.run.completed") == rest.count("event: done")


def test_a_run_that_nobody_follows_is_not_passed_on(opened: Open) -> None:
    """Whoever only looks at a run costs no words in the database."""
    door, _ = opened("none"), opened(model=ScriptedModel(says("a")))
    wait_for(door, begin(door), "completed")
    with door.server.database.read() as connection:
        assert 0 == connection.execute(text("SELECT count(*) FROM assistants_v2_jobs.piece")).scalar_one()


def test_servers_go_on_when_their_database_has_crashed(serve: Callable[..., Api], cluster: Cluster) -> None:
    """Run and stream end as if nothing had been, though what was passed on is gone; so does the next run."""
    model = HaltingModel("some ", "words", halts_before=1)
    settings: Json = {"path": cluster.url, "executor": LoopExecutor(), "clock": time.time}
    door = serve(works="none", **settings)
    serve(works="shared", model=model, **{**settings, "executor": LoopExecutor()})
    with streaming(door) as (path, lines):
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # a commit does not wait for the disk there, to be quick
        cluster.kill()
        cluster.start()
        model.gate.set()
        rest = [*lines]
    assert "some words" == find_message(rest, "completed")["content"][0]["text"]["value"]
    assert "event: thread.run.completed" in rest
    assert 2 == len(door.get(path.replace("/runs", "/messages"))["data"])
    wait_for(door, begin(door), "completed")


def test_every_connection_is_made_as_the_address_says(postgres_databases: PostgresDatabases) -> None:
    """Those of jobs and streams too: PostgreSQL shows whose each is, by the name that the address gives."""
    address = postgres_databases.new()
    ours = f"assistants-v2 {platform.node()} {os.getpid()}"
    with Server(address, executor=LoopExecutor(), works="shared"):
        wait_until(lambda: len(list_names(address)) > 2)  # one listens, one is for jobs
        assert {ours} == {*list_names(address)}
    wait_until(lambda: not list_names(address))
    with Server(f"{address}?application_name=theirs", executor=LoopExecutor(), works="shared"):
        wait_until(lambda: len(list_names(address)) > 2)
        assert {"theirs"} == {*list_names(address)}


def count_listeners(api: Api) -> int:
    """Return how many servers hear what others tell on a database."""
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'"
    )
    with api.server.database.read_once() as connection:
        return int(connection.execute(text(query)).scalar_one())


def list_names(address: str) -> list[str]:
    """Return the name of each connection of a database but this one's."""
    query = """SELECT application_name FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
    with psycopg.connect(address) as connection:
        return [name for (name,) in connection.execute(query)]
