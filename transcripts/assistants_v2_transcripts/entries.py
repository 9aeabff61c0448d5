"""What threads, messages, runs and steps are on a timeline. Pure. Used by `weaving`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .parts import (
    list_code_parts,
    list_function_parts,
    list_message_parts,
    list_search_parts,
    make_unknown,
)
from .timeline import TimelineEntry, TimelinePart
from .times import read_duration, read_time
from .wire import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistants_v2_raw.models import Message, Run, RunStep, RunStepUsage, RunUsage, Thread


def make_thread_entry(thread: Thread) -> TimelineEntry:
    """Return the entry for the beginning of a thread."""
    resources = thread.tool_resources and thread.tool_resources.to_dict()
    facts = list_metadata(thread.metadata)
    if resources:
        facts += (f"tool_resources {write_json(resources)}",)
    return TimelineEntry("thread", "thread", thread.id, read_time(thread.created_at), facts=facts)


def make_absence_entry(what: str) -> TimelineEntry:
    """Return the entry for what a server does not tell; *what* is `runs` or `steps`."""
    return TimelineEntry(what, what, parts=(TimelinePart("error", f"this server does not list {what}"),))


def make_message_entry(message: Message, step: RunStep | None = None) -> TimelineEntry:
    """Return the entry for a message.

    Args:
        message: The message.
        step: The step in which it was written, if that is known.
    """
    return TimelineEntry(
        "message",
        message.role or "message",
        message.id,
        read_time(message.created_at),
        read_duration(step.created_at, step.completed_at) if step else None,
        None if message.status in (None, "completed") else message.status,
        list_metadata(message.metadata) + (list_tokens(step.usage) if step else ()),
        tuple(list_message_parts(message)),
    )


def make_run_entry(run: Run) -> TimelineEntry:
    """Return the entry for a run: what worked, how it ended, and what it cost."""
    ended = run.completed_at or run.failed_at or run.cancelled_at
    facts = [run.model, run.assistant_id]
    return TimelineEntry(
        "run",
        "run",
        run.id,
        read_time(run.created_at),
        read_duration(run.created_at, ended),
        run.status,
        (*filter(None, facts), *list_tokens(run.usage), *list_metadata(run.metadata)),
        tuple(list_run_parts(run)),
    )


def list_run_parts(run: Run) -> Iterator[TimelinePart]:
    """Yield why a run failed or broke off, and what it waits for."""
    if run.last_error:
        yield TimelinePart("error", join(run.last_error.code, run.last_error.message))
    if run.incomplete_details:
        yield TimelinePart("error", f"incomplete: {run.incomplete_details.reason}")
    if run.status != "requires_action" or not run.required_action:
        return
    action = run.required_action
    calls = (action.submit_tool_outputs and action.submit_tool_outputs.tool_calls) or ()
    names = [call.function.name for call in calls if call.function]
    yield TimelinePart("waiting", f"for {', '.join(filter(None, names)) or action.type}")


def make_step_entries(step: RunStep, seconds: Mapping[str, float]) -> Iterator[TimelineEntry]:
    """Yield an entry for each thing that a step did.

    Args:
        step: The step.
        seconds: How long function calls took, by call id, where that was measured.
    """
    details = step.step_details
    took = read_duration(step.created_at, step.completed_at or step.failed_at or step.cancelled_at)
    begun, facts = read_time(step.created_at), list_tokens(step.usage)
    parts = (
        [TimelinePart("error", join(step.last_error.code, step.last_error.message))]
        if step.last_error
        else []
    )
    calls = details.tool_calls if details and details.type == "tool_calls" else None
    for call in calls or ():
        title, own = describe_call(call)
        call_id = getattr(call, "id", None) or ""
        lasted = seconds.get(call_id, took)
        yield TimelineEntry(
            call.type or "", title, call_id, begun, lasted, step.status, facts, (*own, *parts)
        )
        parts, facts = [], ()  # they are told once
    if not calls:
        kind = str((details and getattr(details, "raw", {}).get("type")) or step.type or "step")
        own = list_other_parts(details)
        yield TimelineEntry(kind, kind, step.id, begun, took, step.status, facts, (*own, *parts))


def describe_call(call: Any) -> tuple[str, list[TimelinePart]]:
    """Return what a tool call is called, and its parts."""
    if call.type == "function":
        return (call.function and call.function.name) or "function", list_function_parts(call)
    if call.type == "code_interpreter":
        return call.type, list_code_parts(call)
    if call.type == "file_search":
        return call.type, list_search_parts(call)
    return call.type or "tool", [make_unknown(call.raw)]


def list_other_parts(details: Any) -> list[TimelinePart]:
    """Return the parts of a step that called no tools: which message it wrote, or what the server says."""
    if details is None or details.type == "tool_calls":
        return []
    if details.type == "message_creation":
        return [TimelinePart("message", find_message_id(details) or "")]
    return [make_unknown(details.raw)]


def find_written(step: RunStep) -> str | None:
    """Return the id of the message that a step wrote, if it wrote one."""
    return find_message_id(step.step_details)


def find_message_id(details: Any) -> str | None:
    """Return the id of the message that details of a step name, if they do."""
    return getattr(getattr(details, "message_creation", None), "message_id", None)


def list_tokens(usage: RunUsage | RunStepUsage | None) -> tuple[str, ...]:
    """Return how many tokens were used, as facts."""
    if not usage:
        return ()
    return (f"{usage.prompt_tokens or 0} tokens in", f"{usage.completion_tokens or 0} out")


def list_metadata(metadata: Mapping[str, str] | None) -> tuple[str, ...]:
    """Return metadata as facts."""
    return tuple(f"{name}={value}" for name, value in (metadata or {}).items())


def join(code: object, message: object) -> str:
    """Return an error's code and message as one text."""
    return ": ".join(str(part) for part in (code, message) if part)
