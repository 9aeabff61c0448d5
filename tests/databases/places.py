"""Where a test opens a database: in memory, in a file, or in a PostgreSQL. `fixtures` makes it.

A test that says `databases.new()` or `databases.at(path)` is run once with either kind.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

Kind = Literal["sqlite", "postgresql"]

KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")

_PREFIX = "assistants_v2_test_"


_EMPTY = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
        FROM pg_sequences WHERE last_value IS NOT NULL;
END $$
"""
"""What deletes all rows; those that refer to others go with them."""


_SHAPE = """
SELECT md5(coalesce(string_agg(format('%s.%s.%s', attrelid::regclass, attname, atttypid::regtype), ' '
    ORDER BY attrelid::regclass::text, attnum), ''))
    || (SELECT string_agg(version_num, ' ') FROM alembic_version)
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND attnum > 0
"""
"""What a database looks like, without its rows: another text for each."""


class Databases(Protocol):
    """Where a test opens databases; they are gone after it.

    Attributes:
        kind: Of what kind they are.
    """

    kind: Kind

    def new(self) -> str:
        """Return where another database is, without any rows: in memory, if it can be."""
        ...

    def at(self, path: Path) -> str:
        """Return where a database is that bears the name of a file; the same each time."""
        ...


class SqliteDatabases:
    """Databases in memory and in files."""

    kind: Kind = "sqlite"

    def new(self) -> str:
        """Return the place in memory."""
        return ":memory:"

    def at(self, path: Path) -> str:
        """Return the file itself."""
        return str(path)


class PostgresDatabases:
    """Databases of a PostgreSQL.

    Args:
        admin: The PostgreSQL.
        template: Returns which database is copied.
        spare: Empty databases that earlier tests have left.
    """

    kind: Kind = "postgresql"

    def __init__(self, admin: Admin, template: Callable[[], str], spare: list[str]) -> None:
        self._admin = admin
        self._template = template
        self._spare = spare
        self._like_template: list[str] = []
        self._made: list[str] = []
        self._named: dict[str, str] = {}

    def new(self) -> str:
        """Return the address of another database."""
        address = self._spare.pop() if self._spare else self._admin.create(self._template())
        self._like_template.append(address)
        return address

    def new_empty(self) -> str:
        """Return the address of another database, which has no tables yet."""
        self._made.append(self._admin.create())
        return self._made[-1]

    def at(self, path: Path) -> str:
        """Return the address of the database that bears the name of a file."""
        name = os.fspath(path)
        if name not in self._named:
            self._named[name] = self.new()
        return self._named[name]

    def cut_connections(self, address: str) -> int:
        """Cut all connections to a database; return how many there were."""
        return self._admin.cut_connections(address)

    def remove(self) -> None:
        """Drop what was made, or leave it for other tests."""
        while self._made:
            self._admin.drop(self._made.pop())
        while self._like_template:
            recycled = self._admin.recycle(self._like_template.pop(), self._template())
            self._spare += [] if recycled is None else [recycled]


class Admin:
    """Makes databases in a PostgreSQL, and drops them.

    Args:
        url: One of its databases, for a user who may make others.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._shapes: dict[str, object] = {}

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or like another one to which nobody is connected; return its address."""
        name = f"{_PREFIX}{secrets.token_hex(8)}"
        source = "template0" if template is None else name_database(template)
        # A template is small: to copy its files takes less than to write all of them to the log as well.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._connection.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))

    def recycle(self, address: str, template: str) -> str | None:
        """Empty a database that was made like another one, and name it anew; return its address.

        That takes a tenth of what making another one takes. Who goes on looking for it does not find it. One
        of which a test has changed more than rows is dropped, and None returned.
        """
        name = f"{_PREFIX}{secrets.token_hex(8)}"
        place = urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        try:
            self.cut_connections(address)
            self._connection.execute(
                rename.format(sql.Identifier(name_database(address)), sql.Identifier(name))
            )
            with psycopg.connect(place, autocommit=True) as connection:
                connection.execute(_EMPTY)
                shape = connection.execute(_SHAPE).fetchone()
        except psycopg.Error:  # somebody has connected again, or a table is gone
            shape = None
        if shape is not None and shape == self._find_shape(template):
            return place
        self.drop(address)
        self.drop(place)
        return None

    def drop(self, address: str) -> None:
        """Drop a database, whoever is connected to it."""
        name = sql.Identifier(name_database(address))
        self._connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _find_shape(self, template: str) -> object:
        if template not in self._shapes:
            with psycopg.connect(template) as connection:
                self._shapes[template] = connection.execute(_SHAPE).fetchone()
        return self._shapes[template]

    def cut_connections(self, address: str) -> int:
        """Cut all connections to a database, and wait until they are; return how many there were."""
        cut = "SELECT count(pg_terminate_backend(pid, 30000)) FROM pg_stat_activity WHERE datname = %s"
        found = self._connection.execute(cut, (name_database(address),)).fetchone()
        return 0 if found is None else int(found[0])

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def name_database(address: str) -> str:
    """Return the name of the database that an address names."""
    return urlsplit(address).path.removeprefix("/")
