"""Notices that servers on one PostgreSQL keep the bytes of files in different places.

Each is told by itself whether there is a folder, and where. `server_parts` asks when a server starts.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, select

from . import tables

_NEWEST = 20
"""How many files are looked at, the newest ones: among them are those of servers at work."""


def describe_misplaced(connection: Connection, folder: Path | None) -> str | None:
    """Return what is wrong if new files have no bytes where they should be; None if nothing is.

    Args:
        connection: A transaction.
        folder: The folder with the bytes of files; None where they are in the database.
    """
    file = tables.file.c
    newest = select(file.digest).where(file.bytes > 0).order_by(file.seq.desc()).limit(_NEWEST)
    digests = [*connection.scalars(newest)]
    if folder is None:
        part = tables.file_part.c.digest
        kept = {*connection.scalars(select(part).where(part.in_(digests)).distinct())}
    else:
        kept = {digest for digest in digests if (folder / digest[:2] / digest).exists()}
    missing = sum(digest not in kept for digest in digests)
    if not missing:
        return None
    return (
        f"the bytes of {missing} of the {len(digests)} newest files are not in {folder or 'the database'}, "
        "where this server keeps them: say the same --files (in Python, files_folder=) to all servers, or "
        "restore a backup if they are lost"
    )
