"""A PostgreSQL of its own for a case, set as users set theirs, and what it does without us.

The cases about workers and about millions of rows use it. Its programs are those of the tests: a wheel brings
them, `pgbench` among them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from report import read_load

SETTINGS: Mapping[str, str] = {
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
    "maintenance_work_mem": "512MB",
    "track_commit_timestamp": "on",
    "log_line_prefix": "%a [%p] ",
    "log_checkpoints": "off",
}
"""What differs from the PostgreSQL of the tests, but for `fsync`, which each case chooses."""

_COMMIT = "INSERT INTO commits (body) VALUES (repeat('x', 400));\n"
"""What pgbench commits: a row as large as a message."""


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL.

    Attributes:
        url: Its database.
        fsync: Whether a commit waits for the disk.
    """

    url: str
    fsync: bool

    def fetch(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement.encode(), values or None).fetchall()

    def execute(self, *statements: str) -> None:
        """Execute statements, each in a transaction of its own."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def address(self, who: str) -> str:
        """Return its address for a process, under whose name PostgreSQL knows its connections."""
        return f"{self.url}?application_name={who}"

    def new(self, name: str) -> Postgres:
        """Return another database in it, without tables."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        return Postgres(f"{self.url.rpartition('/')[0]}/{name}", self.fsync)

    def read_log(self) -> str:
        """Return what it has logged."""
        [(data,)] = self.fetch("SHOW data_directory")
        return (Path(data).parent / "log").read_text("utf-8", "replace")

    def count_commits(self, clients: int, seconds: int) -> float:
        """Return how many transactions of one INSERT are committed in a second, by pgbench.

        Args:
            clients: How many connections commit side by side.
            seconds: How long.
        """
        create = "CREATE TABLE IF NOT EXISTS commits (id bigserial PRIMARY KEY, body text)"
        self.execute(create)
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(_COMMIT)
            script.flush()
            words = [find_program("pgbench"), "--no-vacuum", "--client", str(clients), "--protocol=prepared"]
            command = [*words, "--time", str(seconds), "--file", script.name, self.url]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
        assert found
        return float(found[1])

    def describe(self) -> str:
        """Return in a line what it is, and what machine it is on."""
        [(version,)] = self.fetch("SHOW server_version")
        return (
            f"PostgreSQL {version}, fsync {'on' if self.fsync else 'off'}; {os.cpu_count()} cores for it, "
            f"all servers, the model and the clients; load {read_load():.1f}"
        )


def find_program(name: str) -> str:
    """Return where a program of PostgreSQL is."""
    programs = _import_tests("programs").find_programs(Path(tempfile.gettempdir()))
    return str(programs.folder / name)


@contextmanager
def running_postgres(*, fsync: bool, **settings: str) -> Generator[Postgres]:
    """Start a PostgreSQL, which is gone after the block with all it had.

    Args:
        fsync: Whether a commit waits for the disk.
        settings: What else is set, beside `SETTINGS`.
    """
    chosen = {**SETTINGS, "fsync": "on" if fsync else "off", **settings}
    cluster = _import_tests("clusters").Cluster(chosen)
    try:
        yield Postgres(cluster.url, fsync)
    finally:
        cluster.close()


def _import_tests(name: str) -> Any:
    """Return a module of `tests.databases`; it is imported late, and by name: tests are no library."""
    root = str(Path(__file__).parents[1])
    if root not in sys.path:
        sys.path.append(root)
    return import_module(f"tests.databases.{name}")
