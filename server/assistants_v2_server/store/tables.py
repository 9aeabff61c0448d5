"""The tables; `collection` reads and writes them, `schema` makes them.

A change here needs a file in `migrations/versions`; `upgrading` says how.

Objects have a `seq`, the order of insertion: lists are ordered by it, since many objects are made
within one second. Messages and runs go with their thread, steps with their run (ON DELETE CASCADE).
A file of a vector store goes with the store and with the file.
The unique index at the end is the lock on a thread.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    event,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

from ..lifecycle import ACTIVE_STATUSES
from .column_types import (
    make_float_type,
    make_json_type,
    make_sequence_type,
    make_string_type,
    make_text_type,
)

METADATA = MetaData()

_ID = make_string_type(255)
_TEXT = make_text_type()


def _make_table(name: str, *items: SchemaItem) -> Table:
    return Table(
        name,
        METADATA,
        Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
        Column("id", _ID, nullable=False, unique=True),
        *items,
        sqlite_autoincrement=True,
    )


def _make_time_column(name: str, *, nullable: bool = True) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _make_json_column(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, make_json_type(none_as_null=nullable), nullable=nullable)


def _make_parent_column(
    name: str, parent: str, *, nullable: bool = False, is_indexed: bool = True, is_key: bool = False
) -> Column[str]:
    reference = ForeignKey(f"{parent}.id", ondelete="CASCADE")
    return Column(name, reference, nullable=nullable, index=is_indexed and not is_key, primary_key=is_key)


def _index_list(table: Table, parent: str) -> None:
    """Have the rows of one parent be found in their order, however many there are.

    An index of SQLite ends in `seq` anyway.
    """
    Index(f"ix_{table.name}_{parent}", table.c[parent]).ddl_if(dialect="sqlite")
    Index(f"{table.name}_in_order", table.c[parent], table.c.seq).ddl_if(dialect="postgresql")


def _index_expiry(table: Table) -> Index:
    """Have what has expired be found among many rows. A file has fewer, and each index costs its writers."""
    index = Index(f"{table.name}_by_expiry", table.c["expires_at"])
    index.ddl_if(dialect="postgresql")
    return index


assistant = _make_table(
    "assistant",
    _make_time_column("created_at", nullable=False),
    Column("name", _TEXT),
    Column("description", _TEXT),
    Column("model", _TEXT, nullable=False),
    Column("instructions", _TEXT),
    _make_json_column("tools"),
    _make_json_column("tool_resources"),
    _make_json_column("metadata"),
    # Null where nobody has set them; so in the settings of a run.
    Column("temperature", make_float_type()),
    Column("top_p", make_float_type()),
    Column("reasoning_effort", _TEXT),
    _make_json_column("response_format"),
)

thread = _make_table(
    "thread",
    _make_time_column("created_at", nullable=False),
    _make_json_column("tool_resources"),
    _make_json_column("metadata"),
)

message = _make_table(
    "message",
    _make_parent_column("thread_id", "thread", is_indexed=False),
    _make_time_column("created_at", nullable=False),
    Column("role", make_string_type(32), nullable=False),
    _make_json_column("content"),
    _make_json_column("attachments"),
    _make_json_column("metadata"),
    Column("assistant_id", _ID),
    Column("run_id", _ID),
    Column("status", make_string_type(32), nullable=False),
    _make_json_column("incomplete_details", nullable=True),
    _make_time_column("completed_at"),
    _make_time_column("incomplete_at"),
)

run = _make_table(
    "run",
    _make_parent_column("thread_id", "thread", is_indexed=False),
    Column("assistant_id", _ID, nullable=False),
    Column("status", make_string_type(32), nullable=False, index=True),
    _make_time_column("created_at", nullable=False),
    _make_time_column("expires_at"),
    _make_time_column("started_at"),
    _make_time_column("cancelled_at"),
    _make_time_column("failed_at"),
    _make_time_column("completed_at"),
    _make_json_column("required_action", nullable=True),
    _make_json_column("last_error", nullable=True),
    _make_json_column("incomplete_details", nullable=True),
    _make_json_column("settings"),
    _make_json_column("metadata"),
    _make_json_column("usage", nullable=True),
    Column("claims", Integer, nullable=False),
    # Older runs have these defaults: so the columns are added without writing the table anew.
    Column("turns", Integer, nullable=False, server_default="0"),
    Column("answerer", _TEXT, nullable=False, server_default=text("''")),
    Column("owner", _ID, index=True),
)

# Who works on runs, and until when that may be relied upon; `owners` reads and writes it.
owner = Table(
    "owner",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("leased_until", make_float_type(), nullable=False),
)

# Which servers have a PostgreSQL database open, and the schema that each knows; `fleet` reads and writes it.
fleet = Table(
    "fleet",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("knows", make_string_type(32), nullable=False),
    Column("seen_until", make_float_type(), nullable=False),
)

step = _make_table(
    "step",
    _make_parent_column("run_id", "run", is_indexed=False),
    Column("thread_id", _ID, nullable=False),
    Column("assistant_id", _ID, nullable=False),
    Column("type", make_string_type(32), nullable=False),
    Column("status", make_string_type(32), nullable=False),
    _make_time_column("created_at", nullable=False),
    _make_time_column("expires_at"),
    _make_time_column("cancelled_at"),
    _make_time_column("failed_at"),
    _make_time_column("completed_at"),
    _make_json_column("last_error", nullable=True),
    _make_json_column("details"),
    _make_json_column("usage"),
)

# The bytes of a file are kept once for all files with the same digest: in a folder, or in `file_part`.
file = _make_table(
    "file",
    _make_time_column("created_at", nullable=False),
    Column("filename", _TEXT, nullable=False),
    Column("purpose", make_string_type(64), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("digest", make_string_type(64), nullable=False, index=True),
    _make_time_column("expires_at"),
)

# A file that comes in parts. Their bytes are kept as those of files are, and are nobody's when it has ended.
upload = _make_table(
    "upload",
    _make_time_column("created_at", nullable=False),
    _make_time_column("expires_at", nullable=False),
    Column("filename", _TEXT, nullable=False),
    Column("purpose", make_string_type(64), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("file_seconds", BigInteger),
    Column("status", make_string_type(32), nullable=False),
    Column("file_id", _ID),
)

upload_part = _make_table(
    "upload_part",
    _make_parent_column("upload_id", "upload"),
    _make_time_column("created_at", nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("digest", make_string_type(64), nullable=False, index=True),
)

file_part = Table(
    "file_part",
    METADATA,
    Column("digest", make_string_type(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# Digests whose bytes may be nobody's any more: noted before they are kept and when a file is deleted.
loose_digest = Table(
    "loose_digest",
    METADATA,
    Column("digest", make_string_type(64), primary_key=True),
    _make_time_column("since", nullable=False),
)

vector_store = _make_table(
    "vector_store",
    _make_time_column("created_at", nullable=False),
    Column("name", _TEXT),
    Column("description", _TEXT),
    _make_json_column("metadata"),
    _make_json_column("expires_after", nullable=True),
    _make_time_column("expires_at"),
    _make_time_column("last_active_at", nullable=False),
)

vector_store_batch = _make_table(
    "vector_store_batch",
    _make_parent_column("vector_store_id", "vector_store"),
    _make_time_column("created_at", nullable=False),
    _make_time_column("cancelled_at"),
)

# A file of a vector store; `rows` says what its id is. Its chunks outlive it until somebody cleans up.
vector_store_file = _make_table(
    "vector_store_file",
    _make_parent_column("vector_store_id", "vector_store", is_indexed=False),
    _make_parent_column("file_id", "file"),
    Column("batch_id", _ID, index=True),
    _make_time_column("created_at", nullable=False),
    Column("status", make_string_type(32), nullable=False, index=True),
    _make_json_column("last_error", nullable=True),
    _make_json_column("attributes"),
    _make_json_column("chunking_strategy"),
    Column("usage_bytes", BigInteger, nullable=False),
    # Whose vectors its chunks have; null where they have none.
    Column("embedder", _TEXT),
    Column("claims", Integer, nullable=False),
    Column("owner", _ID, index=True),
)

# Not deleted along with what it is of: many of them would hold other writers up. `of_file` and `of_store` are
# each the `seq` of such a row. `word_index` has the words.
chunk = Table(
    "chunk",
    METADATA,
    Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
    Column("of_file", BigInteger, nullable=False, index=True),
    Column("of_store", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("text", _TEXT, nullable=False),
    Column("words", _TEXT),
    Column("embedding", LargeBinary),
    sqlite_autoincrement=True,
)

# Where a deleted object stood in its list; `collection` says what for.
deleted = Table(
    "deleted",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("kind", make_string_type(32), nullable=False),
    _make_parent_column("thread_id", "thread", nullable=True),
    Column("seq", BigInteger, nullable=False),
)

# What the endpoint of a model calls objects of ours; `upstream_ids` reads and writes it, and the next one.
upstream_id = Table(
    "upstream_id",
    METADATA,
    Column("seq", make_sequence_type(), primary_key=True, autoincrement=True),
    Column("id", _ID, nullable=False, index=True),
    Column("kind", make_string_type(32), nullable=False),
    Column("theirs", _TEXT, nullable=False),
    Column("host", _TEXT, nullable=False),
    _make_parent_column("thread_id", "thread"),
    Column("run_id", _ID, nullable=False, index=True),
    Column("container", _TEXT),
    sqlite_autoincrement=True,
)

# What a model, which is told by its identity, has asked to be kept with a thread.
kept = Table(
    "kept",
    METADATA,
    _make_parent_column("thread_id", "thread", is_key=True),
    Column("answerer", _TEXT, primary_key=True),
    _make_json_column("value"),
)

_IS_ACTIVE = run.c.status.in_(sorted(ACTIVE_STATUSES))
_LOCKED_THREAD: Column[str] = run.c["thread_id"]
_THREAD_LOCK = Index("run_thread_lock", _LOCKED_THREAD, unique=True)
Index("message_of_run", message.c["thread_id"], message.c["run_id"])
_THEIR_IDS = Index("ix_upstream_id_theirs", upstream_id.c["theirs"])
_index_list(message, "thread_id")
_index_list(run, "thread_id")
_index_list(step, "run_id")
_index_list(vector_store_file, "vector_store_id")
_index_expiry(upload)  # each of them expires
_EXPIRIES = [_index_expiry(table) for table in (file, vector_store)]


@event.listens_for(METADATA, "before_create")
def choose_indexes(metadata: MetaData, connection: Connection, **_: object) -> None:
    """Have the lock be on threads with an active run alone, and an index take ids of any length.

    On PostgreSQL, what never expires is left out of the indexes of what does.

    Each kind of database has that as an option of its own. Said is that of the one in use: to name another
    would load all of its drivers at each start.
    """
    del metadata
    kind = connection.dialect.name
    _THREAD_LOCK.dialect_options[kind]["where"] = _IS_ACTIVE
    if kind == "postgresql":  # its usual ones take 2,700 bytes, and endpoints put signatures into ids
        _THEIR_IDS.dialect_options[kind]["using"] = "hash"
        for index in _EXPIRIES:
            index.dialect_options[kind]["where"] = index.columns["expires_at"].is_not(None)
