"""What the log says of a client's doings: for each event its level and its words. Pure. Used by the log.

A line has ids, names, statuses and times. It never has what a conversation says, nor a key, a header, or the
text of an exception, which may hold any of these.
"""

from __future__ import annotations

import re
from logging import DEBUG, INFO, WARNING
from typing import TYPE_CHECKING, Any

from .client_events import (
    BusyEvent,
    CancelEvent,
    LookEvent,
    ReconcileEvent,
    RequestEvent,
    RetryEvent,
    RunEvent,
    StreamCutEvent,
    ToolEvent,
)
from .polling import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .client_events import ClientEvent

LEAST_LEVELS: Mapping[type, int] = {
    RequestEvent: DEBUG,
    LookEvent: DEBUG,
    RunEvent: INFO,
    BusyEvent: INFO,
    ToolEvent: WARNING,  # those that fail; those that do not are told at INFO
    RetryEvent: WARNING,
    ReconcileEvent: WARNING,
    CancelEvent: WARNING,
    StreamCutEvent: WARNING,
}
"""The highest level at which events of a kind are told."""

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def level_of(event: ClientEvent) -> int:
    """Return the level of the line for an event."""
    if isinstance(event, ToolEvent) and not isinstance(event.error, Exception):
        return INFO if event.is_over else DEBUG  # an interruption is no failure
    if isinstance(event, CancelEvent) and event.reason == "interruption" and event.is_taken:
        return INFO  # as the program wanted it
    return LEAST_LEVELS[type(event)]


def write_line(event: ClientEvent) -> str:
    """Return the line for an event, without time and level: one line, whatever a server sends as an id."""
    from assistants_v2_transcripts.controls import show_line  # late: most programs have no log

    return show_line(_WRITERS[type(event)](event))


def name_tool(name: str) -> str:
    """Return the name of a tool as a model wrote it; what no tool can be called is not repeated."""
    return name if _NAME.fullmatch(name) else "(no name)"


def _name_run(run_id: str, thread_id: str) -> str:
    run = f"run {run_id}" if run_id else "a run"
    return f"{run} on thread {thread_id}" if thread_id else run


def _write_request(event: RequestEvent) -> str:
    outcome = str(event.status) if event.status is not None else str(event.error_type)
    taken = f"{(event.seconds or 0.0) * 1000:.1f} ms"
    return " ".join(filter(None, (event.method, event.path, outcome, taken, event.request_id)))


def _write_look(event: LookEvent) -> str:
    return f"{_name_run(event.run_id, event.thread_id)} is {event.status} after {event.seconds:.2f} s"


def _write_run(event: RunEvent) -> str:
    named = _name_run(event.run_id, event.thread_id)
    if event.seconds is None:
        return f"{named} is followed: {event.status}, assistant {getattr(event.run, 'assistant_id', None)}"
    reason = f" ({event.error_type})" if event.error else ""
    code = getattr(getattr(event.run, "last_error", None), "code", None)
    told = f", {code}" if code else ""
    if event.status is None:
        outcome = "was not begun"
    else:
        outcome = f"{'ended' if event.status in SETTLED else 'is left'} as {event.status}"
    return f"{named} {outcome}{told} after {event.seconds:.2f} s{reason}"


def _write_tool(event: ToolEvent) -> str:
    call = f"tool call {event.call_id} of run {event.run_id}: {name_tool(event.name)}"
    if event.seconds is None:
        return f"{call} begins"
    taken = f"after {event.seconds * 1000:.1f} ms"
    if not event.is_known:
        return f"{call} is none of the functions that this program passed"
    return f"{call} has {f'failed with {event.error_type}' if event.error else 'returned'} {taken}"


def _write_retry(event: RetryEvent) -> str:
    what = event.operation or "a request"
    about = f" for {_name_run(event.run_id, event.thread_id or '')}" if event.run_id else ""
    status = f" {event.status}" if event.status is not None else ""
    named = f" {event.request_id}" if event.request_id else ""
    return (
        f"{what}{about} failed with {event.reason}{status}{named}: "
        f"trying again in {event.seconds:.2f} s, after {event.attempts} attempts"
    )


def _write_reconcile(event: ReconcileEvent) -> str:
    found = "it was carried out" if event.is_done else "it was not carried out"
    return f"{event.operation} ended with {event.reason}, and was looked for: {found}"


def _write_cancel(event: CancelEvent) -> str:
    did = "cancelled" if event.is_taken else "could not be cancelled"
    return f"{_name_run(event.run_id, event.thread_id)} {did}, because of: {event.reason}"


def _write_cut(event: StreamCutEvent) -> str:
    why = f"broke ({event.reason})" if event.reason else "ended"
    return f"the stream of {_name_run(event.run_id, event.thread_id)} {why} before the run did: looking at it"


def _write_busy(event: BusyEvent) -> str:
    done = "is cancelled" if event.is_cancelled else "is waited for"
    return f"thread {event.thread_id} is locked by run {event.run_id}, which {done}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    RequestEvent: _write_request,
    LookEvent: _write_look,
    RunEvent: _write_run,
    ToolEvent: _write_tool,
    RetryEvent: _write_retry,
    ReconcileEvent: _write_reconcile,
    CancelEvent: _write_cancel,
    StreamCutEvent: _write_cut,
    BusyEvent: _write_busy,
}
