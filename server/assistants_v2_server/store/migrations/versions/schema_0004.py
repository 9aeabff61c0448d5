"""Files, vector stores, and the chunks that are searched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import (
    make_json_type,
    make_sequence_type,
    make_string_type,
    make_text_type,
)
from sqlalchemy.sql.schema import SchemaItem

revision = "0004"
down_revision = "0003"
compatible_from = "0004"  # a server of before would answer without having searched
kind = "alone"

_INDEXED = {
    "file": ("digest",),
    "vector_store_batch": ("vector_store_id",),
    "vector_store_file": ("file_id", "batch_id", "status", "owner"),
    "chunk": ("of_file",),
}

_WORD_INDEX_OF_SQLITE = (
    "CREATE VIEW chunk_entry AS "
    "SELECT seq, 's' || of_store || ' f' || of_file AS scope, coalesce(words, text) AS words FROM chunk",
    "CREATE VIRTUAL TABLE chunk_word USING fts5(scope, words, content='chunk_entry', content_rowid='seq', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN "
    "INSERT INTO chunk_word (rowid, scope, words) VALUES "
    "(new.seq, 's' || new.of_store || ' f' || new.of_file, coalesce(new.words, new.text)); END",
    "CREATE TRIGGER chunk_removed AFTER DELETE ON chunk BEGIN "
    "INSERT INTO chunk_word (chunk_word, rowid, scope, words) VALUES "
    "('delete', old.seq, 's' || old.of_store || ' f' || old.of_file, coalesce(old.words, old.text)); END",
)

_WORD_INDEX_OF_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY assistants_v2_words_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION assistants_v2_words (PARSER = pg_catalog.default)",
    "ALTER TEXT SEARCH CONFIGURATION assistants_v2_words ADD MAPPING FOR "
    "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, "
    "email, protocol, url, host, url_path, file, sfloat, float, int, uint, version "
    "WITH assistants_v2_words_stem",
    "ALTER TABLE chunk ADD COLUMN word_vector tsvector",
    "CREATE INDEX chunk_word ON chunk USING gin (word_vector)",
)


def upgrade() -> None:
    """Add the tables and their indexes."""
    _make_file_tables()
    _make_store_tables()
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:  # its indexes end in `seq` anyway
        op.create_index("ix_vector_store_file_vector_store_id", "vector_store_file", ["vector_store_id"])
    else:
        op.create_index("vector_store_file_in_order", "vector_store_file", ["vector_store_id", "seq"])
        for table in ("file", "vector_store"):  # a file has fewer rows, and each index costs its writers
            expires = sa.text("expires_at IS NOT NULL")
            op.create_index(f"{table}_by_expiry", table, ["expires_at"], postgresql_where=expires)
    for statement in _WORD_INDEX_OF_SQLITE if is_sqlite else _WORD_INDEX_OF_POSTGRESQL:
        op.execute(statement)


def _make_file_tables() -> None:
    _create(
        "file",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("filename", make_text_type(), nullable=False),
        sa.Column("purpose", make_string_type(64), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("digest", make_string_type(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger),
    )
    op.create_table(
        "file_part",
        sa.Column("digest", make_string_type(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "loose_digest",
        sa.Column("digest", make_string_type(64), primary_key=True),
        sa.Column("since", sa.BigInteger, nullable=False),
    )


def _make_store_tables() -> None:
    _create(
        "vector_store",
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("name", make_text_type()),
        sa.Column("description", make_text_type()),
        sa.Column("metadata", make_json_type(), nullable=False),
        sa.Column("expires_after", make_json_type(none_as_null=True)),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("last_active_at", sa.BigInteger, nullable=False),
    )
    _create(
        "vector_store_batch",
        _make_parent("vector_store"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("cancelled_at", sa.BigInteger),
    )
    _create(
        "vector_store_file",
        _make_parent("vector_store"),
        _make_parent("file"),
        sa.Column("batch_id", make_string_type(255)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("status", make_string_type(32), nullable=False),
        sa.Column("last_error", make_json_type(none_as_null=True)),
        sa.Column("attributes", make_json_type(), nullable=False),
        sa.Column("chunking_strategy", make_json_type(), nullable=False),
        sa.Column("usage_bytes", sa.BigInteger, nullable=False),
        sa.Column("embedder", make_text_type()),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("owner", make_string_type(255)),
    )
    op.create_table(
        "chunk",
        sa.Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        sa.Column("of_file", sa.BigInteger, nullable=False),
        sa.Column("of_store", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("text", make_text_type(), nullable=False),
        sa.Column("words", make_text_type()),
        sa.Column("embedding", sa.LargeBinary),
        sqlite_autoincrement=True,
    )


def _create(name: str, *items: SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        sa.Column("id", make_string_type(255), nullable=False, unique=True),
        *items,
        sqlite_autoincrement=True,
    )


def _make_parent(table: str) -> sa.Column[str]:
    return sa.Column(
        f"{table}_id", make_string_type(255), sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False
    )
