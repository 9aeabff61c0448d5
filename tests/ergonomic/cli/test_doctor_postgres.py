"""`assistants-v2 doctor --database postgresql://…`: what is found of a database on a server."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg
import pytest
from assistants_v2 import Assistants
from assistants_v2_server import DatabaseRefused, LocalTransport, Server
from assistants_v2_server.store import Database
from psycopg import sql

from ...databases.places import PostgresDatabases
from ...waiting import wait_until
from .test_doctor import Findings, examine, states


@pytest.fixture
def address(postgres_databases: PostgresDatabases) -> str:
    """A database with the tables of today."""
    return postgres_databases.new()


def list_said(found: Findings) -> dict[str, str]:
    """What is said of a database, by name."""
    return {name: finding["said"] for (topic, name), finding in found.items() if topic == "database"}


def test_a_database_that_is_sound(address: str) -> None:
    """Version, schema, rights, connections, servers and rows are told, and nothing is changed by looking."""
    with Assistants.local(address) as client:
        client.files.create(file=("a.txt", b"text"), purpose="assistants")
        thread = client.threads.create(messages=[{"role": "user", "content": "Hello."}])
        assistant = client.assistants.create(model="rehearsal")
        client.threads.runs.execute(thread.id, assistant_id=assistant.id)
        done, found = examine("--database", address)
    assert 0 == done.status, done.out
    of_database = states(found, "database")
    assert {"reached", "version", "schema", "rights", "connections", "queue"} == {
        name for name, state in of_database.items() if state == "ok"
    }
    assert {"served", "files", "rows", "jobs"} == {
        name for name, state in of_database.items() if state == "note"
    }
    said = list_said(found)
    assert "one server has it open" == said["served"]
    assert "in the database, in rows of 1 MB" == said["files"]
    assert "1 in thread" in said["rows"]
    assert "a server here opens up to 20" in said["connections"]


def test_servers_that_have_it_open_are_counted(address: str) -> None:
    """Also those that have nothing to do; each is one, however many connections it has."""
    code = (
        "import sys; from assistants_v2_server import Server; Server(sys.argv[1], works=sys.argv[2]); input()"
    )
    with ExitStack() as started:
        for works in ("none", "shared"):
            server = subprocess.Popen([sys.executable, "-c", code, address, works], stdin=subprocess.PIPE)
            started.callback(server.communicate, b"\n")
        expected = "2 servers have it open"
        wait_until(lambda: expected == list_said(examine("--database", address)[1])["served"])


def test_servers_of_two_versions_are_told_apart(address: str) -> None:
    """So whoever replaces one by one sees what is left to do."""
    with psycopg.connect(address, autocommit=True) as plain:
        for server, knows in (("a", "0007"), ("b", "0008"), ("c", "0008")):
            add = "INSERT INTO fleet VALUES (%s, %s, extract(epoch FROM clock_timestamp()) + 600)"
            plain.execute(add, (server, knows))
    said = list_said(examine("--database", address)[1])["served"]
    assert "3 servers have it open: 1 with 0007, 2 with 0008" == said


def test_a_queue_is_told(address: str) -> None:
    """How many runs wait behind a door, and for how long; whoever lets them wait is told to start workers."""
    with Server(address, works="none") as door:
        with httpx.Client(transport=LocalTransport(door), base_url="http://local/v1") as client:
            assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
            asked = {"messages": [{"role": "user", "content": "q"}]}
            client.post("/threads/runs", json={"assistant_id": assistant, "thread": asked}).raise_for_status()
        found = examine("--database", address)[1]
        assert "ok" == found["database", "jobs"]["state"]
        assert "1 run waits, begun by nobody for " in found["database", "queue"]["said"]
        assert not found["database", "queue"].get("remedy")
        with psycopg.connect(address) as connection:
            connection.execute("UPDATE run SET created_at = created_at - 300")
        found = examine("--database", address)[1]
    assert "Start workers" in found["database", "queue"]["remedy"]


def test_a_conversation_is_held_on_request(address: str) -> None:
    """As with a file, and it leaves nothing behind."""
    done, found = examine("--database", address, "--try")
    assert 0 == done.status, done.out
    assert {"objects": "ok", "run": "ok", "stream": "ok"} == states(found, "trial")
    assert "0 in thread" not in list_said(examine("--database", address)[1])["rows"]


def test_a_database_without_tables(postgres_databases: PostgresDatabases) -> None:
    """The first server makes them, and not who only looks."""
    empty = postgres_databases.new_empty()
    for _ in range(2):
        done, found = examine("--database", empty)
        assert 0 == done.status
        assert "no tables in the schema 'public' yet" in list_said(found)["schema"]


@pytest.fixture
def stranger(address: str) -> Iterator[str]:
    """The same database for a user who may do nothing there."""
    parts = urlsplit(address)
    name = f"stranger_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'geheim'").format(sql.Identifier(name)))
        yield urlunsplit(parts._replace(netloc=f"{name}:geheim@{parts.netloc.rpartition('@')[2]}"))
        admin.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_a_user_who_may_not_work_there(stranger: str) -> None:
    """It is said what is to be granted, and the password is not shown."""
    done, found = examine("--database", stranger)
    assert 1 == done.status
    rights = found["database", "rights"]
    assert ("bad", True) == (rights["state"], "may not read and write assistant" in rights["said"])
    assert "SELECT, INSERT, UPDATE and DELETE" in rights["remedy"]
    assert "geheim" not in done.out


def test_a_user_who_cannot_upgrade(address: str, stranger: str) -> None:
    """One that may read and write is enough to serve, but not for the next version."""
    name = sql.Identifier(urlsplit(stranger).username or "")
    with psycopg.connect(address, autocommit=True) as admin:
        grant = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}"
        admin.execute(sql.SQL(grant).format(name))
    _, found = examine("--database", stranger)
    assert "note" == found["database", "rights"]["state"]
    assert "not make tables" in found["database", "rights"]["said"]


def test_a_user_who_may_use_no_jobs(address: str, stranger: str) -> None:
    """Doors and workers need more than the tables of conversations; what is missing is told, one by one."""
    Server(address, works="none").close()  # it makes the tables of jobs
    name = sql.Identifier(urlsplit(stranger).username or "")
    home = sql.SQL("SCHEMA assistants_v2_jobs TO")
    grants = [
        (sql.SQL("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO"), "assistants_v2_jobs"),
        (sql.SQL("USAGE ON {}").format(home), "assistants_v2_jobs.job,"),
        (sql.SQL("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN {}").format(home), "job_id_seq"),
    ]
    with psycopg.connect(address, autocommit=True) as admin:
        for grant, lacking in grants:
            admin.execute(sql.SQL("GRANT {} {}").format(grant, name))
            done, found = examine("--database", stranger)
            assert (1, "bad") == (done.status, found["database", "jobs"]["state"])
            assert lacking in found["database", "jobs"]["said"]
            with pytest.raises(DatabaseRefused, match='says below "Rights"'):
                Server(stranger, works="shared", migrate=False)
        admin.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN {} {}").format(home, name))
    done, found = examine("--database", stranger)
    assert (0, "ok") == (done.status, found["database", "jobs"]["state"])
    Server(stranger, works="shared", migrate=False).close()


def test_a_user_who_can_make_no_schema_of_jobs(address: str, stranger: str) -> None:
    """It is said before a door is started."""
    done, found = examine("--database", stranger)
    assert (1, "bad") == (done.status, found["database", "jobs"]["state"])
    assert "AUTHORIZATION for this user" in found["database", "jobs"]["remedy"]


def test_few_connections_are_told(address: str) -> None:
    """Whoever has more processes than the server takes learns it here."""
    done, found = examine("--database", f"{address}?pool_size=5000")
    finding = found["database", "connections"]
    assert (0, "note") == (done.status, finding["state"])
    assert "pool_size" in finding["remedy"]


def test_a_server_that_is_not_there() -> None:
    """Status 3, as of any server; without the password."""
    done, found = examine("--database", "postgresql://me:geheim@127.0.0.1:1/kept")
    finding = found["database", "reached"]
    assert (3, "bad") == (done.status, finding["state"])
    assert "Connection refused" in finding["said"]
    assert finding["remedy"].startswith("See whether PostgreSQL runs there")
    assert "geheim" not in done.out


def test_bytes_that_are_elsewhere(address: str, tmp_path: Path) -> None:
    """Files whose bytes are in a folder are looked for where that is said, and else are missing."""
    folder = tmp_path / "bytes"
    with Assistants.local(address, files_folder=folder) as client:
        client.files.create(file=("a.txt", b"text"), purpose="assistants")
    done, found = examine("--database", address)
    assert (1, True) == (done.status, "1 of 1 files" in found["database", "damage"]["said"])
    assert "--files" in found["database", "damage"]["remedy"]
    for option in ("--files-folder", "--files"):
        done, found = examine("--database", address, option, str(folder))
        assert (0, str(folder)) == (done.status, list_said(found)["files"])


def test_tables_that_another_program_changed(postgres_databases: PostgresDatabases) -> None:
    """What they lack is named."""
    address = postgres_databases.new_empty()
    Database(address).close()
    with psycopg.connect(address) as connection:
        connection.execute("ALTER TABLE run DROP COLUMN usage")
    done, found = examine("--database", address)
    assert (1, "bad") == (done.status, found["database", "schema"]["state"])
    assert "run.usage" in found["database", "schema"]["said"]
