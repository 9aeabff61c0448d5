"""What is left in the database when all is over is found there."""

from __future__ import annotations

import httpx
import psycopg
from assistants_v2_server import LocalTransport, LoopExecutor, Server

from ..databases.places import PostgresDatabases
from ..server.driving import Api
from .remains import list_remains


def test_runs_without_an_end_and_jobs_of_others_are_found(postgres_databases: PostgresDatabases) -> None:
    """A run that nobody works on; its job, once the run has ended."""
    address = postgres_databases.new()
    server = Server(address, executor=LoopExecutor(), works="none")
    with server, httpx.Client(base_url="http://local/v1", transport=LocalTransport(server)) as client:
        api = Api(client, server)
        run = api.run(api.thread("Hello"), api.assistant())
    assert [f"run {run['id']}: queued"] == list_remains(address, patience=0.0)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("UPDATE run SET status = 'completed'")
        (left,) = list_remains(address, patience=0.0)
        assert f"a job (queued) for {run['id']}, which is completed" == left
        connection.execute("DELETE FROM assistants_v2_jobs.job")
    assert [] == list_remains(address, patience=0.0)
