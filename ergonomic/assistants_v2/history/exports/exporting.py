"""Exports the conversations of a server: what is asked for, in which order, and what has to be asked again.

A thread is written when all of it is there. So a second call goes on where the first ended: it looks at the
threads that are in the folder, and fetches those that are not, that have changed, or that lack something.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistants_v2_companions_raw.api.threads import list_threads
from assistants_v2_raw.api.assistants import list_assistants
from assistants_v2_raw.api.messages import list_messages
from assistants_v2_raw.api.runs import list_runs
from assistants_v2_raw.api.threads import get_thread
from assistants_v2_server.history.layout import ASSISTANTS, MANIFEST
from msgspec.structs import replace

from ...errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    ConfigurationError,
    PaginationError,
)
from ...io.paced_port import PacedPort
from .fetching import (
    BATCH,
    ENDING,
    FAILED,
    describe,
    fetch_list,
    fetch_newest,
    fetch_object,
    fetch_thread,
    list_raw,
    name_error,
)
from .file_fetching import FileFetcher
from .folder import ExportFolder
from .mentions import list_file_ids
from .reports import (
    ExportProgress,
    ExportReport,
    find_beginning,
    is_embedded,
    merge_by_id,
    read_time,
    write_manifest,
    write_time,
)
from .store_exporting import StoreExporter

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from assistants_v2_raw.types import Operation
    from assistants_v2_server.history.layout import ThreadExport

    from ...flows.port import Port
    from .options import ExportOptions
    from .raw_objects import JsonObject


_LOOK = 0.02
"""Seconds between two looks whether all threads have stopped after a failure."""

_LOOKS = 100
"""How many such looks there are at most."""


async def export(port: Port, folder: str | os.PathLike[str], options: ExportOptions) -> ExportReport:
    """Export the conversations of a server into a folder; `export_history` says what is raised."""
    io = PacedPort(port, options.choose_rate(is_embedded=is_embedded(port.settings)))
    exporter = Exporter(io, ExportFolder(folder), options)
    try:
        return await exporter.run()
    finally:
        io.stop()
        await exporter.wait_for_threads(port)


class Exporter:
    """One export.

    Args:
        io: The port.
        folder: Where to.
        options: What, and how fast.
    """

    def __init__(self, io: PacedPort, folder: ExportFolder, options: ExportOptions) -> None:
        self._io = io
        self._folder = folder
        self._options = options
        self._files = FileFetcher(io, folder, with_bytes=options.with_files)
        self._totals = ExportProgress()
        self._failed: list[JsonObject] = []
        self._notes: list[str] = []
        self._requested: set[str] = set()
        self._at_work: set[str] = set()
        self._interrupted_at: datetime | None = None

    async def run(self) -> ExportReport:
        """Export everything that is wanted."""
        settings, began_at = self._io.settings, write_time(self._io.clock())
        self._interrupted_at = find_beginning(self._folder.read_object(MANIFEST), settings)
        if self._interrupted_at:
            began_at = self._interrupted_at.isoformat()
        found = await self._fetch_assistants()
        self._folder.prepare()  # not before the server has answered: an empty folder is no export
        assistants = merge_by_id(self._folder.read_objects(ASSISTANTS), found)
        self._folder.write_json(ASSISTANTS, assistants)
        self._write_manifest(began_at, None)
        await self._export_threads()
        stores = StoreExporter(self._io, self._folder, self._files, self._options.max_concurrency)
        count = await stores.export(assistants)
        self._notes += stores.notes
        report = ExportReport(
            folder=self._folder.path,
            totals=replace(
                self._totals,
                files=self._files.count_written(),
                missing=self._totals.missing + stores.missing,
            ),
            assistants=len(assistants),
            vector_stores=count,
            threads_failed=self._failed,
            notes=self._notes,
        )
        self._write_manifest(began_at, report)
        return report

    async def wait_for_threads(self, port: Port) -> None:
        """Wait a little until nothing is written any more: a failure ends only its own thread at once."""
        for _ in range(_LOOKS):
            if not self._at_work:
                return
            await port.pause(_LOOK)

    def _write_manifest(self, began_at: str, report: ExportReport | None) -> None:
        now = write_time(self._io.clock())
        manifest = write_manifest(self._io.settings, began_at, now, len(self._requested), report)
        self._folder.write_json(MANIFEST, manifest)

    async def _fetch_assistants(self) -> Sequence[JsonObject]:
        """Return the assistants; a server that is not there, or refuses the key, is noticed here."""
        try:
            return await fetch_list(self._io, list_assistants.request)
        except APIStatusError as failure:
            if failure.status_code in (401, 403, 429):
                raise
            self._notes.append(f"The assistants could not be listed: {describe(failure)}")
            return []

    async def _export_threads(self) -> None:
        """Export the threads that the program names, or all that the server lists."""
        if self._options.threads is not None:
            named = [*dict.fromkeys(self._options.threads)]
            self._totals = replace(self._totals, total=len(named))
            for at in range(0, len(named), BATCH):
                await self._export_some([(each, None) for each in named[at : at + BATCH]])
            return
        try:
            async for page in list_raw(self._io, list_threads.request).pages():
                await self._export_some([(each.id, each.json) for each in page.items])
        except APIStatusError as failure:
            is_absent = "list_threads" in self._io.settings.server.absent
            if failure.status_code in (401, 403) or (name_error(failure) == FAILED and not is_absent):
                raise
            raise ConfigurationError(
                f"the server does not list its threads ({describe(failure)}): name them, with threads=[…] or "
                "--threads-from FILE."
            ) from failure

    async def _export_some(self, threads: Sequence[tuple[str, JsonObject | None]]) -> None:
        new = [(each, listed) for each, listed in threads if each not in self._requested]
        self._requested.update(each for each, _ in new)
        works = [partial(self._work_on, each, listed) for each, listed in new]
        await self._io.together(works, self._options.max_concurrency)

    async def _work_on(self, thread_id: str, listed: JsonObject | None) -> None:
        self._at_work.add(thread_id)
        try:
            await self._export_one(thread_id, listed)
        finally:
            self._at_work.discard(thread_id)

    async def _export_one(self, thread_id: str, listed: JsonObject | None) -> None:
        """Write a thread unless it is there, or note why not."""
        try:
            export = await self._fetch(thread_id, listed)
        except ENDING:
            raise
        except (APIError, PaginationError, ValueError) as failure:
            if isinstance(failure, APIConnectionError):
                await self._require_server(failure)
            error = f"{name_error(failure)}: {describe(failure)}"
            self._failed.append({"thread_id": thread_id, "error": error})
            await self._tell(thread_id, failed=1)
            return
        if export is None:
            await self._tell(thread_id, unchanged=1)
            return
        self._folder.write_thread(replace(export, exported_at=write_time(self._io.clock())))
        missing = sum(error.get("error") == FAILED for error in export.errors)
        counted = {"messages": len(export.messages), "runs": len(export.runs), "missing": missing}
        await self._tell(thread_id, exported=1, **counted)

    async def _fetch(self, thread_id: str, listed: JsonObject | None) -> ThreadExport | None:
        """Return a thread with the files that it names; None if it is in the folder as it is."""
        if await self._is_kept(thread_id, listed):
            return None
        export = await fetch_thread(self._io, thread_id, listed)
        named = list_file_ids([export.thread or {}, *export.messages, *export.runs])
        found = {each: await self._files.fetch(each) for each in named}
        errors = [*export.errors, *(error for file in found.values() for error in file.errors)]
        objects = {each: file.object for each, file in found.items() if file.object is not None}
        return replace(export, files=objects, errors=errors)

    async def _require_server(self, failure: APIConnectionError) -> None:
        """Raise a failure unless it was one thread that the server gave no answer for."""
        try:
            pager = list_raw(self._io, list_assistants.request, limit=1)
            await pager.fetch(pager.first)
        except APIConnectionError:
            raise failure from None
        except APIError:
            return

    async def _tell(self, thread_id: str, **counted: int) -> None:
        """Count what was done, and tell the program."""
        await self._io.ask(self._count, thread_id, counted)

    def _count(self, thread_id: str, counted: dict[str, int]) -> object:
        """Count; the port lets only one thread do so at a time."""
        before = self._totals
        sums = {name: getattr(before, name) + more for name, more in counted.items()}
        self._totals = replace(before, thread_id=thread_id, files=self._files.count_written(), **sums)
        return self._options.on_progress and self._options.on_progress(self._totals)

    async def _is_kept(self, thread_id: str, listed: JsonObject | None) -> bool:
        """Say whether a thread is in the folder, lacks nothing, and has not changed.

        What an export has written that was interrupted is not looked at; of another, the thread and what is
        newest in it.
        """
        kept = None if self._options.again else self._folder.read_thread(thread_id)
        if kept is None or kept.thread is None or self._lacks_something(kept):
            return False
        at = read_time(kept.exported_at)
        if self._interrupted_at and at and at >= self._interrupted_at:
            return True
        runs = [{name: part for name, part in run.items() if name != "steps"} for run in kept.runs[-1:]]
        return (
            kept.thread == (listed or await fetch_object(self._io, get_thread.request(thread_id)))
            and [*kept.messages[-1:]] == await self._list_newest(list_messages.request, thread_id)
            and runs == await self._list_newest(list_runs.request, thread_id)
        )

    async def _list_newest(
        self, request: Callable[..., Operation[object]], thread_id: str
    ) -> list[JsonObject]:
        found = await fetch_newest(self._io, partial(request, thread_id))
        return [] if found is None else [found]

    def _lacks_something(self, kept: ThreadExport) -> bool:
        """Say whether more of a thread can be had: what failed, or bytes that were not fetched."""
        if any(error.get("error") == FAILED for error in kept.errors):
            return True
        refused = {error.get("id") for error in kept.errors}
        wanted = kept.files.items() if self._options.with_files else ()
        return any(
            not self._folder.has_bytes(each, found.get("bytes"))
            for each, found in wanted
            if each not in refused
        )
