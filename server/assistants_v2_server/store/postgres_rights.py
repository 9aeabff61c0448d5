"""What a user of a PostgreSQL database may do there. `postgres_examination` and `sharing` are the users."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import psycopg

_USABLE = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s"

_LOCKED = """
SELECT relname FROM pg_class
WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s) AND CASE relkind
    WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE')
    WHEN 'r' THEN NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
        AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
    ELSE false END
ORDER BY relname
"""


def list_locked(
    plain: psycopg.Connection[Any], schema: str, names: Collection[str] | None = None
) -> list[str]:
    """Return the tables and sequences of a schema that this user may not read and write.

    Args:
        plain: A transaction.
        schema: The schema; it may be absent.
        names: Those that matter; all by default.

    Returns:
        Their names, with the schema before them if all matter; the schema alone if the user may not use that.
    """
    usable = plain.execute(_USABLE, [schema]).fetchone()
    if usable is None or not usable[0]:
        return [] if usable is None else [schema]
    locked = [name for (name,) in plain.execute(_LOCKED, [schema])]
    if names is None:
        return [f"{schema}.{name}" for name in locked]
    return [name for name in locked if name in names]
