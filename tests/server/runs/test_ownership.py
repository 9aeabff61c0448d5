"""Whose a run is: several servers on one file, none of which takes what another works on."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import LoopExecutor, Rehearsal
from assistants_v2_server.runs import ownership, sweeper
from assistants_v2_server.store import Database, LockFile
from assistants_v2_server.store.common_clock import CommonClock
from sqlalchemy import text

from ...databases.places import Databases, PostgresDatabases
from ..driving import (
    Api,
    Clock,
    GatedModel,
    HeldExecutor,
    ScriptedModel,
    calls,
    function,
    says,
    stuck_process,
)
from ..store.files import locked

Serve = Callable[..., Api]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "assistants.db"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeps come soon after one another."""
    monkeypatch.setattr(sweeper, "BEAT", 0.02)


def status_of(api: Api, run: dict[str, Any]) -> str:
    """The status of a run as a server shows it."""
    return str(api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"])


def test_a_looker_takes_nothing_that_is_alive(serve: Serve, file: Path) -> None:
    """A server with the same model that opens the file meanwhile leaves the run to the one that has it."""
    model = GatedModel(says("first"))
    first = serve(path=file, model=model, executor=LoopExecutor())
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    looker = serve(path=file, model=ScriptedModel(says("second")))
    time.sleep(0.2)
    assert "in_progress" == status_of(looker, run)
    model.gate.set()
    assert ("completed", ["q", "first"]) == (first.settled(run)["status"], looker.texts(run["thread_id"]))


def test_a_queued_run_is_nobody_elses_either(serve: Serve, file: Path) -> None:
    """A run that its server has not begun yet is as much its own."""
    first = serve(path=file, model=ScriptedModel(), executor=HeldExecutor())
    run = first.run(first.thread("q"), first.assistant())
    looker = serve(path=file, model=ScriptedModel(says("second")))
    time.sleep(0.2)
    assert "queued" == status_of(looker, run)


def test_only_the_same_model_takes_a_run_up(serve: Serve, file: Path) -> None:
    """A run whose server has closed waits for one with the model that it was made for."""
    first = serve(path=file, model=ScriptedModel(), executor=HeldExecutor())
    run = first.run(first.thread("q"), first.assistant())
    first.client.close()
    rehearsing = serve(path=file, model=Rehearsal(), executor=LoopExecutor())
    time.sleep(0.2)
    assert "queued" == status_of(rehearsing, run)
    right = serve(path=file, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (right.settled(run)["status"], right.texts(run["thread_id"]))


def test_outputs_that_came_to_another_server_reach_the_right_model(serve: Serve, file: Path) -> None:
    """A server with another model takes the outputs, and the one with the run's model goes on."""
    first = serve(path=file, model=ScriptedModel(calls("f"), says("done")), executor=LoopExecutor())
    run = first.settled(first.run(first.thread("q"), first.assistant(tools=[function("f")])))
    other = serve(path=file, model=Rehearsal(), executor=LoopExecutor())
    other.outputs(run, "o")
    assert ("completed", ["q", "done"]) == (first.settled(run)["status"], first.texts(run["thread_id"]))


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_the_runs_of_a_dead_server_are_taken_up_while_another_is_open(
    serve: Serve, file: Path, fate: signal.Signals, databases: Databases
) -> None:
    """Of a killed process the lock is free at once, where there are files; else the lease runs out."""
    late = 0.0
    with stuck_process(databases.at(file)) as (run, process):
        second = serve(path=file, clock=lambda: time.time() + late, model=ScriptedModel(says("a")))
        time.sleep(0.2)
        assert "in_progress" == status_of(second, run)
        process.send_signal(fate)
        if fate == signal.SIGSTOP or databases.kind == "postgresql":
            time.sleep(0.2)
            assert "in_progress" == status_of(second, run)
            late = ownership.LEASE + 1
        assert ("completed", ["q", "a"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))


def test_a_run_whose_owner_nobody_knows_is_taken_up(serve: Serve, file: Path, databases: Databases) -> None:
    """A request that was under way when its server closed leaves a run without lease and lock."""
    with stuck_process(databases.at(file)) as (run, process):
        process.kill()
        process.wait()
    for lock in file.parent.glob("*.lock"):
        lock.unlink()
    with closing(Database(databases.at(file))) as database, database.write() as connection:
        connection.execute(text("DELETE FROM owner"))
    api = serve(path=file, clock=time.time, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (api.settled(run)["status"], api.texts(run["thread_id"]))


@pytest.mark.only_sqlite("a lock on a file")
def test_the_lock_file_of_a_process_that_died_before_it_had_a_lease_is_removed(
    serve: Serve, file: Path
) -> None:
    """What somebody holds stays, and what is no lock; brackets in the name do no harm."""
    odd = file.with_name("a[b].db")
    dead, other = [odd.with_name(f"{odd.name}-{name}") for name in ("owner_dead.lock", "owner_notes.txt")]
    dead.touch()
    other.touch()
    alive = LockFile(odd.with_name(f"{odd.name}-owner_alive.lock"))
    with alive.wait():
        serve(path=odd).client.close()
        assert ["a[b].db", "a[b].db-owner_alive.lock", other.name] == sorted(
            path.name for path in odd.parent.iterdir()
        )


@pytest.mark.only_sqlite("a lock on a file")
def test_a_server_that_could_not_renew_its_lease_keeps_its_runs(serve: Serve, file: Path) -> None:
    """The file is locked for half a minute: the answer is stored after it, and no other server asks again."""
    late = 0.0

    def now() -> float:
        return time.time() + late

    model, other = GatedModel(says("first")), ScriptedModel(says("second"))
    first = serve(path=file, model=model, executor=LoopExecutor(), clock=now)
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    second = serve(path=file, model=other, executor=LoopExecutor(), clock=now)
    with locked(file, "IMMEDIATE"):
        late = 30.0
        model.gate.set()
        time.sleep(0.2)
    assert ("completed", ["q", "first"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))
    assert [] == other.prompts


def test_work_ends_on_a_run_that_another_server_cancelled(serve: Serve, file: Path) -> None:
    """The cancellation counts at once everywhere, and the working server lets go of the model soon."""
    model = GatedModel(says("late"), says("next"))
    first = serve(path=file, model=model, executor=LoopExecutor(1))
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    other = serve(path=file, model=Rehearsal(), executor=LoopExecutor())
    other.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    next_run = first.run(first.thread("q"), first.assistant())
    while "queued" == status_of(first, next_run):
        time.sleep(0.01)
    model.gate.set()
    assert ("completed", "cancelled") == (first.settled(next_run)["status"], status_of(first, run))


def test_a_run_is_expired_by_whoever_is_there(serve: Serve, file: Path, clock: Clock) -> None:
    """A run that waits for outputs which never come ends in the store too, not only for who looks."""
    api = serve(path=file, model=ScriptedModel(calls("f")))
    api.settled(api.run(api.thread("q"), api.assistant(tools=[function("f")])))
    clock.forward(601)
    status = None
    for _ in range(500):
        with api.server.database.read() as connection:
            status = connection.execute(text("SELECT status FROM run")).scalar()
        if status == "expired":
            break
        time.sleep(0.01)
    assert "expired" == status


def test_a_server_that_holds_nothing_writes_nothing(serve: Serve, file: Path) -> None:
    """Looking at a file makes no owner, and no lock file."""
    api = serve(path=file)
    api.assistant()
    time.sleep(0.1)
    with api.server.database.read() as connection:
        assert 0 == connection.execute(text("SELECT count(*) FROM owner")).scalar()
    assert [] == [*file.parent.glob("*.lock")]


@pytest.mark.only_sqlite("a lock on a file")
def test_a_closed_server_leaves_no_trace(serve: Serve, file: Path) -> None:
    """Its lock file, its row, the log and the index are gone."""
    api = serve(path=file, model=ScriptedModel(says("a")))
    api.run(api.thread("q"), api.assistant())
    assert 1 == len([*file.parent.glob("*.lock")])
    api.client.close()
    assert [file] == [*file.parent.iterdir()]


def test_a_server_whose_clock_is_put_back_renews_its_lease(postgres_databases: PostgresDatabases) -> None:
    """It would think for an hour that the lease runs, and others would take its runs."""
    with closing(Database(postgres_databases.new())) as database:
        server = ownership.Ownership(database, CommonClock(lambda: time.time() + 3600))
        server.hold_lease()  # which sets the clock
        with database.write() as connection:
            connection.execute(text("UPDATE owner SET leased_until = 0"))
        server.hold_lease()
        with database.read() as connection:
            [leased_until] = connection.execute(text("SELECT leased_until FROM owner")).scalars()
    assert 0 < leased_until - time.time() <= ownership.LEASE_WITHOUT_LOCK + 1
