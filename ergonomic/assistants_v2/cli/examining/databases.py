"""Says what was found out about a database, of either kind. Used by `doctor`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .findings import Finding, approve, complain, mention

if TYPE_CHECKING:
    from assistants_v2_server.examination import DatabaseReport
    from assistants_v2_server.store.postgres_examination import ServerReport

_DATABASE = "database"
_LONG = 60
"""Seconds after which a run has waited for so long that workers may be too few."""

_GRANT = "Grant it USAGE on the schema, and SELECT, INSERT, UPDATE and DELETE on all tables"

_NEWER = "of a newer version, which this one works with"
_TAKE_NEWER = "Install that version here too."


def judge_database(file: Path, report: DatabaseReport) -> Iterator[Finding]:
    """Yield how a database file is."""
    checked = report.checked
    yield approve(_DATABASE, "file", f"{file}, {report.size:,} bytes")
    if checked.is_current:
        yield approve(_DATABASE, "schema", checked.schema)
    elif checked.is_newer:
        yield mention(_DATABASE, "schema", f"{checked.schema}, {_NEWER}", _TAKE_NEWER)
    else:
        remedy = "Back it up, and open it: docs/operating.md says what an upgrade does."
        yield mention(_DATABASE, "schema", f"{checked.schema}, of an older version", remedy)
    yield mention(_DATABASE, "served", _describe_servers(report.servers))
    yield mention(_DATABASE, "files", str(report.folder or "no folder: no file was uploaded"))
    yield mention(_DATABASE, "rows", _describe_rows(checked.counts))
    for sentence in checked.damage:
        yield complain(_DATABASE, "damage", sentence, "Restore a backup.")
    if not checked.damage:
        yield approve(_DATABASE, "sound", "all of it can be read, and what refers to others finds them")


def judge_postgres(report: ServerReport, folder: str | None) -> Iterator[Finding]:
    """Yield how a PostgreSQL database is.

    Args:
        report: What was found.
        folder: The folder with the bytes of files; None where they are in the database.
    """
    yield approve(_DATABASE, "reached", f"{report.place}, {report.size:,} bytes")
    yield _judge_version(report)
    if report.encoding != "UTF8":
        remedy = "Make a database with the encoding UTF8."
        yield complain(_DATABASE, "encoding", f"{report.encoding}, which cannot hold all texts", remedy)
    yield from _judge_tables(report)
    yield from _judge_rights(report)
    yield _judge_connections(report)
    if report.is_current or not report.revision:
        yield _judge_jobs(report)
    if report.is_current:
        yield mention(_DATABASE, "served", _describe_fleet(report.fleet))
        yield _judge_queue(report)
        yield mention(_DATABASE, "files", folder or "in the database, in rows of 1 MB")
        yield mention(_DATABASE, "rows", _describe_rows(report.counts))
    for sentence in report.damage:
        yield complain(
            _DATABASE, "damage", sentence, "Name their folder with --files-folder, or restore a backup."
        )


def judge_refusal(said: str) -> Finding:
    """Return that a PostgreSQL database could not be looked at.

    Args:
        said: Why and what to do, as a sentence: the latter stands behind its last colon.
    """
    what, _, remedy = said.rpartition(": ")
    is_command = remedy.startswith("pip ")
    how = remedy.rstrip(".") if is_command else f"{remedy[:1].upper()}{remedy[1:]}"
    return complain(_DATABASE, "reached", what, how, is_unreachable=True)


def _judge_version(report: ServerReport) -> Finding:
    if report.is_recent:
        return approve(_DATABASE, "version", f"PostgreSQL {report.version}")
    said = f"PostgreSQL {report.version} is older than {report.oldest}"
    return complain(_DATABASE, "version", said, f"Take PostgreSQL {report.oldest} or newer.")


def _judge_tables(report: ServerReport) -> Iterator[Finding]:
    """Yield whether the tables are there, and are today's."""
    if report.locked:
        yield mention(_DATABASE, "schema", f"not known, since tables in {report.schema!r} may not be read")
    elif report.revision is None:
        said = f"no tables in the schema {report.schema!r} yet: the first server that opens it makes them"
        yield mention(_DATABASE, "schema", said)
    elif report.missing:
        lacking = f"another program has changed it, and it lacks {', '.join(report.missing)}"
        yield complain(_DATABASE, "schema", lacking, "Restore a backup.")
    elif report.is_current and report.is_newer:
        yield mention(_DATABASE, "schema", f"{report.revision}, {_NEWER}", _TAKE_NEWER)
    elif report.is_current:
        yield approve(_DATABASE, "schema", f"{report.revision}, in {report.schema!r}")
    elif report.is_newer:
        said = f"{report.revision}, of a newer version that this one cannot stand beside"
        yield complain(_DATABASE, "schema", said, _TAKE_NEWER)
    else:
        remedy = "Back it up, and open it: docs/scaling.md says what an upgrade does."
        yield mention(_DATABASE, "schema", f"{report.revision}, of an older version", remedy)


