"""What the pages about a thread and about a run show. Used by `site`.

A long thread is shown part by part. With a part of its messages go the runs that wrote them, and those that
began while they were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from assistants_v2_transcripts.pages.summaries import JsonObject, Links
from assistants_v2_transcripts.pages.writing import list_named_files
from msgspec import Struct
from sqlalchemy import Connection

from ..rendering import render_message, render_run, render_step, render_thread
from ..requests import refusals
from ..service import Context
from ..service.lists import list_rows
from ..service.lookups import fetch_thread
from ..store import (
    FILES,
    MESSAGES,
    RUNS,
    STEPS,
    MessageRow,
    PageRequest,
    RunRow,
    StepRow,
)
from ..store.browsing import list_runs, list_steps
from ..store.upstream_ids import find_upstream_ids
from .lists import choose_cursor

MESSAGES_AT_ONCE = 200
"""How many messages a page shows at most."""

LETTERS_AT_ONCE = 1_000_000
"""Characters after which a page shows no further message."""


class ThreadPart(Struct, frozen=True):
    """A thread, or a part of one.

    Attributes:
        thread: The thread.
        messages: The messages of the part, oldest first.
        runs: The runs that belong to them, oldest first, each with its steps.
        names: The names of the files that they name, by id.
        links: Where its neighbours are.
    """

    thread: JsonObject
    messages: Sequence[JsonObject]
    runs: Sequence[tuple[JsonObject, Sequence[JsonObject]]]
    names: Mapping[str, str]
    links: Links


def fetch_thread_part(context: Context, thread_id: str, address: str, query: Mapping[str, str]) -> ThreadPart:
    """Return a part of a thread: its beginning, or what is next to a message.

    Raises:
        RequestError: 404, there is no such thread; 400, the message is none of its.
    """
    with context.database.read() as connection:
        thread = fetch_thread(connection, thread_id)
        messages, links, following = _fetch_messages(connection, thread_id, address, query)
        since = messages[0].created_at if messages and links.back else 0
        own = {row.run_id for row in messages}
        until = following.created_at if following else None
        runs = {run.id: run for run in list_runs(connection, thread_id, since, until)}
        runs |= RUNS.find(connection, [key for key in own if key and key not in runs])
        if following and following.run_id not in own:
            runs.pop(following.run_id or "", None)  # which is shown with what it wrote
        steps = list_steps(connection, [*runs])
        done = [(run, steps[run.id]) for run in runs.values()]
        names = _fetch_names(connection, messages, [step for each in steps.values() for step in each])
    done.sort(key=lambda pair: pair[0].created_at)
    return ThreadPart(
        render_thread(thread),
        [render_message(row) for row in messages],
        [_show_run(run, steps) for run, steps in done],
        names,
        links,
    )


class RunPage(Struct, frozen=True):
    """What is shown of a run.

    Attributes:
        run: The run.
        steps: Its steps, oldest first.
        messages: The messages that it wrote, oldest first.
        names: The names of the files that they name, by id.
        upstream: What the endpoint of its model calls what it has made.
    """

    run: JsonObject
    steps: Sequence[JsonObject]
    messages: Sequence[JsonObject]
    names: Mapping[str, str]
    upstream: Sequence[JsonObject]


def fetch_run(context: Context, thread_id: str, run_id: str) -> RunPage:
    """Return what is shown of a run.

    Raises:
        RequestError: 404, there is no such thread, or no such run in it.
    """
    with context.database.read() as connection:
        run = RUNS.get(connection, run_id, thread_id=thread_id)
        if run is None:
            fetch_thread(connection, thread_id)
            raise refusals.not_found("run", run_id)
        steps = STEPS.list_all(connection, run_id=run_id)
        messages = MESSAGES.list_all(connection, thread_id=thread_id, run_id=run_id)
        names = _fetch_names(connection, messages, steps)
        upstream = find_upstream_ids(connection, run_id)
    shown, done = _show_run(run, steps)
    said = [render_message(row) for row in messages]
    return RunPage(shown, done, said, names, [one.describe() for one in upstream])


def _fetch_messages(
    connection: Connection, thread_id: str, address: str, query: Mapping[str, str]
) -> tuple[list[MessageRow], Links, MessageRow | None]:
    """Return the messages of a part, where its neighbours are, and the message that follows."""
    cursors, wanted = choose_cursor(query), PageRequest(order="asc", limit=MESSAGES_AT_ONCE + 1)
    rows, more = list_rows(connection, MESSAGES, wanted, cursors, thread_id=thread_id)
    if "before" in cursors:
        kept = _cut(rows[::-1])[::-1]
        following = MESSAGES.get(connection, cursors["before"], thread_id=thread_id)
        has_earlier, has_later = more or len(kept) < len(rows), True
    else:
        kept = _cut(rows)
        following = rows[len(kept)] if len(kept) < len(rows) else None
        has_earlier, has_later = "after" in cursors, following is not None
    back = f"{address}?{urlencode({'before': kept[0].id})}" if kept and has_earlier else None
    on = f"{address}?{urlencode({'after': kept[-1].id})}" if kept and has_later else None
    return kept, Links(back, on), following


def _cut(rows: list[MessageRow]) -> list[MessageRow]:
    """Return as many messages as a page shows: one at least."""
    letters = 0
    for number, row in enumerate(rows):
        letters += sum(len(str(block)) for block in row.content)
        if number == MESSAGES_AT_ONCE or (number and letters > LETTERS_AT_ONCE):
            return rows[:number]
    return rows


def _fetch_names(
    connection: Connection, messages: Sequence[MessageRow], steps: Sequence[StepRow]
) -> Mapping[str, str]:
    """Return the names of the files that messages and steps name, as far as they are there."""
    named = [{"content": row.content, "attachments": row.attachments} for row in messages]
    ids = list_named_files([*named, *(row.details for row in steps)])
    return {key: row.filename for key, row in FILES.find(connection, ids).items()}


def _show_run(run: RunRow, steps: Sequence[StepRow]) -> tuple[JsonObject, Sequence[JsonObject]]:
    return render_run(run), [render_step(step, run, with_content=True) for step in steps]
