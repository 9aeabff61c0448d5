"""What the endpoint of a model calls objects of ours, and what a model has asked to be kept with a thread.

Both are written in the transaction that stores what they are about, and go with the thread. `runs` writes
them; the verb `upstream` and the pages read which of their ids belongs to which of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, or_, select

from . import tables
from .prepared import Prepared
from .rows import JsonObject

UpstreamKind: TypeAlias = Literal["response", "item", "call", "file", "conversation"]
"""What an endpoint has ids for."""

_IDS = tables.upstream_id.c
_KEPT = tables.kept.c

_LONGEST_KEY = 500
"""Characters of an identity by which something is kept as it is."""

_READING: dict[str, Prepared] = {}
"""The statement of `get_kept`, which each turn executes, by the kind of database."""


class UpstreamId(Struct, frozen=True, kw_only=True):
    """What an endpoint calls an object of ours.

    Attributes:
        id: Our id: of a step, a call, a message, a file or a thread.
        kind: What it is there.
        theirs: Its id there.
        host: The host of the endpoint; empty for one that has none.
        thread_id: The thread that the object belongs to.
        run_id: The run in which it was made.
        container: Where a file lies there; None, the default, if that is not known, and for anything else.
    """

    id: str
    kind: UpstreamKind
    theirs: str
    host: str
    thread_id: str
    run_id: str
    container: str | None = None

    def describe(self) -> dict[str, str | None]:
        """Return it by the names that people read, in the order in which they do."""
        return {
            "id": self.id,
            "kind": self.kind,
            "upstream_id": self.theirs,
            "container_id": self.container,
            "host": self.host,
            "run_id": self.run_id,
            "thread_id": self.thread_id,
        }


def add_upstream_ids(connection: Connection, found: Iterable[UpstreamId]) -> None:
    """Store what an endpoint calls some objects; a conversation, of which each turn tells, only once."""
    rows = [asdict(one) for one in found if one.kind != "conversation" or not _is_known(connection, one)]
    if rows:
        connection.execute(insert(tables.upstream_id), rows)


def find_upstream_ids(connection: Connection, identifier: str) -> list[UpstreamId]:
    """Return what is known of an id, in the order in which it was stored.

    Args:
        connection: A transaction.
        identifier: An id of ours or of an endpoint's; that of a run or a thread is for all that was made in
            it, and that of a container for the files in it.
    """
    ours = (_IDS.id, _IDS.theirs, _IDS.run_id, _IDS.thread_id)
    found = _read(connection, or_(*(column == identifier for column in ours)))
    return found or _read(connection, _IDS.container == identifier)  # by no index: it is rarely asked for


def keep_with_thread(connection: Connection, thread_id: str, answerer: str, value: JsonObject) -> None:
    """Keep something with a thread for a model, in place of what was kept before.

    Args:
        connection: A transaction.
        thread_id: The thread.
        answerer: The identity of the model.
        value: What is kept.
    """
    name = _shorten(answerer)
    connection.execute(delete(tables.kept).where(_KEPT.thread_id == thread_id, _KEPT.answerer == name))
    connection.execute(insert(tables.kept).values(thread_id=thread_id, answerer=name, value=value))


def get_kept(connection: Connection, thread_id: str, answerer: str) -> JsonObject | None:
    """Return what is kept with a thread for a model; None for nothing."""
    dialect = connection.dialect
    if dialect.name not in _READING:
        query = select(_KEPT.value).where(
            _KEPT.thread_id == bindparam("thread"), _KEPT.answerer == bindparam("model")
        )
        _READING[dialect.name] = Prepared(dialect, query, [_KEPT.value])
    reading = _READING[dialect.name]
    found = reading.fetch(connection, {"thread": thread_id, "model": _shorten(answerer)})
    return reading.read(found[0])["value"] if found else None


def _shorten(answerer: str) -> str:
    """Return what a model is called in a key, which has a bound on PostgreSQL: its identity, or a digest."""
    return (
        answerer if len(answerer) <= _LONGEST_KEY else sha256(answerer.encode(errors="replace")).hexdigest()
    )


def _is_known(connection: Connection, one: UpstreamId) -> bool:
    same = (_IDS.id == one.id, _IDS.kind == one.kind, _IDS.theirs == one.theirs)
    return connection.execute(select(_IDS.seq).where(*same)).first() is not None


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[UpstreamId]:
    columns = [_IDS[name] for name in ("id", "kind", "theirs", "host", "thread_id", "run_id", "container")]
    rows = connection.execute(select(*columns).where(condition).order_by(_IDS.seq))
    return [UpstreamId(**row) for row in rows.mappings()]
