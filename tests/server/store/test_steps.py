"""The steps of the tables do what they say of themselves, so that servers may go on while they are taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from assistants_v2_server.store import Database, upgrading
from assistants_v2_server.store.schema import COMPATIBLE_FROM, REVISION
from assistants_v2_server.store.step_indexes import StepIndex, build_ahead, make_indexes
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from ...databases.places import PostgresDatabases
from .steps import find_harm

STEPS: list[Script] = [
    *reversed([*ScriptDirectory(str(Path(upgrading.__file__).parent / "migrations")).walk_revisions()])
]
LATER_STEPS = [step for step in STEPS if step.down_revision is not None]
IDS = [step.revision for step in LATER_STEPS]


@pytest.fixture
def plain(postgres_databases: PostgresDatabases) -> Iterator[psycopg.Connection[Any]]:
    """A connection to an empty database, whose transaction a test ends itself."""
    with psycopg.connect(postgres_databases.new_empty()) as connection:
        yield connection


def wrap(plain: psycopg.Connection[Any]) -> Connection:
    """The same connection, as Alembic takes it."""
    return create_engine("postgresql+psycopg://", creator=lambda: plain, poolclass=StaticPool).connect()


def test_every_step_says_what_it_does() -> None:
    """Each is of a kind, and says from which schema on servers may stay; none takes a promise back."""
    assert {"expand", "shrink", "alone"} >= {step.module.kind for step in STEPS}
    promised = [step.module.compatible_from for step in STEPS]
    assert sorted(promised) == promised
    for step in LATER_STEPS:
        stands_alone = step.module.kind == "alone"
        assert (step.revision if stands_alone else step.down_revision) == step.module.compatible_from


def test_new_databases_say_what_the_last_step_says() -> None:
    """The number in the code is that of the step."""
    assert (REVISION, COMPATIBLE_FROM) == (STEPS[-1].revision, STEPS[-1].module.compatible_from)


@pytest.mark.parametrize("step", LATER_STEPS, ids=IDS)
def test_a_step_does_what_it_says(step: Script, plain: psycopg.Connection[Any]) -> None:
    """One that expands only adds, and keeps nobody waiting; one that shrinks only takes away."""
    connection = wrap(plain)
    upgrading.migrate(connection, str(step.down_revision))
    connection.commit()
    plain.autocommit = True
    build_ahead(plain, getattr(step.module, "indexes", ()))
    plain.autocommit = False
    assert [] == find_harm(plain, step.module.kind, lambda: upgrading.migrate(connection, step.revision))
    connection.close()


HARM = {
    "drops a column": ("expand", "ALTER TABLE run DROP COLUMN turns", "takes run.turns away"),
    "renames a column": ("expand", "ALTER TABLE run RENAME turns TO rounds", "takes run.turns away"),
    "drops a table": ("expand", "DROP TABLE kept", "takes kept.value away"),
    "renames a table": ("expand", "ALTER TABLE kept RENAME TO held", "takes kept.value away"),
    "drops an index": (
        "expand",
        "DROP INDEX message_of_run",
        "takes away message: CREATE INDEX message_of_run",
    ),
    "changes a type": ("expand", "ALTER TABLE run ALTER claims TYPE bigint", "changes run.claims"),
    "allows null": ("expand", "ALTER TABLE run ALTER settings DROP NOT NULL", "changes run.settings"),
    "forbids null": ("expand", "ALTER TABLE run ALTER owner SET NOT NULL", "changes run.owner"),
    "demands a value": ("expand", "ALTER TABLE run ADD note text NOT NULL", "demands run.note"),
    "writes a table anew": (
        "expand",
        "ALTER TABLE run ADD note uuid DEFAULT gen_random_uuid()",
        "writes run anew",
    ),
    "writes rows": ("expand", "UPDATE run SET turns = 0", "writes rows of run"),
    "makes an index": ("expand", "CREATE INDEX more ON run (claims)", "makes an index of run"),
    "forbids values": (
        "expand",
        "ALTER TABLE run ADD CHECK (claims < 9)",
        "adds to a table of before run: CHECK",
    ),
    "adds while it shrinks": (
        "shrink",
        "ALTER TABLE run DROP COLUMN turns, ADD COLUMN rounds integer",
        "adds run.rounds",
    ),
    "renames while it shrinks": ("shrink", "ALTER TABLE run RENAME turns TO rounds", "adds run.rounds"),
}


@pytest.mark.parametrize(("kind", "statement", "harm"), HARM.values(), ids=HARM)
def test_a_step_that_does_something_else_is_noticed(
    kind: str, statement: str, harm: str, postgres_databases: PostgresDatabases
) -> None:
    """What is wrong is named."""
    with psycopg.connect(postgres_databases.new()) as plain:
        found = find_harm(plain, kind, lambda: plain.execute(statement.encode()))
        plain.rollback()
    assert any(sentence.startswith(harm) for sentence in found), found


HARMLESS = {
    "adds columns": ("expand", "ALTER TABLE run ADD a text, ADD b integer NOT NULL DEFAULT 0"),
    "adds a table": (
        "expand",
        "CREATE TABLE remark (id text PRIMARY KEY, of text REFERENCES thread (id)); "
        "CREATE INDEX remarks ON remark (of)",
    ),
    "shrinks": ("shrink", "ALTER TABLE run DROP COLUMN turns; DROP TABLE kept"),
    "stands alone": ("alone", "ALTER TABLE run RENAME turns TO rounds"),
}


@pytest.mark.parametrize(("kind", "statement"), HARMLESS.values(), ids=HARMLESS)
def test_a_step_may_do_what_its_kind_is_for(
    kind: str, statement: str, postgres_databases: PostgresDatabases
) -> None:
    """Nothing is found."""
    with psycopg.connect(postgres_databases.new()) as plain:
        assert [] == find_harm(plain, kind, lambda: plain.execute(statement.encode()))
        plain.rollback()


def read_numbers(address: str) -> list[Any]:
    """What a database says of its schema."""
    with psycopg.connect(address) as plain:
        return plain.execute("SELECT version_num, compatible_from FROM alembic_version").fetchall()


def test_a_database_says_what_its_last_step_promises(postgres_databases: PostgresDatabases) -> None:
    """The number that older servers go by is there in new tables and after an upgrade."""
    upgraded = postgres_databases.new_empty()
    with psycopg.connect(upgraded) as plain, wrap(plain) as connection:
        upgrading.migrate(connection, "0001")
        connection.commit()
    Database(upgraded).close()
    assert [(REVISION, COMPATIBLE_FROM)] == read_numbers(upgraded) == read_numbers(postgres_databases.new())


INDEX = StepIndex("more", "message", ("thread_id", "seq"))


@pytest.mark.parametrize("left", ["nothing", "half an index"])
def test_an_index_is_made_while_others_write(left: str, postgres_databases: PostgresDatabases) -> None:
    """It is there once, whole, and what a process left that died at it is made anew."""
    address = postgres_databases.new()
    with psycopg.connect(address, autocommit=True) as plain:
        if left == "half an index":
            plain.execute("CREATE INDEX more ON message (role)")
            plain.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'more'::regclass")
        build_ahead(plain, [INDEX, StepIndex("later", "remark", ("id",)), StepIndex("x", "run", ("note",))])
        build_ahead(plain, [INDEX])
        found = plain.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'more'").fetchall()
        made = plain.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'more'::regclass").fetchall()
    assert ["btree (thread_id, seq)"] == [text.partition("USING ")[2] for (text,) in found]
    assert [(True,)] == made


def test_a_step_makes_only_the_indexes_that_are_not_there(postgres_databases: PostgresDatabases) -> None:
    """So it locks no table for one that was made ahead."""
    with psycopg.connect(postgres_databases.new(), autocommit=True) as plain:
        build_ahead(plain, [INDEX])
        plain.autocommit = False
        connection = wrap(plain)
        more = [INDEX, StepIndex("another", "run", ("claims",))]

        def take() -> None:
            with Operations.context(MigrationContext.configure(connection)):
                make_indexes(more)

        harm = find_harm(plain, "expand", take)
        connection.rollback()
        connection.close()
    assert ["makes an index of run"] == [said for said in harm if said.startswith("makes")]
