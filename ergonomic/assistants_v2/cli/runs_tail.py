"""`assistants-v2 runs tail`: tell what a run does while it does it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer
from assistants_v2_transcripts.entries import (
    find_written,
    make_message_entry,
    make_run_entry,
    make_step_entries,
)
from assistants_v2_transcripts.file_names import FileNames
from assistants_v2_transcripts.plain_text import write_text_entry
from msgspec.structs import replace

from ..errors import NotFoundError
from ..rules.polling import is_at_rest
from .complaints import DONE, FAILED, INTERRUPTED
from .conversations import RunId, ThreadId, find_run, list_messages, list_steps, name_files
from .opening import open_client
from .output import note, write_json
from .run_remedies import advise
from .shared_options import Json, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistants_v2_raw.models import Message, Run, RunStep
    from assistants_v2_transcripts.timeline import TimelineEntry

    from ..client import Assistants


def run_tail(
    thread: ThreadId,
    where: Where,
    run: RunId = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="Ctrl-C cancels the run, too")] = False,
    as_json: Json = False,
) -> int:
    """Follow a run until it has ended or waits for tool outputs, and tell what it does.

    Ctrl-C leaves the run alone, unless --cancel is given. The status is 0 if the run completed, else 1. JSON
    is an object a line, as the server sent it: the run whenever its status has changed, steps, messages.
    """
    with open_client(where) as client:
        found = find_run(client, thread, run)
        tail = Tail(client, thread, as_json=as_json)
        try:
            tail.tell(found)
            if not is_at_rest(found):
                found = client.threads.runs.poll(found.id, thread_id=thread, on_poll=tail.tell)
                tail.tell(found)
        except KeyboardInterrupt:
            return leave(client, thread, found.id, is_cancelled=cancel)
    if advice := advise(found):
        note(f"the run {found.id} is {found.status}. {advice}")
    return DONE if found.status == "completed" else FAILED


def leave(client: Assistants, thread_id: str, run_id: str, *, is_cancelled: bool) -> int:
    """Say what becomes of a run that nobody watches any more; return the exit status."""
    ids = f"{thread_id} {run_id}"
    if is_cancelled:
        stopped = client.threads.runs.cancel(run_id, thread_id=thread_id)
        note(f"the run {run_id} is {stopped.status}")
    else:
        note(
            f"the run {run_id} goes on: assistants-v2 runs tail {ids} looks at it again, "
            f"assistants-v2 runs cancel {ids} ends it"
        )
    return INTERRUPTED


class Tail:
    """Tells of a run, look by look, what it has not told yet.

    Args:
        client: The client.
        thread_id: Id of the run's thread; some servers leave it out of their objects.
        as_json: Whether objects are written as they came, not for people to read.
    """

    def __init__(self, client: Assistants, thread_id: str, *, as_json: bool) -> None:
        self._client = client
        self._thread_id = thread_id
        self._as_json = as_json
        self._status: str | None = None
        self._told: set[tuple[str, str]] = set()
        self._names = FileNames()

    def tell(self, run: Run) -> None:
        """Write what a run, as it was seen just now, has done since it was seen before."""
        if run.status != self._status and not is_at_rest(run):
            self._tell_status(run)
        absent: list[str] = []
        for step in list_steps(self._client, self._thread_id, run.id, absent):
            if (step.status != "in_progress" or is_at_rest(run)) and self._is_new(step.id, step.status):
                self._tell_step(step)
        if absent and is_at_rest(run):  # nothing else says what it wrote
            for message in list_messages(self._client, self._thread_id, run.id):
                if self._is_new(message.id, ""):
                    self._write(message, iter([make_message_entry(message)]))
        if run.status != self._status:
            self._tell_status(run)
        sys.stdout.flush()

    def _is_new(self, identifier: str, status: str) -> bool:
        """Say whether an object was not told in this status; from now on it was."""
        is_new = (identifier, status) not in self._told
        self._told.add((identifier, status))
        return is_new

    def _tell_status(self, run: Run) -> None:
        self._status = run.status
        self._write(run, iter([replace(make_run_entry(run), time=time.time())]))

    def _tell_step(self, step: RunStep) -> None:
        message = self._fetch_message(step)
        self._write(step, iter(()) if message else make_step_entries(step, {}))
        if message:
            self._write(message, iter([make_message_entry(message, step)]))

    def _fetch_message(self, step: RunStep) -> Message | None:
        """Return the message that a step wrote; None if it wrote none, or somebody has deleted it."""
        written = find_written(step)
        try:
            return (
                self._client.threads.messages.retrieve(written, thread_id=self._thread_id)
                if written
                else None
            )
        except NotFoundError:
            return None

    def _write(self, thing: Run | RunStep | Message, entries: Iterator[TimelineEntry]) -> None:
        """Write an object, or what is told of it."""
        if self._as_json:
            write_json(thing.to_dict(), is_line=True)
            return
        for entry in name_files(self._client, entries, self._names):
            sys.stdout.write(write_text_entry(entry))
