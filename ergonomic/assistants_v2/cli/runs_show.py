"""`assistants-v2 runs show`: what a run did, how long it took, and what to do if it went wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistants_v2_transcripts.controls import show_line
from assistants_v2_transcripts.file_names import FileNames
from assistants_v2_transcripts.plain_text import write_text_entry
from assistants_v2_transcripts.times import read_duration, read_time, write_duration, write_time
from assistants_v2_transcripts.weaving import make_run_timeline

from .complaints import DONE
from .conversations import RunId, ThreadId, find_run, list_messages, list_steps, name_files
from .opening import open_client
from .output import note, write_json, write_line
from .run_remedies import advise
from .shared_options import Json, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistants_v2_raw.models import Run


def run_show(thread: ThreadId, where: Where, run: RunId = None, as_json: Json = False) -> int:
    """Show a run: its status, times and tokens, and what it did step by step.

    JSON is the run as the server sent it, with its steps and the messages that it wrote.
    """
    absent: list[str] = []
    with open_client(where) as client:
        found = find_run(client, thread, run)
        steps = list_steps(client, thread, found.id, absent)
        messages = list_messages(client, thread, found.id)
        for what in absent:
            note(f"this server does not list {what}")
        if as_json:
            done, said = [step.to_dict() for step in steps], [message.to_dict() for message in messages]
            write_json({**found.to_dict(), "steps": done, "messages": said})
            return DONE
        for name, text in list_facts(found):
            write_line(f"{name:<11}{show_line(text)}")
        _, *entries = make_run_timeline(found, steps, messages)
        for entry in name_files(client, entries, FileNames()):
            sys.stdout.write("\n" + write_text_entry(entry))
    return DONE


def list_facts(run: Run) -> Iterator[tuple[str, str]]:
    """Yield what is to be known of a run, by name: only what there is."""
    usage, error = run.usage, run.last_error
    ended = run.completed_at or run.failed_at or run.cancelled_at
    facts = {
        "run": run.id,
        "thread": run.thread_id,
        "status": run.status,
        "assistant": run.assistant_id,
        "model": run.model,
        "created": write_time(read_time(run.created_at)),
        "started": write_time(read_time(run.started_at)),
        "ended": write_time(read_time(ended)),
        "expires": write_time(read_time(run.expires_at)),
        "took": write_duration(read_duration(run.created_at, ended)),
        "tokens": f"{usage.prompt_tokens} in, {usage.completion_tokens} out" if usage else "",
        "error": ": ".join(filter(None, (error.code, error.message))) if error else "",
        "incomplete": run.incomplete_details.reason if run.incomplete_details else "",
        "to do": advise(run) or "",
    }
    return ((name, text) for name, text in facts.items() if text)
