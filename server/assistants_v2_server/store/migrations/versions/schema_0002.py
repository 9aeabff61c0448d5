"""Who works on a run: its owner and the owner's lease, the model that answers it, and how many turns it took.

And an index by which the messages of one run are found in a long thread.

Runs of before have no answerer, so that whatever model comes first takes them up.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import make_float_type, make_string_type, make_text_type

revision = "0002"
down_revision = "0001"
compatible_from = "0002"  # a server of before would work on runs that others own
kind = "alone"


def upgrade() -> None:
    """Add the columns, the table and the index."""
    op.add_column("run", sa.Column("turns", sa.Integer, nullable=False, server_default="0"))
    op.add_column(
        "run", sa.Column("answerer", make_text_type(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("run", sa.Column("owner", make_string_type(255)))
    op.create_index("ix_run_owner", "run", ["owner"])
    op.create_table(
        "owner",
        sa.Column("id", make_string_type(255), primary_key=True),
        sa.Column("leased_until", make_float_type(), nullable=False),
    )
    op.create_index("message_of_run", "message", ["thread_id", "run_id"])
