"""What the endpoint of a model calls objects of ours, and what a model has asked to be kept with a thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SEQUENCE: sa.types.TypeEngine[int] = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and their indexes."""
    op.create_table(
        "upstream_id",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("theirs", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("thread_id", sa.String(255), _make_reference(), nullable=False),
        sa.Column("run_id", sa.String(255), nullable=False),
        sa.Column("container", sa.Text),
        sqlite_autoincrement=True,
    )
    for column in ("id", "theirs", "thread_id", "run_id"):
        op.create_index(f"ix_upstream_id_{column}", "upstream_id", [column])
    op.create_table(
        "kept",
        sa.Column("thread_id", sa.String(255), _make_reference(), primary_key=True),
        sa.Column("answerer", sa.Text, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )


def _make_reference() -> sa.ForeignKey:
    return sa.ForeignKey("thread.id", ondelete="CASCADE")
