"""What a stream has said so far: its run, its messages and steps, and what has begun and ended. Pure.

What an event means is told by its data, not by its name. What has ended stays as its last event had it: some
servers send a piece of it, or its beginning, once more. Used by whatever receives a stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from assistants_v2_raw.models import Message, MessageDeltaEvent, Run, RunStep, RunStepDeltaEvent

from .polling import SETTLED
from .progress import MessageProgress, Milestone, RunStepProgress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_raw.events import AssistantStreamEvent

_MESSAGE_ENDS = frozenset({"completed", "incomplete"})
"""Statuses that a message never leaves."""

_GOES_ON = frozenset({"completed", "requires_action"})
"""Statuses of runs that break nothing off: if something ended early, their worker was replaced."""

_STEP_ENDS = frozenset({"completed", "failed", "cancelled", "expired"})
"""Statuses that a step never leaves."""


class Accumulator:
    """Accumulates one stream, or all streams of one run after each other.

    Attributes:
        current_run: The run as the last event about it had it.
        current_message_snapshot: The message that the last event about one is about, as it is now.
        current_run_step_snapshot: The same of steps; None if that step has ended.
    """

    def __init__(self) -> None:
        self.current_run: Run | None = None
        self.current_message_snapshot: Message | None = None
        self.current_run_step_snapshot: RunStep | None = None
        self._messages: dict[str, MessageProgress] = {}
        self._steps: dict[str, RunStepProgress] = {}

    @property
    def messages(self) -> list[Message]:
        """The messages as they are now, in the order in which they came."""
        return [progress.now for progress in self._messages.values()]

    @property
    def run_steps(self) -> list[RunStep]:
        """The steps as they are now, in the order in which they came."""
        return [progress.now for progress in self._steps.values()]

    @property
    def lasting_messages(self) -> list[Message]:
        """The messages without those that broke off, and were written anew by whoever took the run up."""
        return [each for each in self.messages if not (self._goes_on and each.status == "incomplete")]

    @property
    def lasting_steps(self) -> list[RunStep]:
        """The steps without those that broke off in the same way."""
        return [each for each in self.run_steps if not (self._goes_on and each.status == "cancelled")]

    @property
    def _goes_on(self) -> bool:
        return self.current_run is not None and self.current_run.status in _GOES_ON

    def find_message(self, message_id: str) -> Message | None:
        """Return a message as it is now, or None if nothing was said of it."""
        progress = self._messages.get(message_id)
        return progress.now if progress else None

    def find_step(self, step_id: str) -> RunStep | None:
        """Return a step as it is now, or None if nothing was said of it."""
        progress = self._steps.get(step_id)
        return progress.now if progress else None

    def find_part(self, object_id: str, index: float) -> Any:
        """Return what pieces with an index add to: a content block of a message, or a tool call of a step."""
        progress = self._messages.get(object_id) or self._steps.get(object_id)
        return progress and progress.find_item(index)

    def has_ended(self, object_id: str) -> bool:
        """Say whether the end of a message or of a step was told."""
        progress = self._messages.get(object_id) or self._steps.get(object_id)
        return progress is not None and progress.has_ended

    def add(self, event: AssistantStreamEvent) -> Sequence[Milestone]:
        """Take an event in, and return what begins and ends with it, in this order; mostly nothing does."""
        data: Any = event.data
        kind = cast("object", type(data))
        if kind is MessageDeltaEvent:
            return self._add_message_piece(data)
        if kind is RunStepDeltaEvent:
            return self._add_step_piece(data)
        if kind is Message:
            return self._add_message(data, _find_status(event))
        if kind is RunStep:
            return self._add_step(data, _find_status(event))
        return self._add_run(data, _find_status(event)) if kind is Run else ()

    def _add_message_piece(self, data: MessageDeltaEvent) -> Sequence[Milestone]:
        progress = self._messages.get(data.id)
        created: list[Milestone] = []
        if progress is None:
            progress = self._messages[data.id] = MessageProgress(Message.from_dict({"id": data.id}))
            created.append(Milestone("message_created", progress.now))
        milestones = progress.add_piece(data.delta)
        self.current_message_snapshot = progress.now
        return [*created, *milestones] if created else milestones

    def _add_step_piece(self, data: RunStepDeltaEvent) -> Sequence[Milestone]:
        created: list[Milestone] = []
        progress = self._steps.get(data.id)
        if progress is None:
            progress = self._steps[data.id] = RunStepProgress(RunStep.from_dict({"id": data.id}))
            created.append(Milestone("run_step_created", progress.now))
        milestones = progress.add_piece(data.delta)
        self.current_run_step_snapshot = None if progress.has_ended else progress.now
        return [*created, *milestones] if created else milestones

    def _add_message(self, message: Message, status: str) -> Sequence[Milestone]:
        created: list[Milestone] = []
        progress = self._messages.get(message.id)
        if progress is None:
            progress = self._messages[message.id] = MessageProgress(message)
            created.append(Milestone("message_created", message))
        milestones = progress.replace(message, has_ended=status in _MESSAGE_ENDS)
        self.current_message_snapshot = progress.now
        return [*created, *milestones]

    def _add_step(self, step: RunStep, status: str) -> Sequence[Milestone]:
        created: list[Milestone] = []
        progress = self._steps.get(step.id)
        has_ended = status in _STEP_ENDS
        if progress is None:
            progress = self._steps[step.id] = RunStepProgress(step)
            if has_ended:  # it began in an earlier stream, which told of its calls
                progress.forgo_items()
            else:
                created.append(Milestone("run_step_created", step))
        milestones = progress.replace(step, has_ended=has_ended)
        self.current_run_step_snapshot = None if progress.has_ended else progress.now
        return [*created, *milestones]

    def _add_run(self, run: Run, status: str) -> Sequence[Milestone]:
        """Take the run in; once it rests, its tool calls are complete, even if their step is not."""
        self.current_run = run
        if status not in SETTLED and status != "requires_action":
            return ()
        return [milestone for progress in self._steps.values() for milestone in progress.end_items()]


def _find_status(event: Any) -> str:
    """Return the status in an event's data; where a server leaves it out, the event's name says it too."""
    status: str = event.data.status or event.event.rpartition(".")[2]
    return status
