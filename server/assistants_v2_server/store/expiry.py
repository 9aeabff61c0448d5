"""When files and vector stores expire, and what is put off when a vector store is used.

`service`, `runs`, the built-in tools and the searches all ask here.
"""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection

from .collection import VECTOR_STORES
from .rows import JsonObject, VectorStoreRow

_DAY = 24 * 60 * 60


def is_over(expires_at: int | None, now: int) -> bool:
    """Say whether something has expired that expires at a time; None is never."""
    return expires_at is not None and expires_at <= now


def find_expiry(expires_after: JsonObject | None, last_active_at: int) -> int | None:
    """Return when a vector store expires, in unix seconds; None for never."""
    return None if expires_after is None else last_active_at + int(expires_after["days"]) * _DAY


def touch_store(connection: Connection, row: VectorStoreRow, now: int) -> VectorStoreRow:
    """Note that a vector store is used, which puts off when it expires; return it as it is then."""
    row = replace(row, last_active_at=now, expires_at=find_expiry(row.expires_after, now))
    VECTOR_STORES.replace(connection, row)
    return row
