"""Servers of two versions side by side, before, while and after one of them upgrades the tables."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import httpx
import psycopg
import pytest
from assistants_v2_server.store.schema import REVISION

from ..databases.places import PostgresDatabases
from ..waiting import wait_until
from .door.serving import Serving, serving, working
from .versions import Step, make_version

pytestmark = pytest.mark.slow

NEXT, LATER = (f"{int(REVISION) + more:04}" for more in (1, 2))

EXPAND = Step(
    NEXT,
    REVISION,
    compatible_from=REVISION,
    kind="expand",
    statements=(
        "ALTER TABLE run ADD COLUMN note TEXT",
        "ALTER TABLE thread ADD COLUMN weight INTEGER NOT NULL DEFAULT 7",
        "CREATE TABLE remark (id TEXT PRIMARY KEY, "
        "thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE)",
    ),
    indexes=(("step_by_time", "step", ("thread_id", "created_at")),),
)
SHRINK = Step(
    LATER,
    NEXT,
    compatible_from=NEXT,
    kind="shrink",
    statements=("ALTER TABLE run DROP COLUMN note", "DROP TABLE remark"),
)


@attrs.frozen
class Fleet:
    """Starts servers of several versions on one database.

    Attributes:
        stack: Ends them with the test.
        folder: Where logs go, each in a folder of its own.
        database: Where they work.
        versions: What each version has as PYTHONPATH.
    """

    stack: ExitStack
    folder: Path
    database: str
    versions: dict[str, str]

    def serve(self, version: str, name: str, *options: str) -> Serving:
        """Start a door."""
        folder = self.folder / name
        folder.mkdir()
        place = ("--database", self.database, "--interpreter", "none")
        return self.stack.enter_context(serving(folder, *place, *options, **self._be(version)))

    def work(self, version: str, name: str) -> Path:
        """Start a worker; return its log."""
        log = self.folder / f"{name}.log"
        place = ("--database", self.database, "--interpreter", "none", "--log-level", "debug")
        self.stack.enter_context(working(log, *place, **self._be(version)))
        return log

    def _be(self, version: str) -> dict[str, str]:
        return {"PYTHONPATH": self.versions[version]} if version in self.versions else {}


def hold_conversation(door: Serving, looks: Serving | None = None) -> list[str]:
    """Have a question answered at a door; return the texts of the thread, as it or another one has them."""
    with httpx.Client(base_url=door.base_url, timeout=60, trust_env=False) as client:
        assistant = client.post("/assistants", json={"model": "rehearsal"}).raise_for_status().json()["id"]
        thread = {"messages": [{"role": "user", "content": "Good morning."}]}
        body = {"assistant_id": assistant, "thread": thread}
        run = client.post("/threads/runs", json=body).raise_for_status().json()
    base_url = (looks or door).base_url
    with httpx.Client(base_url=base_url, timeout=60, trust_env=False) as client:
        path = f"/threads/{run['thread_id']}"
        wait_until(lambda: client.get(f"{path}/runs/{run['id']}").json()["status"] == "completed")
        listed: list[Any] = client.get(f"{path}/messages", params={"order": "asc"}).json()["data"]
        return [message["content"][0]["text"]["value"] for message in listed]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The versions to come: the next one expands the tables, a later one shrinks them."""
    return {
        "next": make_version(tmp_path_factory.mktemp("next"), EXPAND),
        "later": make_version(tmp_path_factory.mktemp("later"), EXPAND, SHRINK),
    }


@pytest.fixture
def start_fleet(tmp_path: Path, versions: dict[str, str]) -> Iterator[Callable[[str], Fleet]]:
    """Makes what starts servers on a database."""
    with ExitStack() as stack:
        yield lambda database: Fleet(stack, tmp_path, database, versions)


def read_schema(database: str) -> tuple[Any, ...] | None:
    """What a database says of its schema."""
    with psycopg.connect(database) as connection:
        return connection.execute("SELECT version_num, compatible_from FROM alembic_version").fetchone()


def test_doors_and_workers_of_two_versions_work_side_by_side(
    start_fleet: Callable[[str], Fleet], postgres_databases: PostgresDatabases
) -> None:
    """The newer one upgrades the tables while the older one works; runs of either are worked on by either."""
    fleet = start_fleet(postgres_databases.new_empty())
    old = fleet.serve("this", "old", "--no-work")
    old_work = fleet.work("this", "old-work")
    expected = hold_conversation(old)
    new = fleet.serve("next", "new", "--no-work")
    assert (NEXT, REVISION) == read_schema(fleet.database)
    assert "the index step_by_time of the table step is being made" in new.log.read_text("utf-8")
    assert [expected, expected] == [hold_conversation(new, looks=old), hold_conversation(old, looks=new)]
    new_work = fleet.work("next", "new-work")
    wait_until(lambda: hold_conversation(old) == expected and "was claimed by" in new_work.read_text("utf-8"))
    taken = old_work.read_text("utf-8").count("was claimed by")
    wait_until(
        lambda: (
            hold_conversation(new) == expected and old_work.read_text("utf-8").count("was claimed by") > taken
        )
    )
    again = fleet.serve("this", "again", "--no-migrate", "--no-work")
    assert f"has schema {NEXT}, of a newer version" in again.log.read_text("utf-8")
    assert expected == hold_conversation(again, looks=new)


def test_tables_shrink_when_nobody_needs_what_goes(
    start_fleet: Callable[[str], Fleet], postgres_databases: PostgresDatabases
) -> None:
    """A version two steps ahead waits until the last server of this one is gone; the next goes on."""
    fleet = start_fleet(postgres_databases.new_empty())
    old, new = fleet.serve("this", "old"), fleet.serve("next", "new")
    expected = hold_conversation(old)
    with ThreadPoolExecutor(1) as pool:
        starting = pool.submit(fleet.serve, "later", "newest")
        log = fleet.folder / "newest" / "serve.log"
        waits = "while older servers work with it (1, which know "
        wait_until(lambda: log.exists() and waits in log.read_text("utf-8"))
        assert expected == hold_conversation(old, looks=new)
        assert (NEXT, REVISION) == read_schema(fleet.database)
        assert 0 == old.end(signal.SIGTERM)[0]
        newest = starting.result(60)
    assert (LATER, NEXT) == read_schema(fleet.database)
    assert [expected, expected] == [
        hold_conversation(new, looks=newest),
        hold_conversation(newest, looks=new),
    ]


def test_a_file_that_the_next_version_has_upgraded_is_served_by_this_one_too(
    start_fleet: Callable[[str], Fleet], tmp_path: Path
) -> None:
    """Also side by side; so nothing that was written since is lost to whoever goes back."""
    fleet = start_fleet(str(tmp_path / "a.db"))
    old = fleet.serve("this", "old")
    expected = hold_conversation(old)
    old.end(signal.SIGTERM)
    new = fleet.serve("next", "new")
    assert f"was upgraded from schema {REVISION} to {NEXT}" in new.log.read_text("utf-8")
    back = fleet.serve("this", "back")
    assert [expected, expected] == [
        hold_conversation(new, looks=back),
        hold_conversation(back, looks=new),
    ]
