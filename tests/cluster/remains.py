"""Reads in the database itself what is left when all runs have ended: jobs, runs at work, leases of the dead.

`storm` is the user.
"""

from __future__ import annotations

import time

import psycopg

_JOBS = """
SELECT j.status::text, convert_from(j.payload, 'UTF8'), r.status
FROM assistants_v2_jobs.job j LEFT JOIN run r ON r.id = split_part(convert_from(j.payload, 'UTF8'), ' ', 1)
WHERE j.entrypoint LIKE 'run%' AND (r.status IS NULL OR r.status NOT IN ('queued', 'in_progress'))
"""

_RUNS = """
SELECT id, status FROM run WHERE status IN ('queued', 'in_progress', 'cancelling')
"""

_TWICE = """
SELECT run_id, count(*) FROM message WHERE run_id IS NOT NULL AND role = 'assistant'
GROUP BY run_id HAVING count(*) > 1
"""


def list_remains(address: str, patience: float) -> list[str]:
    """Return what is left that should not be, once it is nothing or patience has ended.

    Args:
        address: The database.
        patience: Seconds that jobs, which come late, get to be gone.
    """
    give_up = time.monotonic() + patience
    while True:
        with psycopg.connect(address) as connection:
            left = [
                *(f"a job ({row[0]}) for {row[1]}, which is {row[2]}" for row in connection.execute(_JOBS)),
                *(f"run {row[0]}: {row[1]}" for row in connection.execute(_RUNS)),
                *(f"run {row[0]} has {row[1]} messages" for row in connection.execute(_TWICE)),
            ]
        if not left or time.monotonic() > give_up:
            return left
        time.sleep(0.5)
