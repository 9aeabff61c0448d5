"""Which servers have the database open, and what a server must know at least to work with its tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import make_float_type, make_string_type

revision = "0007"
down_revision = "0006"
compatible_from = "0006"
kind = "expand"


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "fleet",
        sa.Column("id", make_string_type(255), primary_key=True),
        sa.Column("knows", make_string_type(32), nullable=False),
        sa.Column("seen_until", make_float_type(), nullable=False),
    )
    op.add_column("alembic_version", sa.Column("compatible_from", sa.String(32)))
