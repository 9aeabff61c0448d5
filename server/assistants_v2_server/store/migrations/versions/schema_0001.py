"""The tables of the first versions, whose files bear no number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SEQUENCE: sa.types.TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ACTIVE = sa.text("status IN ('cancelling', 'in_progress', 'queued', 'requires_action')")


def upgrade() -> None:
    """Make the tables."""
    _make_table(
        "assistant",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("description", sa.Text),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("instructions", sa.Text),
        sa.Column("tools", sa.JSON, nullable=False),
        sa.Column("tool_resources", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("temperature", sa.Float, nullable=False),
        sa.Column("top_p", sa.Float, nullable=False),
        sa.Column("reasoning_effort", sa.Text),
        sa.Column("response_format", sa.JSON, nullable=False),
    )
    _make_table(
        "thread",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("tool_resources", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
    )
    _make_table(
        "message",
        _make_parent("thread_id", "thread"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("attachments", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("assistant_id", sa.String(255)),
        sa.Column("run_id", sa.String(255)),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("incomplete_details", sa.JSON),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("incomplete_at", sa.BigInteger),
    )
    _make_table(
        "run",
        _make_parent("thread_id", "thread"),
        sa.Column("assistant_id", sa.String(255), nullable=False),
        sa.Column("status", sa.String(32), nullable=False, index=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("failed_at", sa.BigInteger),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("required_action", sa.JSON),
        sa.Column("last_error", sa.JSON),
        sa.Column("incomplete_details", sa.JSON),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("usage", sa.JSON),
        sa.Column("claims", sa.Integer, nullable=False),
    )
    _make_table(
        "step",
        _make_parent("run_id", "run"),
        sa.Column("thread_id", sa.String(255), nullable=False),
        sa.Column("assistant_id", sa.String(255), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("failed_at", sa.BigInteger),
        sa.Column("completed_at", sa.BigInteger),
        sa.Column("last_error", sa.JSON),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("usage", sa.JSON, nullable=False),
    )
    op.create_table(
        "deleted",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        _make_parent("thread_id", "thread", nullable=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "run_thread_lock", "run", ["thread_id"], unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE
    )


def _make_table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(255), nullable=False, unique=True),
        *columns,
        sqlite_autoincrement=True,
    )


def _make_parent(name: str, parent: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(
        name, sa.String(255), sa.ForeignKey(f"{parent}.id", ondelete="CASCADE"), nullable=nullable, index=True
    )
