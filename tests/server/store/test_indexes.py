"""What is asked for with every request costs the same in a long thread as in a short one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assistants_v2_server.lifecycle import ACTIVE_STATUSES
from assistants_v2_server.store import MESSAGES, RUNS, Database
from assistants_v2_server.store.sqlite import unwrap_connection
from sqlalchemy import Connection


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A transaction on a file."""
    database = Database(tmp_path / "a.db")
    with database.read() as connection:
        yield connection
    database.close()


def explain(connection: Connection, ask: Callable[[], object]) -> list[str]:
    """How the database finds what is asked for."""
    asked: list[str] = []
    plain = unwrap_connection(connection)
    plain.set_trace_callback(asked.append)
    try:
        ask()
    finally:
        plain.set_trace_callback(None)
    [statement] = asked
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return [str(step[3]) for step in plan]


def test_the_run_that_locks_a_thread(connection: Connection) -> None:
    """Runs that have ended are not looked at."""
    plan = explain(
        connection,
        lambda: RUNS.list_all(connection, thread_id="thread_1", status=sorted(ACTIVE_STATUSES)),
    )
    assert "SEARCH run USING INDEX run_thread_lock (thread_id=?)" == plan[0]


def test_the_messages_of_a_run(connection: Connection) -> None:
    """Messages of other runs are not looked at."""
    plan = explain(connection, lambda: MESSAGES.list_all(connection, thread_id="thread_1", run_id="run_1"))
    assert "SEARCH message USING INDEX message_of_run (thread_id=? AND run_id=?)" == plan[0]


def test_the_newest_messages_of_a_thread(connection: Connection) -> None:
    """They are read in their order, so that nothing is sorted."""
    plan = explain(connection, lambda: [*MESSAGES.walk_back(connection, thread_id="thread_1")])
    assert ["SEARCH message USING INDEX ix_message_thread_id (thread_id=?)"] == plan


def test_runs_that_somebody_should_work_on(connection: Connection) -> None:
    """A sweep does not look at all runs that ever were."""
    plan = explain(connection, lambda: RUNS.list_all(connection, status=["queued", "in_progress"]))
    assert "SEARCH run USING INDEX ix_run_status (status=?)" == plan[0]
