"""The events of a stream by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import (
        DoneEvent,
        ErrorEvent,
        ThreadCreated,
        ThreadMessageCompleted,
        ThreadMessageCreated,
        ThreadMessageDelta,
        ThreadMessageIncomplete,
        ThreadMessageInProgress,
        ThreadRunCancelled,
        ThreadRunCancelling,
        ThreadRunCompleted,
        ThreadRunCreated,
        ThreadRunExpired,
        ThreadRunFailed,
        ThreadRunIncomplete,
        ThreadRunInProgress,
        ThreadRunQueued,
        ThreadRunRequiresAction,
        ThreadRunStepCancelled,
        ThreadRunStepCompleted,
        ThreadRunStepCreated,
        ThreadRunStepDelta,
        ThreadRunStepExpired,
        ThreadRunStepFailed,
        ThreadRunStepInProgress,
    )
    from .types import Unknown

    AssistantStreamEvent = (
        ThreadCreated
        | ThreadRunCreated
        | ThreadRunQueued
        | ThreadRunInProgress
        | ThreadRunRequiresAction
        | ThreadRunCompleted
        | ThreadRunIncomplete
        | ThreadRunFailed
        | ThreadRunCancelling
        | ThreadRunCancelled
        | ThreadRunExpired
        | ThreadRunStepCreated
        | ThreadRunStepInProgress
        | ThreadRunStepDelta
        | ThreadRunStepCompleted
        | ThreadRunStepFailed
        | ThreadRunStepCancelled
        | ThreadRunStepExpired
        | ThreadMessageCreated
        | ThreadMessageInProgress
        | ThreadMessageDelta
        | ThreadMessageCompleted
        | ThreadMessageIncomplete
        | ErrorEvent
        | DoneEvent
        | Unknown
    )

EVENTS: Mapping[str, str] = {
    "thread.created": "ThreadCreated",
    "thread.run.created": "ThreadRunCreated",
    "thread.run.queued": "ThreadRunQueued",
    "thread.run.in_progress": "ThreadRunInProgress",
    "thread.run.requires_action": "ThreadRunRequiresAction",
    "thread.run.completed": "ThreadRunCompleted",
    "thread.run.incomplete": "ThreadRunIncomplete",
    "thread.run.failed": "ThreadRunFailed",
    "thread.run.cancelling": "ThreadRunCancelling",
    "thread.run.cancelled": "ThreadRunCancelled",
    "thread.run.expired": "ThreadRunExpired",
    "thread.run.step.created": "ThreadRunStepCreated",
    "thread.run.step.in_progress": "ThreadRunStepInProgress",
    "thread.run.step.delta": "ThreadRunStepDelta",
    "thread.run.step.completed": "ThreadRunStepCompleted",
    "thread.run.step.failed": "ThreadRunStepFailed",
    "thread.run.step.cancelled": "ThreadRunStepCancelled",
    "thread.run.step.expired": "ThreadRunStepExpired",
    "thread.message.created": "ThreadMessageCreated",
    "thread.message.in_progress": "ThreadMessageInProgress",
    "thread.message.delta": "ThreadMessageDelta",
    "thread.message.completed": "ThreadMessageCompleted",
    "thread.message.incomplete": "ThreadMessageIncomplete",
    "error": "ErrorEvent",
    "done": "DoneEvent",
}
"""The classes of `models` by the names of the events that they are; each loads when it is first asked for."""

EVENT_DATA: Mapping[str, str] = {
    "thread.created": "Thread",
    "thread.run.created": "Run",
    "thread.run.queued": "Run",
    "thread.run.in_progress": "Run",
    "thread.run.requires_action": "Run",
    "thread.run.completed": "Run",
    "thread.run.incomplete": "Run",
    "thread.run.failed": "Run",
    "thread.run.cancelling": "Run",
    "thread.run.cancelled": "Run",
    "thread.run.expired": "Run",
    "thread.run.step.created": "RunStep",
    "thread.run.step.in_progress": "RunStep",
    "thread.run.step.delta": "RunStepDeltaEvent",
    "thread.run.step.completed": "RunStep",
    "thread.run.step.failed": "RunStep",
    "thread.run.step.cancelled": "RunStep",
    "thread.run.step.expired": "RunStep",
    "thread.message.created": "Message",
    "thread.message.in_progress": "Message",
    "thread.message.delta": "MessageDeltaEvent",
    "thread.message.completed": "Message",
    "thread.message.incomplete": "Message",
    "error": "ErrorEventData",
}
"""The classes of what such an event has as its data; one whose data is text is left out."""

__all__ = ["EVENTS", "EVENT_DATA", "AssistantStreamEvent"]

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Make the union when it is first asked for: making it loads all of its members."""
        if name != "AssistantStreamEvent":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from functools import reduce
        from operator import or_

        from . import models
        from .types import Unknown

        members = [getattr(models, member) for member in EVENTS.values()]
        union = globals()[name] = reduce(or_, [*members, Unknown])
        return union
