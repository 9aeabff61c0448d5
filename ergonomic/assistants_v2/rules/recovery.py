"""The events that a stream did not tell, made up from what the server has stored. Pure.

A text is continued where it broke off, so that no word comes twice and none is lost. Used by
`flows.run_events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw import models
from assistants_v2_raw.events import EVENTS
from assistants_v2_raw.models import Message, RunStep, TextContentBlock, ToolCallsStepDetails
from assistants_v2_raw.types import new

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import Run

    from .accumulation import Accumulator

_CLASSES: dict[str, type[Any]] = {}


def make_event(name: str, data: object) -> AssistantStreamEvent:
    """Return an event that the server did not send; its `recovered` is true."""
    if name not in _CLASSES:
        kind = getattr(models, EVENTS[name])
        _CLASSES[name] = type(kind.__name__, (kind,), {"__slots__": (), "recovered": True})
    event: Any = new(_CLASSES[name])
    event.event, event.data = name, data
    return event


def make_run_event(run: Run, change: str | None = None) -> list[AssistantStreamEvent]:
    """Return the event that tells of a run as it is, or of a *change*; none for a status without one."""
    name = f"thread.run.{change or run.status}"
    return [make_event(name, run)] if name in EVENTS else []


def make_missing_events(
    told: Accumulator, run: Run, messages: Sequence[Message], steps: Sequence[RunStep]
) -> list[AssistantStreamEvent]:
    """Return the events that lead from what was told of a run to how it is.

    Args:
        told: What the stream has told.
        run: The run; it has ended, or waits for outputs.
        messages: Its messages, oldest first.
        steps: Its steps, oldest first.
    """
    events: list[AssistantStreamEvent] = []
    by_id = {message.id: message for message in messages}
    for step in steps:
        if told.has_ended(step.id):
            continue
        if told.find_step(step.id) is None:
            events.append(make_event("thread.run.step.created", _as_begun_step(step)))
        written: Any = getattr(getattr(step.step_details, "message_creation", None), "message_id", None)
        if message := by_id.pop(written, None):
            events += _tell_message(told, message)
        events += _tell_step(told, step)
    for message in by_id.values():
        events += _tell_message(told, message)
    return [*events, *make_run_event(run)]


def _tell_message(told: Accumulator, message: Message) -> Iterator[AssistantStreamEvent]:
    if told.has_ended(message.id):
        return
    known = told.find_message(message.id)
    if known is None:
        begun = {"status": "in_progress", "content": [], "completed_at": None}
        yield make_event("thread.message.created", Message.from_dict({**message.to_dict(), **begun}))
    if pieces := _find_rest(known.content or [] if known else [], message.content or []):
        delta = {"id": message.id, "object": "thread.message.delta", "delta": {"content": pieces}}
        yield make_event("thread.message.delta", models.MessageDeltaEvent.from_dict(delta))
    ending = "incomplete" if message.status == "incomplete" else "completed"
    yield make_event(f"thread.message.{ending}", message)


def _find_rest(known: Sequence[Any], final: Sequence[Any]) -> list[dict[str, Any]]:
    """Return a piece for each text that goes on beyond what is known of it."""
    pieces: list[dict[str, Any]] = []
    for index, block in enumerate(final):
        if not isinstance(block, TextContentBlock):
            continue
        held = known[index] if index < len(known) else None
        said = (held.text.value or "") if isinstance(held, TextContentBlock) else ""
        text = block.text.value or ""
        if text.startswith(said) and len(text) > len(said):
            pieces.append({"index": index, "type": "text", "text": {"value": text[len(said) :]}})
    return pieces


def _tell_step(told: Accumulator, step: RunStep) -> Iterator[AssistantStreamEvent]:
    name = f"thread.run.step.{step.status}"
    if step.status != "in_progress" and name in EVENTS:
        yield make_event(name, step)
    elif pieces := _find_rest_of_calls(told.find_step(step.id), step):
        details = {"type": "tool_calls", "tool_calls": pieces}
        delta = {"id": step.id, "object": "thread.run.step.delta", "delta": {"step_details": details}}
        yield make_event("thread.run.step.delta", models.RunStepDeltaEvent.from_dict(delta))


def _find_rest_of_calls(known: RunStep | None, step: RunStep) -> list[dict[str, Any]]:
    """Return a piece for each call that is new, or whose arguments go on beyond what is known of them."""
    pieces: list[dict[str, Any]] = []
    held = _list_calls(known)
    for index, call in enumerate(_list_calls(step)):
        piece: dict[str, Any] = call.to_dict()
        if index < len(held):
            said, text = _read_arguments(held[index]), _read_arguments(call)
            if not text.startswith(said) or len(text) == len(said):
                continue
            piece = {"type": call.type, "function": {"arguments": text[len(said) :]}}
        pieces.append({"index": index, **piece})
    return pieces


def _read_arguments(call: Any) -> str:
    """Return the arguments of a call, of which only functions have any."""
    return getattr(getattr(call, "function", None), "arguments", None) or ""


def _list_calls(step: RunStep | None) -> Sequence[Any]:
    details = step.step_details if step else None
    return (details.tool_calls or []) if isinstance(details, ToolCallsStepDetails) else []


def _as_begun_step(step: RunStep) -> RunStep:
    """Return a step as it was when it began."""
    begun = {
        **step.to_dict(),
        "status": "in_progress",
        "completed_at": None,
        "usage": None,
        "last_error": None,
    }
    if isinstance(step.step_details, ToolCallsStepDetails):
        begun["step_details"] = {"type": "tool_calls", "tool_calls": []}
    return RunStep.from_dict(begun)
