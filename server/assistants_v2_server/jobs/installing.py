"""Makes and upgrades the tables of jobs, along with those of the store.

pgqueuer compares what is there with what its version declares, and changes what differs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from pgqueuer.queries import Queries
from psycopg.errors import InsufficientPrivilege

from ..store import DatabaseRefused
from ..store.postgres_connections import Way
from .drivers import LastingDriver
from .names import name_jobs_schema
from .relay import define_pieces
from .statements import make_queries

T = TypeVar("T")


def install_jobs(address: str, schema: str) -> bool:
    """Make the tables of jobs, or change them to what this version of pgqueuer needs; say if that was needed.

    Several servers may do it at once.

    Args:
        address: Where the database is, as psycopg takes it.
        schema: The schema of the other tables.

    Raises:
        DatabaseRefused: Its user may not make them.
        psycopg.Error: The database cannot be reached.
    """
    try:
        return run_on_selectors(_install(address, schema))
    except InsufficientPrivilege:
        with suppress(InsufficientPrivilege):
            if are_jobs_installed(address, schema):
                return False  # somebody else has made all of them
        home = name_jobs_schema(schema)
        raise DatabaseRefused(
            f"the database does not let this user make the tables of jobs in the schema {home}: have its "
            f"owner say CREATE SCHEMA {home} AUTHORIZATION with the name of the user."
        ) from None


def are_jobs_installed(address: str, schema: str) -> bool:
    """Say whether the tables of jobs are as this version of pgqueuer needs them.

    Args:
        address: Where the database is, as psycopg takes it.
        schema: The schema of the other tables.

    Raises:
        psycopg.Error: The database cannot be reached.
    """
    return run_on_selectors(_look(address, schema))


def run_on_selectors(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns, on an event loop of the only kind that psycopg takes everywhere."""
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(work)


async def _install(address: str, schema: str) -> bool:
    async with _querying(address, schema) as queries:
        # Whatever the database is set to: nobody makes them again before another server opens.
        await queries.driver.execute("SET synchronous_commit = on")
        done = (await queries.apply_upgrade()).statements
        if done:
            await queries.optimize_autovacuum()  # rows of jobs come and go
        await queries.driver.execute(define_pieces(schema))
        return bool(done)


async def _look(address: str, schema: str) -> bool:
    async with _querying(address, schema) as queries:
        return not (await queries.plan_upgrade()).statements


@asynccontextmanager
async def _querying(address: str, schema: str) -> AsyncGenerator[Queries]:
    """Give pgqueuer's statements for a while, on one connection: the lock of an upgrade is a connection's.

    They take as long as they need: whoever comes second waits for an upgrade.
    """
    driver = LastingDriver(Way(conninfo=address))
    driver.give_up()
    try:
        yield make_queries(driver, schema)
    finally:
        await driver.close()