def _judge_rights(report: ServerReport) -> Iterator[Finding]:
    """Yield what the user may do."""
    if report.locked:
        said = f"this user may not read and write {', '.join(report.locked)}"
        yield complain(_DATABASE, "rights", said, f"{_GRANT}.")
    elif report.may_create:
        yield approve(_DATABASE, "rights", "this user may read, write, and make tables")
    elif report.is_current:
        said = "this user may read and write, but not make tables, which the next upgrade has to"
        yield mention(_DATABASE, "rights", said, "Upgrade as a user with CREATE on the schema.")
    else:
        said = f"this user may make no tables in the schema {report.schema!r}"
        yield complain(_DATABASE, "rights", said, "Grant it CREATE on the schema.")


def _judge_connections(report: ServerReport) -> Finding:
    """Return whether another server finds as many connections as it may want."""
    left = report.most - report.used
    said = f"{max(0, left)} of {report.most} left; a server here opens up to {report.pool_size}"
    if left >= report.pool_size:
        return approve(_DATABASE, "connections", said)
    remedy = "Raise max_connections, or lower pool_size in the address: docs/scaling.md has the arithmetic."
    return mention(_DATABASE, "connections", said, remedy)


def _judge_jobs(report: ServerReport) -> Finding:
    """Return whether doors and workers find each other."""
    if report.locked_jobs:
        said = f"this user may not use {', '.join(report.locked_jobs)}"
        return complain(_DATABASE, "jobs", said, f"{_GRANT}, in that schema too, and USAGE on its sequences.")
    if report.jobs:
        return approve(_DATABASE, "jobs", "the tables of jobs are there, for doors and workers")
    if not report.may_create_jobs:
        said = f"no tables of jobs yet, and this user may not make the schema {report.jobs_schema!r}"
        remedy = "Have the owner of the database make it, with AUTHORIZATION for this user."
        return complain(_DATABASE, "jobs", said, remedy)
    said = "no tables of jobs yet: the first `serve` or `work` that opens it without --no-migrate makes them"
    return mention(_DATABASE, "jobs", said)


def _judge_queue(report: ServerReport) -> Finding:
    """Return how many runs wait, and whether anybody works on them."""
    if not report.waiting:
        return approve(_DATABASE, "queue", "no run waits")
    number = "1 run waits" if report.waiting == 1 else f"{report.waiting:,} runs wait"
    seconds = "1 second" if report.oldest_seconds == 1 else f"{report.oldest_seconds:,} seconds"
    said = f"{number}, begun by nobody for {seconds}"
    if report.oldest_seconds < _LONG:
        return mention(_DATABASE, "queue", said)
    remedy = "Start workers, or more of them: docs/scaling.md says how."
    return mention(_DATABASE, "queue", said, remedy)


def _describe_servers(count: int | None) -> str:
    said = {None: "not known on this system", 0: "no server has it open", 1: "one server has it open"}
    return said.get(count, f"{count} servers have it open")


def _describe_fleet(fleet: Mapping[str, int]) -> str:
    """Say how many servers there are, and which schemas they know if that is not the same for all."""
    kinds = ", ".join(f"{count} with {knows}" for knows, count in fleet.items())
    return _describe_servers(sum(fleet.values())) + (f": {kinds}" if len(fleet) > 1 else "")


def _describe_rows(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} in {table}" for table, count in counts.items() if count) or "none"
