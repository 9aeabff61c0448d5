"""The PostgreSQL of the tests: it is there when it is needed, and gone when nobody needs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from assistants_v2_server.store import THREADS, Database, ThreadRow, tables
from sqlalchemy import select

from .clusters import Cluster, share_cluster
from .places import Admin, PostgresDatabases
from .programs import explain_absence

_ROOT = Path(__file__).parents[2]

_USER = """
import sys, time
from pathlib import Path
from tests.databases.clusters import share_cluster
with share_cluster(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that processes have in common, where the tests can bring a PostgreSQL."""
    absence = explain_absence()
    if absence is not None:
        pytest.skip(f"no PostgreSQL: {absence}")
    return tmp_path


def start_user(folder: Path) -> subprocess.Popen[str]:
    """A process that uses the PostgreSQL of a folder until it is ended."""
    command = [sys.executable, "-c", _USER, str(folder)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def read_url(user: subprocess.Popen[str]) -> str:
    """Where the PostgreSQL is that a process uses."""
    assert user.stdout is not None
    return user.stdout.readline().strip()


def find_process(url: str) -> int:
    """The process of the PostgreSQL with an address."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    assert found is not None
    return int(found[0].split()[0])


def wait_until_gone(process: int) -> None:
    """Wait until there is no such process."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("PostgreSQL is still there")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_last_who_uses_it(folder: Path, number: signal.Signals) -> None:
    """Processes share one, which is there for the second when the first is killed, and gone after both."""
    first = start_user(folder)
    url = read_url(first)
    second = start_user(folder)
    assert url == read_url(second)
    process = find_process(url)
    for user in (first, second):
        assert process == find_process(url)
        user.send_signal(number)
        user.communicate(timeout=30)
    wait_until_gone(process)


def test_another_one_comes_after_it(folder: Path) -> None:
    """Who comes after the last gets one anew."""
    for _ in range(2):
        with share_cluster(folder) as url, psycopg.connect(url) as connection:
            assert (1,) == connection.execute("SELECT 1").fetchone()


def test_it_can_be_stopped_and_started(cluster: Cluster) -> None:
    """It is at the same address again, with what was committed; connections are cut meanwhile."""
    with closing(psycopg.connect(cluster.url, autocommit=True)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        cluster.stop()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(cluster.url)
    cluster.start()
    cluster.kill()
    cluster.start()
    cluster.restart()
    with psycopg.connect(cluster.url) as again:
        assert (7,) == again.execute("SELECT number FROM kept").fetchone()


def test_it_leaves_nothing(folder: Path) -> None:
    """Its process is gone when a test has closed it, and so is its folder."""
    cluster = Cluster()
    try:
        process = find_process(cluster.url)
        with psycopg.connect(cluster.url) as connection:
            found = connection.execute("SHOW data_directory").fetchone()
        assert found is not None
        data = Path(found[0])
        assert data.is_dir()
    finally:
        cluster.close()
    assert not data.parent.exists()
    wait_until_gone(process)


def test_a_test_has_databases_of_its_own(postgres_databases: PostgresDatabases, tmp_path: Path) -> None:
    """Each `new` is another one, the same name the same, and connections to one can be cut."""
    first, second = postgres_databases.new(), postgres_databases.at(tmp_path / "a.db")
    assert first != second
    assert second == postgres_databases.at(tmp_path / "a.db")
    with closing(psycopg.connect(second, autocommit=True)) as connection:
        assert 1 == postgres_databases.cut_connections(second)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    postgres_databases.remove()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first)


THREAD = ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={})


def test_a_database_that_was_used_is_as_new(
    postgres_admin: Admin, postgres_template: Callable[[], str]
) -> None:
    """Its rows are gone, numbers begin anew, and whoever was connected finds it no more."""
    address = postgres_admin.create(postgres_template())
    for _ in range(2):
        with closing(Database(address)) as database:
            with database.write() as connection:
                THREADS.insert(connection, THREAD)
            with database.read() as connection:
                assert [1] == [*connection.execute(select(tables.thread.c.seq)).scalars()]
            recycled = postgres_admin.recycle(address, postgres_template())
            assert recycled is not None
            with pytest.raises(psycopg.OperationalError, match="does not exist"):
                psycopg.connect(address)
        address = recycled
    postgres_admin.drop(address)


def test_a_database_whose_tables_were_changed_is_dropped(
    postgres_admin: Admin, postgres_template: Callable[[], str]
) -> None:
    """No other test shall meet it."""
    address = postgres_admin.create(postgres_template())
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE run ADD COLUMN more text")
    assert postgres_admin.recycle(address, postgres_template()) is None
