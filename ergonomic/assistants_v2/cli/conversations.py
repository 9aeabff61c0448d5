"""What verbs read of threads and their runs. Used by `threads_dump`, `runs_show` and `runs_tail`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ..errors import APIError, APIStatusError
from ..flows.transcripts import NOT_SERVED
from ..rules.options import LARGEST_PAGE
from ..rules.outcomes import is_made_by
from .complaints import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from assistants_v2_raw.models import Message, Run, RunStep
    from assistants_v2_transcripts.file_names import FileNames
    from assistants_v2_transcripts.timeline import TimelineEntry

    from ..client import Assistants

T = TypeVar("T")

ThreadId = Annotated[str, typer.Argument(metavar="THREAD", help="the id of a thread")]
RunId = Annotated[
    str | None, typer.Argument(metavar="RUN", help="the id of its run; the newest if it is left out")
]


def find_run(client: Assistants, thread_id: str, run_id: str | None) -> Run:
    """Return the run that is meant: the one that is named, else the newest of the thread.

    Raises:
        OptionError: The thread has no runs.
    """
    if run_id is not None:
        return client.threads.runs.retrieve(run_id, thread_id=thread_id)
    newest = client.threads.runs.list(thread_id, limit=1).data
    if not newest:
        raise OptionError(f"the thread {thread_id} has no runs")
    return newest[0]


def list_runs(client: Assistants, thread_id: str, absent: list[str]) -> Iterator[tuple[Run, list[RunStep]]]:
    """Yield the runs of a thread, oldest first, each with its steps.

    Args:
        client: The client.
        thread_id: Id of the thread.
        absent: Gets the names of what the server turns out not to list: `runs`, `steps`.
    """
    found = client.threads.runs.list
    listed = skip_unserved(lambda: found(thread_id, order="asc", limit=LARGEST_PAGE), "runs", absent)
    return ((run, list_steps(client, thread_id, run.id, absent)) for run in listed)


def list_steps(client: Assistants, thread_id: str, run_id: str, absent: list[str]) -> list[RunStep]:
    """Return the steps of a run, oldest first; *absent* gets `steps` if the server does not list them."""
    found = client.threads.runs.steps.list
    listed = skip_unserved(
        lambda: found(run_id, thread_id=thread_id, order="asc", limit=LARGEST_PAGE), "steps", absent
    )
    return [*listed]


def skip_unserved(ask: Callable[[], Iterable[T]], what: str, absent: list[str]) -> Iterator[T]:
    """Yield the items of a list; none of one that the server does not have, whose name *absent* gets then."""
    try:
        yield from ask()
    except APIStatusError as refusal:
        if refusal.status_code not in NOT_SERVED:
            raise
        if what not in absent:
            absent.append(what)


def name_files(
    client: Assistants, entries: Iterable[TimelineEntry], names: FileNames
) -> Iterator[TimelineEntry]:
    """Yield entries with the names of the files in them.

    Args:
        client: The client.
        entries: The entries.
        names: What is known of these names; the server is asked for all others.
    """
    for entry in entries:
        for file_id in names.list_unknown(entry):
            names.note(file_id, _fetch_name(client, file_id))
        yield names.add_to(entry)


def _fetch_name(client: Assistants, file_id: str) -> str | None:
    try:
        return client.files.retrieve(file_id).filename
    except (APIError, ValueError):  # what a run did is shown without the names of files, too
        return None


def list_messages(client: Assistants, thread_id: str, run_id: str) -> list[Message]:
    """Return the messages that a run wrote, oldest first."""
    found = client.threads.messages.list(thread_id, run_id=run_id, order="asc", limit=LARGEST_PAGE)
    return [message for message in found if is_made_by(message, run_id)]
