"""The names and shapes of the neutral form of history, for all who write it or read it. Pure.

An export is a folder: `manifest.json`, `assistants.json`, and a file for each thread in `threads/`. Ours has
the bytes of files in `files/` too, their objects in `files.json`, and `vector_stores.json`. The objects stand
as a server sent them. A file of a thread is an export by itself. `reading` reads them; the client's package
writes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from msgspec import Struct, field

JsonObject: TypeAlias = Mapping[str, Any]

THREAD_SCHEMA = "assistants-thread-export/v1"
"""What a file of a thread calls its form, as `export_schema`."""

MANIFEST_SCHEMA = "assistants-export-manifest/v1"
"""What the manifest calls its form."""

MANIFEST = "manifest.json"
ASSISTANTS = "assistants.json"
FILES = "files.json"
VECTOR_STORES = "vector_stores.json"
THREADS_FOLDER = "threads"
BYTES_FOLDER = "files"

_LONGEST_NAME = 120
"""Characters of an id that is a file's name as it is; a longer one is shortened."""


class ThreadExport(Struct, frozen=True, kw_only=True):
    """A file of a thread.

    Attributes:
        thread_id: Its id, also where the thread itself could not be fetched.
        thread: The thread; None where it could not be fetched.
        messages: Its messages, oldest first.
        runs: Its runs, oldest first, each with its `steps`, oldest first.
        files: The file objects that it names, by id.
        errors: What could not be fetched: `make_error` makes one.
        exported_at: When it was written, as ISO 8601; None where nobody says.
    """

    thread_id: str
    thread: JsonObject | None
    messages: Sequence[JsonObject] = ()
    runs: Sequence[JsonObject] = ()
    files: Mapping[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    errors: Sequence[JsonObject] = ()
    exported_at: str | None = None


def make_thread_record(export: ThreadExport) -> JsonObject:
    """Return what is written for a thread, as JSON, to the file that `name_thread_file` names."""
    return {
        "export_schema": THREAD_SCHEMA,
        "thread_id": export.thread_id,
        "exported_at": export.exported_at,
        "thread": export.thread,
        "messages": [*export.messages],
        "runs": [*export.runs],
        "files": {**export.files},
        "errors": [*export.errors],
    }


def make_manifest(
    *,
    exported_at: str,
    endpoint: str,
    base_url: str | None,
    assistants_count: int,
    threads_requested: int,
    threads_exported: int,
    threads_failed: Sequence[JsonObject] = (),
    notes: Sequence[str] = (),
) -> JsonObject:
    """Return the manifest of an export.

    Args:
        exported_at: When it was written, as ISO 8601.
        endpoint: Which kind of server it comes from, such as `openai`, `azure` or `assistants-v2`.
        base_url: The server's address; None for a database file.
        assistants_count: How many assistants there are in it.
        threads_requested: How many threads were asked for.
        threads_exported: How many are there.
        threads_failed: `{thread_id, error}` for each that is not; none by default.
        notes: Sentences for whoever reads it; none by default.
    """
    return {
        "export_schema": MANIFEST_SCHEMA,
        "exported_at": exported_at,
        "endpoint": endpoint,
        "base_url": base_url,
        "assistants_count": assistants_count,
        "threads_requested": threads_requested,
        "threads_exported": threads_exported,
        "threads_failed": [*threads_failed],
        "notes": [*notes],
    }


def make_error(kind: str, identifier: str, error: str, detail: str | None = None) -> JsonObject:
    """Return an entry of a thread's `errors`.

    Args:
        kind: What could not be fetched: `thread`, `messages`, `run_steps`, `file`, …
        identifier: Its id.
        error: What happened, as a word, such as `not_found_or_expired`.
        detail: A sentence; None by default.
    """
    return {"object": kind, "id": identifier, "error": error, "detail": detail}


def make_store_record(store: JsonObject, files: Sequence[JsonObject]) -> JsonObject:
    """Return an entry of `vector_stores.json`: a vector store, and its files as objects of that store."""
    return {**store, "files": [*files]}


def name_thread_file(thread_id: str) -> str:
    """Return the path of a thread's file in the folder, with `/` between its parts."""
    return f"{THREADS_FOLDER}/{_name_safely(thread_id)}.json"


def name_bytes_file(file_id: str) -> str:
    """Return the path of a file's bytes in the folder, with `/` between its parts."""
    return f"{BYTES_FOLDER}/{_name_safely(file_id)}"


def _name_safely(identifier: str) -> str:
    """Return an id as the name of a file: as it is, unless it would lead elsewhere or be too long."""
    name = quote(identifier, safe="", errors="replace")
    if name.startswith("."):
        name = f"%2E{name[1:]}"
    if name and len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}%{hashlib.sha256(identifier.encode('utf-8', 'replace')).hexdigest()}"
