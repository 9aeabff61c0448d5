"""The objects of a thread as they came, in the form that histories are imported from. Pure.

The form is `assistants-thread-export/v1`; `assistants_v2_server.history.layout` says all of it. Used by
`flows.transcripts` and by the command.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .controls import escape_json
from .times import write_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assistants_v2_raw.models import Message, Run, RunStep, Thread

THREAD_SCHEMA = "assistants-thread-export/v1"
"""What the form calls itself."""


def write_thread_objects(
    thread: Thread,
    messages: Iterable[Message],
    runs: Iterable[tuple[Run, Sequence[RunStep]]],
    absent: Sequence[str] = (),
    *,
    exported_at: float,
) -> Iterator[str]:
    """Yield the JSON of a thread, an object a line.

    Args:
        thread: The thread.
        messages: Its messages, oldest first; they are read as the pieces are asked for.
        runs: Its runs, oldest first, each with its steps, oldest first; they are read in the same way.
        absent: What the server does not list: `runs`, `steps`; it is looked at when all else is written.
        exported_at: When it was written, in Unix seconds.
    """
    yield f'{{"export_schema": "{THREAD_SCHEMA}", "thread_id": {write_object(thread.id)},\n'
    yield f'"exported_at": "{write_time(exported_at)}",\n"thread": {write_object(thread.to_dict())},\n'
    yield '"messages": ['
    yield from _write_items(message.to_dict() for message in messages)
    yield '],\n"runs": ['
    yield from _write_items(
        {**run.to_dict(), "steps": [step.to_dict() for step in steps]} for run, steps in runs
    )
    yield '],\n"files": {},\n"errors": ['
    yield from _write_items(
        {"object": what, "id": thread.id, "error": "not_served", "detail": f"This server lists no {what}."}
        for what in absent
    )
    yield "]}\n"


def _write_items(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield what stands in an array."""
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + write_object(item)


def write_object(value: object) -> str:
    """Return JSON in a line, readable in every language, with control characters escaped."""
    return escape_json(json.dumps(value, ensure_ascii=False))
