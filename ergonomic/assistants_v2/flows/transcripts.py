"""What happened on a thread: `threads.timeline`, entry by entry, and `threads.transcript`, as a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ..errors import APIError, APIStatusError
from ..rules.options import LARGEST_PAGE
from . import messages, runs, steps, threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistants_v2_raw.models import Run, RunStep
    from assistants_v2_transcripts.formats import TranscriptFormat
    from assistants_v2_transcripts.timeline import TimelineEntry

    from ..rules.paging import Identified
    from .paging import Pager
    from .port import Port
    from .port_values import ClosableAsyncIterator

I = TypeVar("I", bound="Identified")  # noqa: E741  # the field's letter for an item

NOT_SERVED = {404, 405, 501}
"""Statuses with which servers answer for lists that they do not have."""


def timeline(io: Port, thread_id: str) -> ClosableAsyncIterator[TimelineEntry]:
    """Yield what happened on a thread, oldest first: messages, runs, calls of tools with what they answered.

    Lists are fetched page by page, and the steps of a run when its turn comes, so that a long thread needs no
    more memory than a short one. Of a server that does not list runs or steps, the rest is told.

    Args:
        thread_id: Id of the thread.

    Returns:
        An iterator over the entries.

    Raises:
        NotFoundError: There is no thread with this id on this server.
    """
    return ThreadTimeline(io, thread_id)


async def transcript(io: Port, thread_id: str, *, format: TranscriptFormat = "text") -> str:
    """Write down what happened on a thread.

    Whatever the conversation holds is shown as it was written: it cannot reach a terminal as a command, and
    in Markdown and HTML it stays a text.

    Args:
        thread_id: Id of the thread.
        format: `text`, `markdown`, `html` for a page that needs nothing from elsewhere, or `json` for the
            objects as the server sent them, in the form that histories are imported from.

    Returns:
        The whole text. For a long thread, `timeline` needs less memory.

    Raises:
        NotFoundError: There is no thread with this id on this server.
        ValueError: There is no such format.
    """
    from assistants_v2_transcripts.formats import (  # late: most programs never ask
        check_format,
        write_timeline,
    )

    if check_format(format) == "json":
        return await _write_objects(io, thread_id)
    entries = [entry async for entry in timeline(io, thread_id)]
    return "".join(write_timeline(entries, format))


async def _write_objects(io: Port, thread_id: str) -> str:
    """Return the objects of a thread as JSON."""
    from assistants_v2_transcripts.objects import write_thread_objects  # late: most programs never ask

    thread, history = await threads.retrieve(io, thread_id), History(io, thread_id)
    said = [message async for message in history.messages.items()]
    done: list[tuple[Run, Sequence[RunStep]]] = []
    while run := await history.runs.look():
        done.append((history.runs.take(), await history.list_steps(run)))
    pieces = write_thread_objects(thread, said, done, history.absent, exported_at=io.clock())
    return "".join(pieces)


class ThreadTimeline:
    """Yields what happened on a thread.

    Args:
        io: The port.
        thread_id: Id of the thread.
    """

    def __init__(self, io: Port, thread_id: str) -> None:
        from assistants_v2_transcripts.file_names import FileNames  # late: most programs never ask
        from assistants_v2_transcripts.weaving import Weaver

        self._io = io
        self._thread_id = thread_id
        self._history = History(io, thread_id)
        self._messages = Ahead(self._history.messages)
        self._weaver = Weaver()
        self._names = FileNames()
        self._told: Iterator[TimelineEntry] = iter(())
        self._has_begun = self._is_over = False

    def __aiter__(self) -> ThreadTimeline:
        return self

    async def __anext__(self) -> TimelineEntry:
        while True:
            for entry in self._told:
                for file_id in self._names.list_unknown(entry):
                    self._names.note(file_id, await fetch_name(self._io, file_id))
                return self._names.add_to(entry)
            self._told = await self._go_on()

    async def aclose(self) -> None:
        """End it, and the requests for further pages that are under way."""
        self._is_over, self._told = True, iter(())
        await self._messages.aclose()
        await self._history.runs.aclose()

    async def _go_on(self) -> Iterator[TimelineEntry]:
        """Return what is to be told next."""
        if self._is_over:
            raise StopAsyncIteration
        if not self._has_begun:
            thread = await threads.retrieve(self._io, self._thread_id)
            self._has_begun = True
            return self._weaver.begin(thread)
        message, run = await self._messages.look(), await self._history.runs.look()
        if run and self._weaver.comes_first(run, message):
            steps_of_run = await self._history.list_steps(run)
            return self._weaver.add_run(self._history.runs.take(), steps_of_run)
        if message:
            return self._weaver.add_message(self._messages.take())
        self._is_over = True
        return self._weaver.finish(self._history.absent)


async def fetch_name(io: Port, file_id: str) -> str | None:
    """Return the name of a file; None if the server does not know the file, or has no files."""
    from . import files  # late: most conversations are about none

    try:
        return (await files.retrieve(io, file_id)).filename
    except (APIError, ValueError):  # a text is told without the names of its files, too
        return None


class History:
    """What a server has of a thread, oldest first.

    Attributes:
        messages: The thread's messages.
        runs: Its runs.
        absent: What the server turned out not to list: `runs`, `steps`.
    """

    def __init__(self, io: Port, thread_id: str) -> None:
        self.messages = messages.list(io, thread_id, order="asc", limit=LARGEST_PAGE)
        self.runs = Ahead(runs.list(io, thread_id, order="asc", limit=LARGEST_PAGE), self._note_no_runs)
        self.absent: list[str] = []
        self._io = io
        self._thread_id = thread_id

    async def list_steps(self, run: Run) -> Sequence[RunStep]:
        """Return the steps of a run; none if the server does not list any."""
        found = steps.list(self._io, run.id, thread_id=self._thread_id, order="asc", limit=LARGEST_PAGE)
        try:
            return [step async for step in found.items()]
        except APIStatusError as refusal:
            if refusal.status_code not in NOT_SERVED:
                raise
        if "steps" not in self.absent:
            self.absent.append("steps")
        return ()

    def _note_no_runs(self) -> None:
        self.absent.append("runs")


class Ahead(Generic[I]):
    """The items of a list, each of which can be looked at before it is taken.

    Args:
        pager: The list.
        note_absence: Called when the server turns out not to have the list, which then has no items; None if
            that is an error.
    """

    def __init__(self, pager: Pager[I], note_absence: Callable[[], object] | None = None) -> None:
        self._items = pager.items()
        self._note_absence = note_absence
        self._next: I | None = None
        self._is_over = False

    async def look(self) -> I | None:
        """Return the next item; None if there is none."""
        if self._next is None and not self._is_over:
            try:
                self._next = await self._items.__anext__()
            except StopAsyncIteration:
                self._is_over = True
            except APIStatusError as refusal:
                if self._note_absence is None or refusal.status_code not in NOT_SERVED:
                    raise
                self._is_over = True
                self._note_absence()
        return self._next

    def take(self) -> I:
        """Return the item that was looked at; the next look is at the one behind it."""
        taken, self._next = self._next, None
        assert taken is not None, "nothing was looked at"
        return taken

    async def aclose(self) -> None:
        """End the list, and the request for its next page if that is under way."""
        self._is_over = True
        await self._items.aclose()
