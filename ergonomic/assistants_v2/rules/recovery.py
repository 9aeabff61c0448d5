"""The events that a stream did not tell, made up from what the server has stored. Pure.

A text is continued where it broke off, so that no word comes twice and none is lost. Used by
`flows.run_events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw import models
from assistants_v2_raw.events import EVENTS
from assistants_v2_raw.models import (
    Message,
    MessageCreationStepDetails,
    RunStep,
    TextContentBlock,
    ToolCallsStepDetails,
)
from assistants_v2_raw.types import new

from .polling import SETTLED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import Run

    from .accumulation import Accumulator

_CLASSES: dict[str, type[Any]] = {}
"""The classes of events that were made up, by their names."""

_BROKEN_OFF = SETTLED - {"completed"}
"""Statuses of runs that may leave a message unfinished, and then need not store it."""


def make_event(name: str, data: object) -> AssistantStreamEvent:
    """Return an event that the server did not send; its `recovered` is true."""
    if name not in _CLASSES:
        kind = getattr(models, EVENTS[name])
        members = {"__slots__": (), "recovered": True, "__reduce__": _reduce}
        _CLASSES[name] = type(kind.__name__, (kind,), members)
    event: Any = new(_CLASSES[name])
    event.event, event.data = name, data
    made: AssistantStreamEvent = event
    return made


def _reduce(event: AssistantStreamEvent) -> tuple[Any, ...]:
    """Say how pickle makes an event of such a class again."""
    return make_event, (event.event, event.data)


def make_run_event(run: Run, change: str | None = None) -> list[AssistantStreamEvent]:
    """Return the event that tells of a run as it is, or of a *change*; none for a status without one."""
    name = f"thread.run.{change or run.status}"
    return [make_event(name, run)] if name in EVENTS else []


def make_missing_events(
    told: Accumulator,
    run: Run,
    messages: Sequence[Message],
    steps: Sequence[RunStep],
    answered: Collection[str] = (),
) -> list[AssistantStreamEvent]:
    """Return the events that lead from what was told of a run to how it is.

    Args:
        told: What the stream has told.
        run: The run; it has ended, or waits for outputs.
        messages: Its messages, oldest first.
        steps: Its steps, oldest first.
        answered: The calls whose outputs the stream began with: what came before them is an earlier stream's.
    """
    resumed = _find_resumed(steps, answered)
    if resumed is not None:
        messages, steps = _drop_earlier(messages, steps, resumed)
    events: list[AssistantStreamEvent] = []
    by_id = {message.id: message for message in messages}
    for step in steps:
        if told.find_step(step.id) is None and step is not resumed:
            events.append(make_event("thread.run.step.created", _as_begun_step(step)))
        events += _tell_message(told, by_id.pop(_find_written(step), None))
        if not told.has_ended(step.id):
            events += _tell_step(told, step)
    for message in by_id.values():
        events += _tell_message(told, message)
    if run.status in _BROKEN_OFF or messages:
        events += _tell_unfinished(told, {message.id for message in messages})
    return events if run == told.current_run else [*events, *make_run_event(run)]


def _find_resumed(steps: Sequence[RunStep], answered: Collection[str]) -> RunStep | None:
    """Return the step with the calls that were answered: the last that has ended, where ids come twice."""
    for step in reversed(steps):
        if step.status != "in_progress" and any(
            getattr(call, "id", None) in answered for call in _list_calls(step)
        ):
            return step
    return None


def _drop_earlier(
    messages: Sequence[Message], steps: Sequence[RunStep], resumed: RunStep
) -> tuple[Sequence[Message], Sequence[RunStep]]:
    """Return the messages and steps without those that came before the step that was resumed."""
    at = steps.index(resumed)
    written = {_find_written(step): number >= at for number, step in enumerate(steps)}
    since = resumed.created_at or 0
    kept = [each for each in messages if written.get(each.id, (each.created_at or since) >= since)]
    return kept, steps[at:]


def _find_written(step: RunStep) -> str:
    """Return the id of the message that a step writes; an empty text for any other step."""
    details = step.step_details
    creation = details.message_creation if isinstance(details, MessageCreationStepDetails) else None
    return (creation.message_id if creation else None) or ""


def _tell_unfinished(told: Accumulator, stored: Collection[str]) -> Iterator[AssistantStreamEvent]:
    """Yield the end of each message that was begun and is not stored: its run broke off, or began it anew."""
    for message in told.messages:
        if message.id not in stored and not told.has_ended(message.id):
            ended = Message.from_dict({**message.to_dict(), "status": "incomplete"})
            yield make_event("thread.message.incomplete", ended)


def _tell_message(told: Accumulator, message: Message | None) -> Iterator[AssistantStreamEvent]:
    """Yield what was not told of a message."""
    if message is None or told.has_ended(message.id):
        return
    if told.find_message(message.id) is None:
        begun: dict[str, Any] = {"status": "in_progress", "content": [], "completed_at": None}
        yield make_event("thread.message.created", Message.from_dict({**message.to_dict(), **begun}))
    if pieces := _find_rest(told, message):
        delta = {"id": message.id, "object": "thread.message.delta", "delta": {"content": pieces}}
        yield make_event("thread.message.delta", models.MessageDeltaEvent.from_dict(delta))
    ending = "incomplete" if message.status == "incomplete" else "completed"
    yield make_event(f"thread.message.{ending}", message)


def _find_rest(told: Accumulator, message: Message) -> list[dict[str, Any]]:
    """Return a piece for each text that goes on beyond what was told of it."""
    pieces: list[dict[str, Any]] = []
    for index, block in enumerate(message.content or ()):
        if not isinstance(block, TextContentBlock):
            continue
        held = told.find_part(message.id, index)
        said = (held.text.value or "") if isinstance(held, TextContentBlock) else ""
        text = block.text.value or ""
        if text.startswith(said) and len(text) > len(said):
            pieces.append({"index": index, "type": "text", "text": {"value": text[len(said) :]}})
    return pieces


def _tell_step(told: Accumulator, step: RunStep) -> Iterator[AssistantStreamEvent]:
    """Yield the end of a step; of one that goes on, the rest of its calls."""
    name = f"thread.run.step.{step.status}"
    if step.status != "in_progress" and name in EVENTS:
        yield make_event(name, step)
    elif pieces := _find_rest_of_calls(told, step):
        details = {"type": "tool_calls", "tool_calls": pieces}
        delta = {"id": step.id, "object": "thread.run.step.delta", "delta": {"step_details": details}}
        yield make_event("thread.run.step.delta", models.RunStepDeltaEvent.from_dict(delta))


def _find_rest_of_calls(told: Accumulator, step: RunStep) -> list[dict[str, Any]]:
    """Return a piece for each call that is new, or whose arguments go on beyond what was told of them."""
    pieces: list[dict[str, Any]] = []
    for index, call in enumerate(_list_calls(step)):
        piece: dict[str, Any] = call.to_dict()
        held = told.find_part(step.id, index)
        if held is not None:
            said, text = _read_arguments(held), _read_arguments(call)
            if not text.startswith(said) or len(text) == len(said):
                continue
            piece = {"type": call.type, "function": {"arguments": text[len(said) :]}}
        pieces.append({"index": index, **piece})
    return pieces


def _read_arguments(call: Any) -> str:
    """Return the arguments of a call, of which only functions have any."""
    return getattr(getattr(call, "function", None), "arguments", None) or ""


def _list_calls(step: RunStep) -> Sequence[Any]:
    """Return the calls of a step, of whatever kind."""
    details = step.step_details
    return (details.tool_calls or []) if isinstance(details, ToolCallsStepDetails) else []


def _as_begun_step(step: RunStep) -> RunStep:
    """Return a step as it was when it began."""
    begun: dict[str, Any] = {
        **step.to_dict(),
        "status": "in_progress",
        "completed_at": None,
        "usage": None,
        "last_error": None,
    }
    if isinstance(step.step_details, ToolCallsStepDetails):
        begun["step_details"] = {"type": "tool_calls", "tool_calls": []}
    return RunStep.from_dict(begun)
