"""The tables. `seq` is the order of making, which breaks ties inside one second."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from ..lifecycle import ACTIVE_STATUSES

METADATA: Final = MetaData()

# SQLite numbers rows by itself only in a column declared INTEGER.
_SEQUENCE: Final[TypeEngine[int]] = BigInteger().with_variant(Integer(), "sqlite")


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(
        name,
        METADATA,
        Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        Column("id", String(255), nullable=False, unique=True),
        *items,
        sqlite_autoincrement=True,
    )


def _time(name: str, *, nullable: bool = True) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, JSON(none_as_null=nullable), nullable=nullable)


def _inside(name: str, parent: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, ForeignKey(f"{parent}.id", ondelete="CASCADE"), nullable=nullable, index=True)


assistant: Final = _table(
    "assistant",
    _time("created_at", nullable=False),
    Column("name", Text),
    Column("description", Text),
    Column("model", Text, nullable=False),
    Column("instructions", Text),
    _json("tools"),
    _json("tool_resources"),
    _json("metadata"),
    Column("temperature", Float, nullable=False),
    Column("top_p", Float, nullable=False),
    Column("reasoning_effort", Text),
    _json("response_format"),
)

thread: Final = _table(
    "thread", _time("created_at", nullable=False), _json("tool_resources"), _json("metadata")
)

message: Final = _table(
    "message",
    _inside("thread_id", "thread"),
    _time("created_at", nullable=False),
    Column("role", String(32), nullable=False),
    _json("content"),
    _json("attachments"),
    _json("metadata"),
    Column("assistant_id", String(255)),
    Column("run_id", String(255)),
    Column("status", String(32), nullable=False),
    _json("incomplete_details", nullable=True),
    _time("completed_at"),
    _time("incomplete_at"),
)

run: Final = _table(
    "run",
    _inside("thread_id", "thread"),
    Column("assistant_id", String(255), nullable=False),
    Column("status", String(32), nullable=False, index=True),
    _time("created_at", nullable=False),
    _time("expires_at"),
    _time("started_at"),
    _time("cancelled_at"),
    _time("failed_at"),
    _time("completed_at"),
    _json("required_action", nullable=True),
    _json("last_error", nullable=True),
    _json("incomplete_details", nullable=True),
    _json("settings"),
    _json("metadata"),
    _json("usage", nullable=True),
    Column("claims", Integer, nullable=False),
)

step: Final = _table(
    "step",
    _inside("run_id", "run"),
    Column("thread_id", String(255), nullable=False),
    Column("assistant_id", String(255), nullable=False),
    Column("type", String(32), nullable=False),
    Column("status", String(32), nullable=False),
    _time("created_at", nullable=False),
    _time("expires_at"),
    _time("cancelled_at"),
    _time("failed_at"),
    _time("completed_at"),
    _json("last_error", nullable=True),
    _json("details"),
    _json("usage"),
)

# Where a deleted object stood in its list, so that a cursor at it still pages on:
# `for a in list(): delete(a)` asks for the page after an object that is gone.
deleted: Final = Table(
    "deleted",
    METADATA,
    Column("id", String(255), primary_key=True),
    Column("kind", String(32), nullable=False),
    _inside("thread_id", "thread", nullable=True),
    Column("seq", BigInteger, nullable=False),
)

_active = run.c.status.in_(sorted(ACTIVE_STATUSES))
_locked: Final[Column[str]] = run.c["thread_id"]
Index("run_thread_lock", _locked, unique=True, sqlite_where=_active, postgresql_where=_active)
