"""What the endpoint of a model calls objects of ours, and what a model has asked to be kept with a thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import (
    make_json_type,
    make_sequence_type,
    make_string_type,
    make_text_type,
)

revision = "0005"
down_revision = "0004"
compatible_from = "0005"  # a turn of a server of before would be missing in a conversation that is kept
kind = "alone"


def upgrade() -> None:
    """Add the tables and their indexes."""
    op.create_table(
        "upstream_id",
        sa.Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        sa.Column("id", make_string_type(255), nullable=False),
        sa.Column("kind", make_string_type(32), nullable=False),
        sa.Column("theirs", make_text_type(), nullable=False),
        sa.Column("host", make_text_type(), nullable=False),
        sa.Column("thread_id", make_string_type(255), _make_reference(), nullable=False),
        sa.Column("run_id", make_string_type(255), nullable=False),
        sa.Column("container", make_text_type()),
        sqlite_autoincrement=True,
    )
    for column in ("id", "thread_id", "run_id"):
        op.create_index(f"ix_upstream_id_{column}", "upstream_id", [column])
    # The usual index of PostgreSQL takes 2,700 bytes, and endpoints make longer ids.
    op.create_index("ix_upstream_id_theirs", "upstream_id", ["theirs"], postgresql_using="hash")
    op.create_table(
        "kept",
        sa.Column("thread_id", make_string_type(255), _make_reference(), primary_key=True),
        sa.Column("answerer", make_text_type(), primary_key=True),
        sa.Column("value", make_json_type(), nullable=False),
    )


def _make_reference() -> sa.ForeignKey:
    return sa.ForeignKey("thread.id", ondelete="CASCADE")
