"""How fast runs are taken up that a door has queued: how many in a second, and how soon one of them.

Used by the case about workers. When a run was committed says PostgreSQL, which notes the moment before it
waits for the disk (`track_commit_timestamp`); when the model was asked says the model, whose first word is
the time. All processes of a machine have the same clocks.
"""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

from chat_endpoint import model_of
from conversing import Conversation, connecting, hold_many
from machines import running_door, running_workers
from postgres import Postgres
from served import Served

AT_ONCE = 20
"""Connections on which runs are queued side by side."""

LOOK = 0.01
"""Seconds between two looks at how many runs are queued still."""

PATIENCE = 120.0
"""Seconds within which all runs are to be taken up."""

_QUEUED = "SELECT count(*) FROM run WHERE status = 'queued'"

_ANALYZED = """
SELECT count(*) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL OR last_autoanalyze IS NOT NULL
"""

_STARTS = """
SELECT extract(epoch FROM pg_xact_commit_timestamp(asked.xmin))::float8,
    answered.content::jsonb #>> '{0,text,value}'
FROM message AS asked JOIN message AS answered USING (thread_id)
WHERE asked.role = 'user' AND answered.role = 'assistant' AND asked.seq > %s ORDER BY asked.seq
"""


def measure_claims(postgres: Postgres, workers: int, runs: int, *options: str) -> dict[str, float]:
    """Queue runs at a door that nobody works for, start workers, and return how fast they claim them.

    The model does not answer meanwhile. PostgreSQL knows nothing of its tables: nobody has analyzed them.

    Args:
        postgres: A database without tables, in a PostgreSQL without autovacuum.
        workers: How many.
        runs: How many; all workers together may have more in hand.
        options: What door and workers are told of the model.
    """
    with running_door(postgres, *options) as door:
        asyncio.run(_queue(door, runs))
        with running_workers(postgres, workers, *options) as working:
            before = sum(each.cpu() for each in working)
            began, ended = _watch(postgres, runs)
            cpu = sum(each.cpu() for each in working) - before
        [(analyzed,)] = postgres.fetch(_ANALYZED)
    if analyzed:
        raise RuntimeError(f"{analyzed} tables have been analyzed: the figure would be of another case")
    return {"rate": runs / (ended - began), "cpu": cpu / runs}


async def _queue(door: Served, runs: int) -> None:
    conversation = Conversation(model_of(3600))
    async with connecting(door, AT_ONCE) as connections:
        body = await conversation.begin(connections[0])

        async def queue(number: int) -> None:
            for _ in range(number, runs, AT_ONCE):
                await connections[number].request("POST", "/threads/runs", body)

        await asyncio.gather(*map(queue, range(AT_ONCE)))


def _watch(postgres: Postgres, runs: int) -> tuple[float, float]:
    """Return when the first run was taken up, and when the last."""
    began = time.monotonic()
    until = began + PATIENCE
    left = runs
    while left and time.monotonic() < until:
        [(left,)] = postgres.fetch(_QUEUED)
        if left == runs:
            began = time.monotonic()
        time.sleep(LOOK)
    if left:
        raise RuntimeError(f"{left} of {runs} runs were not taken up in {PATIENCE:g} s")
    return began, time.monotonic()


def measure_starts(postgres: Postgres, door: Served, clients: int, each: int) -> dict[str, float]:
    """Hold conversations, and return how long after its commit the model was asked for a run.

    Args:
        postgres: The database.
        door: A door of it, for which somebody works.
        clients: How many hold one at a time.
        each: How many each of them holds.
    """
    [(last,)] = postgres.fetch("SELECT coalesce(max(seq), 0) FROM message")
    asyncio.run(hold_many(door, Conversation(model_of(0, stamps=True)), clients, each))
    passed = time.time() - time.monotonic()
    rows = postgres.fetch(_STARTS, last)
    late = [float(said.split()[0]) + passed - committed for committed, said in rows if said[0].isdigit()]
    percentiles = quantiles(late, n=100)
    return {"p50": percentiles[49], "p90": percentiles[89], "p99": percentiles[98]}
