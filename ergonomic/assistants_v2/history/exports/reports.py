"""What an export has done, while it goes on and at its end; and what its manifest says. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from assistants_v2_server.history.layout import make_manifest
from msgspec import Struct

from ...errors import ConfigurationError
from ...rules.configuration import LOCAL_BASE_URL, Settings


class ExportProgress(Struct, frozen=True, kw_only=True):
    """What an export has done so far.

    Attributes:
        thread_id: The thread that was done last; None where it was something else.
        total: How many threads there are; None as long as nobody knows, as with a list of the server's.
        exported: Threads that were written.
        unchanged: Threads that were in the folder and have not changed.
        failed: Threads that could not be fetched.
        messages: Messages that were written.
        runs: Runs that were written.
        files: Files whose bytes were written.
        missing: Parts of threads, and files, that a server gave no usable answer for; they can be asked for
            again. What it does not have, or refuses to give, does not count.
    """

    thread_id: str | None = None
    total: int | None = None
    exported: int = 0
    unchanged: int = 0
    failed: int = 0
    messages: int = 0
    runs: int = 0
    files: int = 0
    missing: int = 0

    @property
    def done(self) -> int:
        """The threads that nothing more is done about."""
        return self.exported + self.unchanged + self.failed


class ExportReport(Struct, frozen=True, kw_only=True):
    """What an export came to.

    Attributes:
        folder: Where it is.
        totals: What was done.
        assistants: How many assistants are in the folder.
        vector_stores: How many vector stores are in it.
        threads_failed: `{"thread_id": …, "error": …}` for each thread that could not be fetched.
        notes: Sentences on what is not in it.
    """

    folder: PurePath
    totals: ExportProgress
    assistants: int
    vector_stores: int
    threads_failed: Sequence[Mapping[str, Any]]
    notes: Sequence[str]

    @property
    def is_complete(self) -> bool:
        """Whether all was fetched that the server has and gives."""
        return not self.threads_failed and not self.totals.missing


def name_endpoint(settings: Settings) -> str:
    """Return which kind of server an export comes from, as its manifest names it."""
    return "assistants-v2" if is_embedded(settings) else settings.server.name


def is_embedded(settings: Settings) -> bool:
    """Say whether a server is in this process."""
    return settings.base_url == LOCAL_BASE_URL


def show_address(settings: Settings) -> str | None:
    """Return a server's address for the manifest; None for one in this process."""
    return None if is_embedded(settings) else settings.base_url


def write_time(seconds: float) -> str:
    """Return Unix seconds as ISO 8601."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def read_time(text: object) -> datetime | None:
    """Return the moment of a text of ISO 8601; None if it is none, or names no time zone."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def find_beginning(manifest: Mapping[str, Any], settings: Settings) -> datetime | None:
    """Return when the export began that was interrupted in a folder; None if none was.

    Args:
        manifest: What is in the folder; an empty one if nothing is.
        settings: The server that is exported now.

    Raises:
        ConfigurationError: The folder has an export of another server.
    """
    address = show_address(settings)
    if manifest and manifest.get("base_url") != address:
        kept, now = (name or "a database file" for name in (manifest.get("base_url"), address))
        raise ConfigurationError(
            f"the folder holds an export of {kept}, and this one is of {now}: choose another folder."
        )
    return read_time(manifest.get("began_at")) if manifest.get("is_finished") is False else None


def write_manifest(
    settings: Settings, began_at: str, exported_at: str, requested: int, report: ExportReport | None
) -> Mapping[str, Any]:
    """Return the manifest: of an export that goes on, without a report, or of one that has ended."""
    totals = report.totals if report else ExportProgress()
    manifest = make_manifest(
        exported_at=exported_at,
        endpoint=name_endpoint(settings),
        base_url=show_address(settings),
        assistants_count=report.assistants if report else 0,
        threads_requested=requested,
        threads_exported=totals.exported + totals.unchanged,
        threads_failed=report.threads_failed if report else (),
        notes=report.notes if report else ["This export goes on, or was interrupted: export once more."],
    )
    return {**manifest, "began_at": began_at, "is_finished": report is not None}


def merge_by_id(
    kept: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return what was found, and behind it what was kept before and is not among it any more."""
    ids = {each.get("id") for each in found}
    return [*found, *(each for each in kept if each.get("id") not in ids)]
