"""The tables of the first versions, whose files bear no number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import (
    make_float_type,
    make_json_type,
    make_sequence_type,
    make_string_type,
    make_text_type,
)

revision = "0001"
down_revision = None
compatible_from = "0001"
kind = "expand"

_ACTIVE = sa.text("status IN ('cancelling', 'in_progress', 'queued', 'requires_action')")


def upgrade() -> None:
    """Make the tables."""
    _make_table(
        "assistant",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("name", make_text_type()),
        sa.Column("description", make_text_type()),
        sa.Column("model", make_text_type(), nullable=False),
        sa.Column("instructions", make_text_type()),
        sa.Column("tools", make_json_type(), nullable=False),
        sa.Column("tool_resources", make_json_type(), nullable=False),
        sa.Column("metadata", make_json_type(), nullable=False),
        sa.Column("temperature", make_float_type(), nullable=False),
        sa.Column("top_p", make_float_type(), nullable=False),
        sa.Column("reasoning_effort", make_text_type()),
        sa.Column("response_format", make_json_type(), nullable=False),
    )
    _make_table(
        "thread",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("tool_resources", make_json_type(), nullable=False),
        sa.Column("metadata", make_json_type(), nullable=False),
    )
    _make_table(
        "message",
        _make_parent("thread_id", "thread", is_indexed=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("role", make_string_type(32), nullable=False),
        sa.Column("content", make_json_type(), nullable=False),
        sa.Column("attachments", make_json_type(), nullable=False),
        sa.Column("metadata", make_json_type(), nullable=False),
        sa.Column("assistant_id", make_string_type(255)),
        sa.Column("run_id", make_string_type(255)),
        sa.Column("status", make_string_type(32), nullable=False),
        sa.Column("incomplete_details", make_json_type(none_as_null=True)),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("incomplete_at", sa.BigInteger),
    )
    _make_table(
        "run",
        _make_parent("thread_id", "thread", is_indexed=False),
        sa.Column("assistant_id", make_string_type(255), nullable=False),
        sa.Column("status", make_string_type(32), nullable=False, index=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("failed_at", sa.BigInteger),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("required_action", make_json_type(none_as_null=True)),
        sa.Column("last_error", make_json_type(none_as_null=True)),
        sa.Column("incomplete_details", make_json_type(none_as_null=True)),
        sa.Column("settings", make_json_type(), nullable=False),
        sa.Column("metadata", make_json_type(), nullable=False),
        sa.Column("usage", make_json_type(none_as_null=True)),
        sa.Column("claims", sa.Integer, nullable=False),
    )
    _make_table(
        "step",
        _make_parent("run_id", "run", is_indexed=False),
        sa.Column("thread_id", make_string_type(255), nullable=False),
        sa.Column("assistant_id", make_string_type(255), nullable=False),
        sa.Column("type", make_string_type(32), nullable=False),
        sa.Column("status", make_string_type(32), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("failed_at", sa.BigInteger),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("last_error", make_json_type(none_as_null=True)),
        sa.Column("details", make_json_type(), nullable=False),
        sa.Column("usage", make_json_type(), nullable=False),
    )
    op.create_table(
        "deleted",
        sa.Column("id", make_string_type(255), primary_key=True),
        sa.Column("kind", make_string_type(32), nullable=False),
        _make_parent("thread_id", "thread", nullable=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    for table, parent in {"message": "thread_id", "run": "thread_id", "step": "run_id"}.items():
        _index_list(table, parent)
    op.create_index(
        "run_thread_lock", "run", ["thread_id"], unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE
    )


def _make_table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        sa.Column("id", make_string_type(255), nullable=False, unique=True),
        *columns,
        sqlite_autoincrement=True,
    )


def _index_list(table: str, parent: str) -> None:
    if op.get_bind().dialect.name == "postgresql":  # an index of SQLite ends in `seq` anyway
        op.create_index(f"{table}_in_order", table, [parent, "seq"])
    else:
        op.create_index(f"ix_{table}_{parent}", table, [parent])


def _make_parent(
    name: str, parent: str, *, nullable: bool = False, is_indexed: bool = True
) -> sa.Column[object]:
    return sa.Column(
        name,
        make_string_type(255),
        sa.ForeignKey(f"{parent}.id", ondelete="CASCADE"),
        nullable=nullable,
        index=is_indexed,
    )
