"""Writes the pages of an export, a thread at a time. The package's `write_pages` is the user."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistants_v2_server.history.reading import BrokenFile, read_all
from assistants_v2_transcripts.pages.addresses import (
    FileAddresses,
    name_list_page,
    name_object_page,
    name_runs_page,
)
from assistants_v2_transcripts.pages.parts import cut_thread
from assistants_v2_transcripts.pages.summaries import (
    JsonObject,
    Links,
    read_list,
    read_object,
    summarise_thread,
)
from assistants_v2_transcripts.pages.writing import PageWriter
from msgspec import Struct

from .folder import PageFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from assistants_v2_server.history.layout import ThreadExport
    from assistants_v2_server.history.reading import Export
    from assistants_v2_transcripts.pages.summaries import ThreadSummary

ROWS_PER_PAGE = 200
"""How many objects of a list a page has."""


class PagesReport(Struct, frozen=True):
    """What became of the pages of an export.

    Attributes:
        index: Where to begin to read.
        threads: How many threads have a page.
        notes: Sentences on what could not be shown.
    """

    index: Path
    threads: int
    notes: Sequence[str]


class PageExporter:
    """Writes the pages of one export.

    Args:
        export: The export.
        folder: Its folder.
        again: Whether all pages are written anew.
        on_progress: Called with 1 after each thread; None for nothing.
    """

    def __init__(
        self, export: Export, folder: Path, *, again: bool, on_progress: Callable[[int], object] | None
    ) -> None:
        self._export = export
        self._folder = PageFolder(folder)
        self._again = again
        self._on_progress = on_progress
        self._files: dict[str, JsonObject] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._notes: list[str] = []

    def write(self) -> PagesReport:
        """Write all pages; raises OSError if that cannot be done."""
        self._again |= not self._folder.prepare()
        assistants, stores = (
            self._read(self._export.read_assistants),
            self._read(self._export.read_vector_stores),
        )
        self._note_files(self._read(self._export.read_files))
        self._known = {"assistants": _list_ids(assistants), "vector_stores": _list_ids(stores)}
        threads = sorted(self._write_threads(), key=lambda row: (row.created_at or 0.0, row.id), reverse=True)
        self._known["threads"] = frozenset(row.id for row in threads)
        self._known["files"] = frozenset(self._files)
        self._write_lists("threads", threads)
        self._write_objects("assistants", assistants)
        self._write_objects("vector_stores", stores)
        self._write_objects("files", [*self._files.values()])
        self._folder.finish()
        return PagesReport(self._folder.path / name_list_page("threads", 1), len(threads), self._notes)

    def _read(self, read: Callable[[], Sequence[JsonObject]]) -> list[JsonObject]:
        try:
            return [*read()]
        except BrokenFile as broken:
            self._notes.append(str(broken))
            return []

    def _note_files(self, files: Sequence[JsonObject]) -> None:
        self._files.update((str(file.get("id")), file) for file in files)

    def _write_threads(self) -> Iterator[ThreadSummary]:
        """Write the pages of each thread, and yield what lists show of it."""
        for source, found in zip(self._export.files, self._export.read_threads(), strict=True):
            try:
                if isinstance(found, BrokenFile):
                    raise found
                yield self._write_thread(read_all(found), source)
            except BrokenFile as broken:
                self._notes.append(str(broken))
            except (TypeError, ValueError, AttributeError, LookupError) as error:
                # Another server may have put anything anywhere; the other threads can be shown all the same.
                self._notes.append(f"{source.name} cannot be shown: {type(error).__name__}.")
            if self._on_progress is not None:
                self._on_progress(1)

    def _write_thread(self, export: ThreadExport, source: Path) -> ThreadSummary:
        thread: JsonObject = {"metadata": {}, **(export.thread or {}), "id": export.thread_id}
        self._note_files([*export.files.values()])
        messages = export.messages
        if self._again or not self._folder.is_fresh(name_object_page("threads", export.thread_id), source):
            self._write_thread_pages(thread, export)
        first, last = (messages[0], messages[-1]) if messages else (None, None)
        return summarise_thread(thread, first, last, len(messages))

    def _write_thread_pages(self, thread: JsonObject, export: ThreadExport) -> None:
        names = {key: str(file.get("filename") or "") for key, file in export.files.items()}
        known = {"threads": frozenset([export.thread_id]), "files": frozenset(export.files)}
        writer = self._make_writer("../", [*export.files], known)
        parts = cut_thread(export.messages, export.runs)
        pages = [_name_part(export.thread_id, number) for number in range(len(parts))]
        if export.runs:
            by_run = _sort_by_run(export.messages)
            told = [(run, _read_steps(run), by_run.get(run.get("id"), [])) for run in export.runs]
            self._folder.write_page(
                name_runs_page(export.thread_id), writer.write_runs(export.thread_id, told, names)
            )
        for number, (said, runs) in reversed([*enumerate(parts)]):  # the first is last: it says all are there
            links = Links(
                pages[number - 1] if number else None, pages[number + 1] if number + 1 < len(parts) else None
            )
            done = [(run, _read_steps(run)) for run in runs]
            self._folder.write_page(
                f"threads/{pages[number]}", writer.write_thread(thread, said, done, names, links)
            )

    def _write_lists(self, kind: str, rows: Sequence[Any]) -> None:
        """Write the pages of a list."""
        writer = self._make_writer("", ())
        last = max(0, len(rows) - 1) // ROWS_PER_PAGE + 1
        for number in range(1, last + 1):
            part = rows[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]
            links = Links(
                name_list_page(kind, number - 1) if number > 1 else None,
                name_list_page(kind, number + 1) if number < last else None,
            )
            pieces = (
                writer.write_threads(part, links)
                if kind == "threads"
                else writer.write_list(kind, part, links)
            )
            self._folder.write_page(name_list_page(kind, number), pieces)

    def _write_objects(self, kind: str, objects: Sequence[JsonObject]) -> None:
        """Write a list of objects, and a page for each."""
        self._write_lists(kind, objects)
        for each in objects:
            identifier = str(each.get("id"))
            writer = self._make_writer("../", [identifier] if kind == "files" else ())
            try:
                pieces = "".join(self._show(writer, kind, each))
            except (TypeError, ValueError, AttributeError, LookupError) as error:
                self._notes.append(f"{identifier} cannot be shown: {type(error).__name__}.")
                continue
            self._folder.write_page(name_object_page(kind, identifier), [pieces])

    def _show(self, writer: PageWriter, kind: str, each: JsonObject) -> Iterator[str]:
        if kind == "assistants":
            return writer.write_assistant(each)
        if kind == "files":
            return writer.write_file(each, is_image=bool(writer.at.show_image(str(each.get("id")))))
        rows = [
            {**file, "filename": self._files.get(str(file.get("id")), {}).get("filename")}
            for file in map(read_object, read_list(each.get("files")))
        ]
        shown = {name: value for name, value in each.items() if name != "files"}
        return writer.write_vector_store(shown, rows)

    def _make_writer(
        self, up: str, files: Sequence[str], known: Mapping[str, frozenset[str]] | None = None
    ) -> PageWriter:
        """Return what writes pages in the folder, or in one below it, about some files."""
        places = {key: self._folder.place_bytes(key) for key in files}
        addresses = FileAddresses(
            up,
            {**self._known, **(known or {})},
            {key: copy for key, (copy, _) in places.items() if copy},
            {key: image for key, (_, image) in places.items() if image},
        )
        return PageWriter(addresses)


def _name_part(thread_id: str, number: int) -> str:
    """Return the file of a part of a thread, beside the others."""
    first = name_object_page("threads", thread_id).removeprefix("threads/")
    return first if number == 0 else f"{first.removesuffix('.html')}~{number + 1}.html"


def _sort_by_run(messages: Sequence[JsonObject]) -> dict[object, list[JsonObject]]:
    """Return the messages that runs wrote, by the id of the run."""
    found: dict[object, list[JsonObject]] = {}
    for message in messages:
        if isinstance(message.get("run_id"), str):
            found.setdefault(message["run_id"], []).append(message)
    return found


def _read_steps(run: JsonObject) -> Sequence[JsonObject]:
    return [read_object(step) for step in read_list(run.get("steps"))]


def _list_ids(objects: Sequence[JsonObject]) -> frozenset[str]:
    return frozenset(str(each.get("id")) for each in objects)
