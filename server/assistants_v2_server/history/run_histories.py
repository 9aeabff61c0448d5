"""Runs of an export and their steps as rows, ended where nobody works on them any more. Pure.

A run that had ended stays as it was. One that was queued or in progress when it was exported is worked on by
nobody: it becomes what the API would make of it, which is expired. One that waits for tool outputs, and still
has time, can wait here: whoever has them can submit them, and the run goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from msgspec import Struct
from msgspec.structs import replace

from .. import lifecycle
from ..lifecycle import ACTIVE_STATUSES, RunStatus
from ..rendering import HIDDEN
from ..store import JsonObject, RunRow, StepRow, ThreadRow
from .fields import LEFT_OUT, MADE_UP, Fields, as_list, as_object, has_function_name, list_fields
from .models import ModelMap
from .notes import Notes

_RUN = list_fields(RunRow) - {"settings", "answerer", "owner", "claims", "turns"} | {
    "object",
    "metadata_",
    "steps",
}
"""What a run has beside its settings."""

_STEP = list_fields(StepRow) - {"details"} | {"object", "step_details"}
_TRUNCATION: Mapping[str, Any] = {"type": "auto", "last_messages": None}
_STEP_STATUSES: frozenset[str] = frozenset(get_args(lifecycle.StepStatus))
_STATUSES: frozenset[str] = frozenset(get_args(RunStatus))
_FAILED: Mapping[str, Any] = {
    "code": "server_error",
    "message": "The server that the run was exported from gave it a status that nobody knows.",
}


class RunHistory(Struct, frozen=True):
    """A run with its steps, oldest first.

    Attributes:
        row: The run.
        steps: Its steps.
        was_active: Whether it had not ended when it was exported, so that a later export may know more.
    """

    row: RunRow
    steps: Sequence[StepRow]
    was_active: bool

    def expire(self) -> RunHistory:
        """Return it with its time up."""
        return _end(self, "expired")


def read_run(
    raw: JsonObject, thread: ThreadRow, number: int, models: ModelMap, now: int, notes: Notes
) -> RunHistory:
    """Return a run and its steps.

    Args:
        raw: The object, with its steps as `steps`.
        thread: The thread in whose file it stands.
        number: Its place in the list.
        models: Which model goes on in place of the run's own, if the run can go on. One that has ended keeps
            the name of the model that answered it.
        now: Unix seconds.
        notes: Where to note what is not kept.
    """
    fields = Fields("run", raw, notes, thread.id, "runs", number)
    run = _read_row(fields, thread)
    steps = [
        _read_step(Fields("step", step, notes, thread.id, run.id, place), run)
        for place, step in enumerate(fields.objects("steps"))
    ]
    history = RunHistory(run, steps, was_active=run.status in ACTIVE_STATUSES)
    if run.status == "requires_action" and _can_go_on(history, now):
        fields.note("status: requires_action", "is kept: the run waits here for its tool outputs")
        settings = {**run.settings, "model": models.find(run.settings["model"])}
        return replace(history, row=replace(run, settings=settings))
    if not history.was_active:
        return replace(history, row=replace(run, required_action=None))
    end: RunStatus = "cancelled" if run.status == "cancelling" else "expired"
    fields.note(f"status: {run.status}", f"becomes {end}, since nobody works on it any more")
    return _end(history, end)


def _read_row(fields: Fields, thread: ThreadRow) -> RunRow:
    raw = fields.raw
    if raw.get("thread_id") not in (None, thread.id):
        fields.note("thread_id", "becomes that of the thread in whose file it stands")
    assistant_id = fields.reference("assistant_id")
    if assistant_id is None:
        fields.note("assistant_id", "is empty, since it is missing")
    status, error = raw.get("status"), fields.object("last_error")
    if not isinstance(status, str) or status not in _STATUSES:
        fields.note("status", "becomes failed, since nobody knows it")
        status, error = "failed", error or _FAILED
    return RunRow(
        id=fields.id,
        thread_id=thread.id,
        assistant_id=assistant_id or "",
        status=cast("RunStatus", status),
        created_at=fields.creation(thread.created_at),
        expires_at=fields.time("expires_at"),
        started_at=fields.time("started_at"),
        cancelled_at=fields.time("cancelled_at"),
        failed_at=fields.time("failed_at"),
        completed_at=fields.time("completed_at"),
        required_action=fields.object("required_action"),
        last_error=error,
        incomplete_details=fields.object("incomplete_details"),
        settings=_read_settings(fields),
        metadata=fields.metadata(),
        answerer="",
        usage=fields.object("usage"),
    )


def _read_settings(fields: Fields) -> JsonObject:
    """Return what the run was asked to do; fields that nobody knows are kept among that."""
    raw = fields.raw
    choice = raw.get("tool_choice")
    if not isinstance(choice, str) and not _is_choice(choice):
        choice = "auto"
    parallel = raw.get("parallel_tool_calls")
    more = {name: value for name, value in raw.items() if name not in _RUN}
    model = fields.text("model")
    if model is None:
        fields.note("model", MADE_UP)
    return {
        **more,
        "model": model or "unknown",
        "instructions": fields.text("instructions"),
        "tools": fields.tools(),
        "tool_resources": fields.resources(),
        "temperature": fields.sampling("temperature"),
        "top_p": fields.sampling("top_p"),
        "reasoning_effort": fields.text("reasoning_effort"),
        "max_completion_tokens": fields.count("max_completion_tokens"),
        "max_prompt_tokens": fields.count("max_prompt_tokens"),
        "truncation_strategy": _read_truncation(fields),
        "response_format": fields.format(),
        "tool_choice": choice,
        "parallel_tool_calls": parallel if isinstance(parallel, bool) else True,
    }


def _is_choice(choice: object) -> bool:
    known = as_object(choice) or {}
    kind = known.get("type")
    return isinstance(kind, str) and (kind != "function" or has_function_name(known))


def _read_truncation(fields: Fields) -> JsonObject:
    given = {**_TRUNCATION, **(fields.object("truncation_strategy") or {})}
    last = given["last_messages"]
    if given["type"] == "auto" or (isinstance(last, int) and last > 0):
        return given
    fields.note("truncation_strategy", "becomes auto")
    return _TRUNCATION


def _read_step(fields: Fields, run: RunRow) -> StepRow:
    fields.note_unknown(_STEP)
    details: dict[str, Any] = dict(fields.object("step_details") or {})
    for name in HIDDEN:  # words of ours, for what only models are told
        details.pop(name, None)
    kind = fields.raw.get("type") or details.get("type")
    if not isinstance(kind, str):
        fields.note("type", MADE_UP)
        kind = "tool_calls" if "tool_calls" in details else "message_creation"
    status = fields.raw.get("status")
    if not isinstance(status, str) or status not in _STEP_STATUSES:
        fields.note("status", "becomes completed, since nobody knows it")
        status = "completed"
    if not _has_calls(details, kind):
        fields.note("step_details", LEFT_OUT)
        details = {"type": "tool_calls", "tool_calls": []}
    return StepRow(
        id=fields.id,
        run_id=run.id,
        thread_id=run.thread_id,
        assistant_id=fields.reference("assistant_id") or run.assistant_id,
        type=cast("Any", kind[:32]),
        status=cast("Any", status),
        created_at=fields.creation(run.created_at),
        expires_at=run.expires_at,
        cancelled_at=fields.time("cancelled_at"),
        failed_at=fields.time("failed_at"),
        completed_at=fields.time("completed_at"),
        last_error=fields.object("last_error"),
        details=details,
        usage=fields.object("usage"),
    )


def _has_calls(details: JsonObject, kind: str) -> bool:
    """Say whether the details of a step of tool calls are some."""
    if kind != "tool_calls":
        return True
    calls = as_list(details.get("tool_calls"))
    return calls is not None and all(isinstance(call, dict) for call in calls)


def _can_go_on(history: RunHistory, now: int) -> bool:
    """Say whether tool outputs can be submitted to a run, and what it is to be told after that is known."""
    run = history.row
    if run.expires_at is None or lifecycle.is_due(run, now):
        return False
    asked = as_object((run.required_action or {}).get("submit_tool_outputs")) or {}
    calls = as_list(asked.get("tool_calls")) or []
    wanted = {(as_object(call) or {}).get("id") for call in calls}
    open_steps = [step for step in history.steps if step.status == "in_progress"]
    if not wanted or any(step.type != "tool_calls" for step in open_steps):
        return False
    told: list[Any] = [call for step in history.steps for call in step.details.get("tool_calls", ())]
    if not all(map(_is_told, told)):
        return False
    waiting = [call for step in open_steps for call in step.details["tool_calls"]]
    functions = {call["id"] for call in waiting if call.get("type") == "function"}
    return wanted <= functions


def _is_told(call: JsonObject) -> bool:
    """Say whether a call can be shown to the model that goes on."""
    function = as_object(call.get("function")) or {}
    if not isinstance(call.get("id"), str) or not isinstance(call.get("type"), str):
        return False
    if call["type"] != "function":
        return True
    return all(isinstance(function.get(name), str) for name in ("name", "arguments"))


def _end(history: RunHistory, status: RunStatus) -> RunHistory:
    """Return a run, and its open steps, as the API ends what nobody works on."""
    run = history.row
    last = max(time for time in (run.created_at, run.started_at, run.cancelled_at) if time is not None)
    ended = replace(
        run,
        status=status,
        expires_at=None,
        required_action=None,
        cancelled_at=last if status == "cancelled" else None,
    )
    steps = [
        lifecycle.close_step(step, ended, last) if step.status == "in_progress" else step
        for step in history.steps
    ]
    return replace(history, row=ended, steps=[replace(step, expires_at=None) for step in steps])
