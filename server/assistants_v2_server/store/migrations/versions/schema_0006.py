"""Uploads in parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import make_sequence_type, make_string_type, make_text_type
from sqlalchemy.sql.schema import SchemaItem

revision = "0006"
down_revision = "0005"
compatible_from = "0006"  # a server of before would delete the bytes of parts, which no file has
kind = "alone"


def upgrade() -> None:
    """Add the tables and their indexes."""
    _create(
        "upload",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("filename", make_text_type(), nullable=False),
        sa.Column("purpose", make_string_type(64), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("file_seconds", sa.BigInteger),
        sa.Column("status", make_string_type(32), nullable=False),
        sa.Column("file_id", make_string_type(255)),
    )
    _create(
        "upload_part",
        sa.Column(
            "upload_id", make_string_type(255), sa.ForeignKey("upload.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("digest", make_string_type(64), nullable=False),
    )
    for column in ("upload_id", "digest"):
        op.create_index(f"ix_upload_part_{column}", "upload_part", [column])
    if op.get_bind().dialect.name == "postgresql":  # a file has fewer rows, and each index costs its writers
        op.create_index("upload_by_expiry", "upload", ["expires_at"])


def _create(name: str, *items: SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        sa.Column("id", make_string_type(255), nullable=False, unique=True),
        *items,
        sqlite_autoincrement=True,
    )
