"""What the pages read beside single objects and lists: searches, counts, and parts of long threads.

Nothing here writes. A search looks at the texts as they are stored, without an index: to keep one would cost
every message, and to look at 200,000 messages takes less than a second. `ui` is the user.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Text, func, or_, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from ..encoding import write_json
from . import tables
from .collection import MESSAGES, RUNS, STEPS, THREADS
from .rows import MessageRow, RunRow, StepRow, ThreadRow

_ESCAPE = "!"
_MOST_ASKED = 200
"""How many ids a statement asks for."""

_ANY = "_"
"""What stands for any one letter in a pattern."""


def make_pattern(wanted: str) -> str:
    """Return a pattern that the stored form of every text has which has another in it, and some more.

    SQLite takes small and capital letters for the same only where they are ASCII, so any other letter will do
    in the place of one that is not.
    """
    stored = write_json(wanted)[1:-1]
    escaped = "".join(
        f"{_ESCAPE}{letter}" if letter in "%_!" else letter if letter.isascii() else _ANY for letter in stored
    )
    return f"%{escaped}%"


def find_threads(
    connection: Connection, pattern: str, known: str | None, above: int, below: int, most: int
) -> list[tuple[int, ThreadRow]]:
    """Return threads with their places in the list, newest first, in which a pattern may be found.

    Args:
        connection: A transaction.
        pattern: What is looked for, as `make_pattern` returns it: in the threads, and in their messages.
        known: The id of a thread that is wanted in any case; None for none.
        above: Only threads behind this place.
        below: Only threads before this one.
        most: How many at most.
    """
    thread, message = tables.thread.c, tables.message.c
    is_said = select(message.seq).where(
        message.thread_id == thread.id, _has(pattern, message.content, message.metadata, message.id)
    )
    is_wanted = or_(_has(pattern, thread.id, thread.metadata), thread.id == known, is_said.exists())
    query = select(thread.seq, thread.id).where(thread.seq > above, thread.seq < below, is_wanted)
    found = [
        (int(seq), str(key)) for seq, key in connection.execute(query.order_by(thread.seq.desc()).limit(most))
    ]
    rows = THREADS.find(connection, [key for _, key in found])
    return [(seq, rows[key]) for seq, key in found]


def find_messages(connection: Connection, thread_id: str, pattern: str, most: int) -> list[MessageRow]:
    """Return messages of a thread in which a pattern may be found, newest first; `most` at most."""
    message = tables.message.c
    query = (
        select(message.id)
        .where(message.thread_id == thread_id, _has(pattern, message.content, message.metadata, message.id))
        .order_by(message.seq.desc())
        .limit(most)
    )
    found = [*connection.execute(query).scalars()]
    rows = MESSAGES.find(connection, found)
    return [rows[key] for key in found]


def find_thread_of(connection: Connection, identifier: str) -> str | None:
    """Return the id of the thread that a run or a step with an id belongs to; None if there is none."""
    for table in (tables.run, tables.step):
        query = select(table.c.thread_id).where(table.c.id == identifier)
        found = connection.execute(query).scalar()
        if found is not None:
            return str(found)
    return None


def find_place(connection: Connection, thread_id: str) -> int | None:
    """Return where in the list of all threads one is; None if there is no such thread."""
    return connection.execute(select(tables.thread.c.seq).where(tables.thread.c.id == thread_id)).scalar()


def find_last_place(connection: Connection) -> int:
    """Return the place of the newest thread; 0 if there is none."""
    return connection.execute(select(func.max(tables.thread.c.seq))).scalar() or 0


def count_messages(connection: Connection, thread_ids: Sequence[str]) -> dict[str, int]:
    """Return how many messages some threads have, by id."""
    column = tables.message.c.thread_id
    query = select(column, func.count()).where(column.in_(thread_ids)).group_by(column)
    found: dict[str, int] = dict.fromkeys(thread_ids, 0)
    found.update((str(key), int(number)) for key, number in connection.execute(query))
    return found


def list_runs(connection: Connection, thread_id: str, since: int, until: int | None) -> list[RunRow]:
    """Return the runs of a thread that began at a time or later, and before another, oldest first.

    Args:
        connection: A transaction.
        thread_id: The thread.
        since: Unix seconds.
        until: Unix seconds, which are not among them; None for no end.
    """
    run = tables.run.c
    query = select(run.id).where(run.thread_id == thread_id, run.created_at >= since)
    if until is not None:
        query = query.where(run.created_at < until)
    found = [*connection.execute(query.order_by(run.seq)).scalars()]
    rows = RUNS.find(connection, found)
    return [rows[key] for key in found]


def list_steps(connection: Connection, run_ids: Sequence[str]) -> dict[str, list[StepRow]]:
    """Return the steps of some runs, oldest first, by the id of the run."""
    step, found = tables.step.c, {key: list[StepRow]() for key in run_ids}
    for start in range(0, len(run_ids), _MOST_ASKED):
        some = run_ids[start : start + _MOST_ASKED]
        query = select(step.id).where(step.run_id.in_(some)).order_by(step.seq)
        keys = [*connection.execute(query).scalars()]
        rows = STEPS.find(connection, keys)
        for row in map(rows.__getitem__, keys):
            found[row.run_id].append(row)
    return found


def _has(pattern: str, *columns: ColumnElement[object]) -> ColumnElement[bool]:
    return or_(*(_Alike(column, pattern) for column in columns))


class _Alike(ColumnElement[bool]):
    """Whether a text is like a pattern as it is stored; small and capital letters of ASCII are the same."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[object], pattern: str) -> None:
        self.inner = type_coerce(column, Text)
        self.pattern = pattern


@compiles(_Alike, "sqlite")
def _write_like(element: _Alike, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.inner.like(element.pattern, escape=_ESCAPE), **options)


@compiles(_Alike, "postgresql")
def _write_ilike(element: _Alike, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.inner.ilike(element.pattern, escape=_ESCAPE), **options)
