"""`assistants-v2 backup` and `assistants-v2 check`: look after the file of an embedded or served database."""

from __future__ import annotations

import sys


def run_backup(source: str, target: str, files: str | None) -> int:
    """Copy a database that may be in use into a new file, and return the exit status.

    Args:
        source: The database file.
        target: The file to make.
        files: The folder with the bytes of files; None for the one beside the database.

    Raises:
        DatabaseRefused: There is no such database, or the copy cannot be made.
    """
    from assistants_v2_server.store.maintenance import back_up

    size = back_up(source, target, files)
    sys.stdout.write(f"{target}: {size:,} bytes\n")
    return 0


def run_check(file: str, files: str | None) -> int:
    """Say whether a database file is sound and what is in it; return the exit status, 1 if it is not.

    Args:
        file: The database file.
        files: The folder with the bytes of files; None for the one beside the database.
    """
    from assistants_v2_server import DatabaseRefused
    from assistants_v2_server.store.maintenance import check_file

    try:
        report = check_file(file, files)
    except DatabaseRefused as error:
        sys.stderr.write(f"assistants-v2: {error}\n")
        return 1
    schema = report.schema if report.is_current else f"{report.schema}, upgraded when it is opened"
    sys.stdout.write(f"schema {schema}\n")
    sys.stdout.writelines(f"{table} {count:,}\n" for table, count in report.counts.items())
    for sentence in report.damage:
        sys.stderr.write(f"assistants-v2: {file} is damaged: {sentence}. Restore a backup.\n")
    return 1 if report.damage else 0
