"""Stores an export in a database: its files, vector stores, assistants and threads, in this order.

A thread is stored in one transaction, unless it is long: then its messages come oldest first, and its runs
after them. So a reader never sees a run without its thread, and what is served meanwhile goes on: no
transaction takes long. Whatever has been stored when an import is ended, by whatever, is found by the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct, field
from sqlalchemy import Connection, update

from ..store import (
    AssistantRow,
    Contents,
    Database,
    JsonObject,
    ThreadRow,
    do_again,
    is_away,
    is_locked,
    tables,
)
from .conversations import read_assistant, read_message, read_thread
from .fields import as_list, as_object, read_time
from .file_imports import FileImporter
from .layout import ThreadExport, name_thread_file
from .merging import Merger, Portion
from .models import ModelMap, find_ending
from .reading import BrokenFile, Export, RawObjects
from .report import ImportReport, ModelUse, Outcomes
from .run_histories import RunHistory, read_run

T = TypeVar("T")

LONGEST_TRANSACTION = 0.02
"""Seconds after which a transaction takes up no more; what it is at is at most a portion."""

_MOST_ROWS = 200
"""Messages, or runs, that a portion has."""

_MOST_BYTES = 1024 * 1024
"""Bytes of JSON that a portion has, unless one message has more."""

_ENOUGH_ROWS = 1000
"""Rows that are gathered before they are stored."""

_ENOUGH_BYTES = 4 * 1024 * 1024
"""Bytes of JSON, likewise."""

_PATIENCE = 60.0
"""Seconds that a database is waited for that is locked or away."""

_PAUSE = 0.2


class Batch(Struct):
    """Portions that wait to be stored."""

    portions: list[Portion] = field(default_factory=list[Portion])
    rows: int = 0
    bytes: int = 0

    def add(self, portion: Portion, size: int) -> bool:
        """Take a portion; say whether that is enough."""
        self.portions.append(portion)
        self.rows += 1 + len(portion.messages) + len(portion.runs)
        self.bytes += size
        return self.rows >= _ENOUGH_ROWS or self.bytes >= _ENOUGH_BYTES


class Importer:
    """Stores one export.

    Args:
        export: What is stored.
        database: Where; servers may be working with it.
        contents: The bytes of its files.
        now: Returns the time in whole unix seconds.
        models: Which models answer in place of those of the export.
        report: What is done, to be filled; it says whether nothing is written.
        restores: Whether what was deleted here comes back; False by default.
        tell_progress: Called with 1 whenever one more file of a thread is done.
    """

    def __init__(
        self,
        export: Export,
        database: Database,
        contents: Contents,
        *,
        now: Callable[[], int],
        models: ModelMap,
        report: ImportReport,
        restores: bool = False,
        tell_progress: Callable[[int], object] = int,
    ) -> None:
        self._report = report
        self._export = export
        self._database = database
        self._now = now
        self._models = models
        self._restores = restores
        self._tell_progress = tell_progress
        self._exported_at = 0
        self._files = FileImporter(export, contents, report, self.transact, now, restores=restores)
        self._batch = Batch()
        self._left: str | None = None
        self._last: str | None = None

    def run(self) -> None:
        """Store everything.

        Raises:
            DatabaseLocked: Another process has kept the database locked for a minute.
        """
        manifest = self._read_manifest()
        self._exported_at = read_time(manifest.get("exported_at")) or 0
        self._note_absent(manifest)
        self._files.import_files(self._list(self._export.read_files), self._exported_at)
        self._files.import_stores(self._list(self._export.read_vector_stores), self._exported_at)
        self._import_assistants()
        for found in self._export.read_threads(oldest_first=True):
            try:
                if isinstance(found, BrokenFile):
                    raise found
                self._import_thread(found)
            except BrokenFile as broken:
                self._report.broken.append(str(broken))
            self._tell_progress(1)
        self._flush()
        self._seal()

    def transact(self, work: Callable[[Connection, Outcomes], T], *, may_be_lost: bool = True) -> T:
        """Return what is done in a transaction, which counts when it is done.

        Args:
            work: Is given the transaction and where to count. In a dry run it must not write.
            may_be_lost: Whether a power failure may take it back, until `run` has ended.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                result, outcomes = do_again(self._transact_once, work, may_be_lost)
            except Exception as error:
                if not (is_locked(error) or is_away(error)) or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                self._report.outcomes.include(outcomes)
                return result

    def _transact_once(
        self, work: Callable[[Connection, Outcomes], T], may_be_lost: bool
    ) -> tuple[T, Outcomes]:
        outcomes = Outcomes()
        with (
            self._database.read() if self._report.is_dry else self._database.write(may_be_lost=may_be_lost)
        ) as connection:
            return work(connection, outcomes), outcomes

    def _read_manifest(self) -> JsonObject:
        """Return the manifest, as far as it can be read."""
        try:
            return self._export.read_manifest()
        except BrokenFile as broken:
            self._report.broken.append(str(broken))
            return {}

    def _note_absent(self, manifest: JsonObject) -> None:
        """Note what the exporter says that it has not brought: threads that have no file tell by nothing."""
        if manifest.get("is_finished") is False:
            self._report.absent.add("what came after: the export was not finished")
        files = {path.name for path in self._export.files}
        for failed in as_list(manifest.get("threads_failed")) or ():
            name = str((as_object(failed) or {}).get("thread_id"))
            if name_thread_file(name).rpartition("/")[2] not in files:
                self._report.absent.add(f"thread {name}")

    def _list(self, read: Callable[[], Sequence[JsonObject]]) -> Iterator[JsonObject]:
        """Yield the objects of a file, as far as it can be read."""
        try:
            yield from read()
        except BrokenFile as broken:
            self._report.broken.append(str(broken))

    def _import_assistants(self) -> None:
        for number, raw in enumerate(self._list(self._export.read_assistants)):
            outcomes = self._report.outcomes
            row = read_assistant(raw, self._models, number, self._exported_at, outcomes.notes)
            name = str(raw.get("model") or row.model)
            use = self._report.models.setdefault(name, ModelUse(row.model, find_ending(name)))
            use.assistants += 1
            self.transact(partial(self._merge_assistant, row))

    def _merge_assistant(self, row: AssistantRow, connection: Connection, outcomes: Outcomes) -> None:
        self._merge(connection, outcomes).merge_assistants([row])

    def _import_thread(self, thread: ThreadExport) -> None:
        for error in thread.errors:
            self._report.absent.add(f"{error.get('object')} {error.get('id')}: {error.get('error')}")
        if thread.thread is None and not thread.messages and not thread.runs:
            if not thread.errors:
                self._report.absent.add(f"thread {thread.thread_id}")
            return
        exported_at = read_time(thread.exported_at) or self._exported_at
        self._files.import_files(iter(thread.files.values()), exported_at)
        for portion, size in self._read_portions(thread, exported_at):
            if self._batch.add(portion, size):
                self._flush()

    def _read_portions(self, thread: ThreadExport, exported_at: int) -> Iterator[tuple[Portion, int]]:
        """Yield a thread as portions, each with its size in bytes."""
        notes = self._report.outcomes.notes
        messages, runs = _order(thread.messages), _order(thread.runs)
        times = [read_time(items[0].get("created_at")) for items in (messages, runs) if items]
        otherwise = min((time for time in times if time is not None), default=exported_at)
        row = read_thread(thread.thread_id, thread.thread, otherwise, notes)
        is_first = True
        for start, end, size in _cut(messages):
            found = [read_message(messages[at], row, at, notes) for at in range(start, end)]
            whole = end == len(messages) and len(found) + len(runs) <= _MOST_ROWS
            ends = self._read_runs(runs, range(len(runs)), row) if whole else []
            yield Portion(row, is_first, found, ends), size
            is_first = False
            if whole:
                return
        for start, end, size in _cut(runs):
            yield Portion(row, is_first, (), self._read_runs(runs, range(start, end), row)), size
            is_first = False
        if is_first:
            yield Portion(row, True, (), ()), 0

    def _read_runs(self, runs: Sequence[JsonObject], places: range, row: ThreadRow) -> list[RunHistory]:
        notes, now = self._report.outcomes.notes, self._now()
        return [read_run(runs[place], row, place, self._models, now, notes) for place in places]

    def _flush(self) -> None:
        """Store what waits, in as many transactions as that takes."""
        portions, self._batch = self._batch.portions, Batch()
        while portions:
            merged = self.transact(partial(self._store_some, portions))
            portions = portions[merged:]

    def _store_some(self, portions: Sequence[Portion], connection: Connection, outcomes: Outcomes) -> int:
        """Store portions for as long as a transaction may take; return how many."""
        started = time.monotonic()
        merger = self._merge(connection, outcomes)
        for done, portion in enumerate(portions, 1):
            if portion.thread.id != self._left and not merger.merge_portion(portion):
                self._left = portion.thread.id
            self._last = portion.thread.id
            if time.monotonic() - started > LONGEST_TRANSACTION:
                return done
        return len(portions)

    def _seal(self) -> None:
        """Have everything on the disk, where no power failure takes it back."""
        if self._last is not None and not self._report.is_dry:
            thread = tables.thread.c
            same = update(tables.thread).where(thread.id == self._last).values(created_at=thread.created_at)
            self.transact(lambda connection, _: connection.execute(same), may_be_lost=False)

    def _merge(self, connection: Connection, outcomes: Outcomes) -> Merger:
        return Merger(connection, outcomes, writes=not self._report.is_dry, restores=self._restores)


def _order(objects: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """Return objects oldest first, which some servers give newest first whatever they are asked for."""
    if len(objects) < 2:
        return objects
    first, last = (read_time(objects[place].get("created_at")) for place in (0, -1))
    return objects[::-1] if first is not None and last is not None and first > last else objects


def _cut(objects: Sequence[JsonObject]) -> Iterator[tuple[int, int, int]]:
    """Yield where portions of a list start and end, and how many bytes they have."""
    start = size = 0
    for place in range(len(objects)):
        more = objects.count_bytes(place) if isinstance(objects, RawObjects) else 0
        if place > start and (place - start >= _MOST_ROWS or size + more > _MOST_BYTES):
            yield start, place, size
            start, size = place, 0
        size += more
    if start < len(objects):
        yield start, len(objects), size
