"""What doors and workers tell of runs, leases and jobs: by what they answer at /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from assistants_v2_server import LocalTransport, LoopExecutor, Server, create_app
from assistants_v2_server.door.working import HealthDoor
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from ..databases.places import Databases, PostgresDatabases
from ..waiting import wait_until
from .driving import Api, Clock, GatedModel, HeldExecutor, ScriptedModel, says

Serve = Callable[..., Api]

_LEFT = text("UPDATE run SET status = 'in_progress', owner = 'owner_gone', claims = 1 WHERE id = :id")


def measure(app: Any) -> dict[str, float]:
    """The numbers, by name and labels."""

    async def ask() -> str:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get("/metrics")).raise_for_status().text

    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(asyncio.run(ask()))
        for sample in family.samples
    }


def test_the_queue_is_told_of(serve: Serve, clock: Clock) -> None:
    """How many runs wait, for how long the first has, and how many were refused for it."""
    api = serve(executor=HeldExecutor(), max_queued=2)
    assistant = api.assistant()
    for _ in range(2):
        api.run(api.thread("q"), assistant)
        clock.forward(20)
    api.run(api.thread("q"), assistant, status=429)
    told = measure(create_app(api.server))
    assert 2 == told["assistants_v2_runs queued"]
    assert 40 == told["assistants_v2_queue_oldest_seconds"]
    assert [0, 1] == [told[f"assistants_v2_runs_refused_total {reason}"] for reason in ("backlog", "limit")]
    assert 1 == told["assistants_v2_lease_holders"]


def test_an_idle_server_tells_of_nothing(api: Api) -> None:
    """All numbers are there before anything has happened, but for the end of a lease that nobody has."""
    told = measure(create_app(api.server))
    names = ("queue_oldest_seconds", "lease_holders", "model_turns_in_hand", "runs_taken_up_total")
    assert [0] * 4 == [told[f"assistants_v2_{name}"] for name in names]
    assert "assistants_v2_lease_seconds_left" not in told
    assert "assistants_v2_jobs queued" not in told


def test_models_that_are_asked_are_counted(databases: Databases) -> None:
    """A turn counts from when its model is asked until it has answered."""
    model = GatedModel(says("a"))
    with Server(databases.new(), model) as server:
        api = Api(httpx.Client(transport=LocalTransport(server), base_url="http://local/v1"), server)
        run = api.run(api.thread("q"), api.assistant())
        assert model.asked.wait(60)
        assert 1 == measure(create_app(server))["assistants_v2_model_turns_in_hand"]
        model.gate.set()
        api.settled(run)
        wait_until(lambda: server.survey().turns_in_hand == 0)


def test_doors_and_workers_tell_of_leases_and_jobs(postgres_databases: PostgresDatabases) -> None:
    """Both read them from the database: jobs that wait and are taken, and when the next lease ends."""
    address, model = postgres_databases.new(), GatedModel(says("a"), says("b"))
    with (
        Server(address, works="none") as door,
        Server(address, model, LoopExecutor(1), works="shared") as worker,
    ):
        api = Api(httpx.Client(transport=LocalTransport(door), base_url="http://local/v1"), door)
        assistant = api.assistant()
        runs = [api.run(api.thread("q"), assistant)]
        assert model.asked.wait(60)
        runs.append(api.run(api.thread("q"), assistant))
        for app in (create_app(door), HealthDoor(worker)):
            told = measure(app)
            assert 1 == told["assistants_v2_lease_holders"]
            assert 0 < told["assistants_v2_lease_seconds_left"] <= 10
            assert 2 == told["assistants_v2_jobs queued"] + told["assistants_v2_jobs picked"]
        model.gate.set()
        for run in runs:
            api.settled(run)
        wait_until(lambda: not (worker.survey().jobs or {}))


def test_runs_of_dead_servers_are_counted_by_who_takes_them_up(
    postgres_databases: PostgresDatabases,
) -> None:
    """A run that another had begun counts once; one that nobody had begun does not."""
    address = postgres_databases.new()
    with Server(address, works="none") as door:
        api = Api(httpx.Client(transport=LocalTransport(door), base_url="http://local/v1"), door)
        assistant = api.assistant()
        runs = [api.run(api.thread("q"), assistant) for _ in range(2)]
        with door.database.write() as connection:  # as a worker leaves it that is killed
            connection.execute(_LEFT, {"id": runs[0]["id"]})
            connection.execute(text("DELETE FROM assistants_v2_jobs.job"))
        with Server(address, ScriptedModel(says("a"), says("b")), works="shared") as worker:
            worker.sweep()
            for run in runs:
                assert "completed" == api.settled(run)["status"]
            assert 1 == measure(HealthDoor(worker))["assistants_v2_runs_taken_up_total"]


@pytest.mark.parametrize("status", ["completed", "queued"])
def test_runs_are_counted_by_status(serve: Serve, status: str) -> None:
    """Those that have ended, and those that have not."""
    executor = HeldExecutor()
    api = serve(executor=executor, model=ScriptedModel(says("a")))
    api.run(api.thread("q"), api.assistant())
    if status == "completed":
        executor.let_go()
    assert {status: 1} == api.server.survey().runs
