"""Which events there are of a run, and in what order. Pure.

A `Telling` knows what has been told of a run. It is given the rows as they are stored, a `Speech` of it the
pieces of a model as they come, and each returns what has to be told then. What rows say is told once, however
often they are given, and in full even if nothing was told before: so a run can be told of that another
process works on. `feed` is the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ..lifecycle import RunStatus, is_settled
from ..store import JsonObject, MessageRow, RunRow, StepRow, ThreadRow
from .drafts import TurnDraft
from .events import (
    DONE,
    CallDeltas,
    Event,
    MessageDeltas,
    make_error_event,
    make_message_event,
    make_new_message_events,
    make_new_step_events,
    make_run_event,
    make_step_event,
    make_thread_event,
    reopen_message,
    reopen_step,
)
from .speeches import Speech

_STARTED = frozenset({"in_progress", "requires_action", "completed", "incomplete", "failed"})
"""Statuses that a run reaches through `in_progress`."""


def tell_beginning(run: RunRow, thread: ThreadRow | None = None) -> Iterator[Event]:
    """Yield the first events of a run that has been made, and of the thread that was made along with it."""
    if thread is not None:
        yield make_thread_event(thread)
    yield make_run_event(run, "created")
    yield make_run_event(run)


def tell_resumption(run: RunRow, completed: Iterable[StepRow]) -> Iterator[Event]:
    """Yield the first events of a run that goes on, whose outputs completed some steps."""
    for step in completed:
        yield make_step_event(step, run)
    yield make_run_event(run)


class RunRows(Struct, frozen=True):
    """A run, its steps, oldest first, and those of its messages that were wanted, by id."""

    run: RunRow
    steps: Sequence[StepRow]
    messages: Mapping[str, MessageRow]


class StepSpeech(Protocol):
    """Knows how a step ends that a turn has begun, and that was not stored."""

    def tell_lost(self, step: StepRow, run: RunRow) -> list[Event]:
        """Return the events of its end."""
        ...


class Telling:
    """What has been told of a run.

    Args:
        run: The run, which has been queued.
        steps: Its steps, which have been told of.
        with_content: Whether steps show the text that searches found.

    Attributes:
        run: The run as it was told last.
        is_over: Whether the end of the stream was told.
    """

    def __init__(self, run: RunRow, steps: Iterable[StepRow] = (), *, with_content: bool = False) -> None:
        self.is_over = False
        self.run = run
        self._with_content = with_content
        self._begun: dict[str, StepRow] = {}
        self._ended = {step.id for step in steps}
        self._speeches: dict[str, StepSpeech] = {}

    @property
    def with_content(self) -> bool:
        """Say whether steps show the text that searches found."""
        return self._with_content

    def begin_turn(self, draft: TurnDraft) -> Speech:
        """Return what tells of the pieces of a turn."""
        return Speech(draft, self)

    def note_begun(self, step: StepRow, speech: StepSpeech) -> None:
        """Note a step that a turn has begun, and what tells of it."""
        self._begun[step.id] = step
        self._speeches[step.id] = speech

    def note_ended(self, step_id: str) -> None:
        """Note a step whose end was told."""
        self._ended.add(step_id)

    def is_begun(self, step_id: str) -> bool:
        """Say whether a step was told of."""
        return step_id in self._begun or step_id in self._ended

    def is_ended(self, step_id: str) -> bool:
        """Say whether the end of a step was told."""
        return step_id in self._ended

    def find_wanted(self, steps: Iterable[StepRow]) -> list[str]:
        """Return the ids of the messages that are needed to tell of the steps of a run."""
        new = [step for step in steps if step.id not in self._ended and step.type == "message_creation"]
        return [step.details["message_creation"]["message_id"] for step in new]

    def tell_run(self, run: RunRow) -> list[Event]:
        """Return the event of a run that has been taken up, if that was not told before."""
        if self.is_over or run.status == self.run.status or is_settled(run.status):
            return []
        self.run = run
        return [make_run_event(run)]

    def tell_rows(self, rows: RunRows) -> list[Event]:
        """Return the events of all that is stored and was not told before."""
        if self.is_over:
            return []
        run, new = rows.run, [step for step in rows.steps if step.id not in self._ended]
        events: list[Event] = []
        if self.run.status == "queued" and (new or run.status in _STARTED):
            events += self.tell_run(self._imagine(run, "in_progress"))
        for step in new:
            events += self._tell_step(step, rows)
        if run.status != self.run.status:
            if run.status == "cancelled" and self.run.status != "cancelling":
                events.append(make_run_event(self._imagine(run, "cancelling")))
            if is_settled(run.status):
                events += self._tell_lost(rows)
            events.append(make_run_event(run))
            self.run = run
        if is_settled(run.status):
            self.is_over = True
            events.append(DONE)
        return events

    def is_amid_step(self) -> bool:
        """Say whether a step was told to have begun, and its end was not."""
        return not self._ended.issuperset(self._begun)

    def tell_ends(self, rows: RunRows) -> list[Event]:
        """Return the events of the ends of steps that were begun, as they are stored by now."""
        ended = [step for step in rows.steps if step.id in self._begun and step.status != "in_progress"]
        new = [step for step in ended if step.id not in self._ended]
        return [] if self.is_over else [event for step in new for event in self._tell_step(step, rows)]

    def tell_failure(self, error: JsonObject) -> list[Event]:
        """Return the events of a stream that cannot go on."""
        if self.is_over:
            return []
        self.is_over = True
        return [make_error_event(error), DONE]

    def _imagine(self, run: RunRow, status: RunStatus) -> RunRow:
        """Return a run as it was on its way, where only its end was seen."""
        if run.status == status:
            return run
        return replace(
            run,
            status=status,
            expires_at=self.run.expires_at,
            cancelled_at=None,
            failed_at=None,
            completed_at=None,
            required_action=None,
            last_error=None,
            incomplete_details=None,
            usage=None,
        )

    def _tell_step(self, step: StepRow, rows: RunRows) -> list[Event]:
        is_new = step.id not in self._begun
        events: list[Event] = []
        if is_new:
            self._begun[step.id] = step
            events += make_new_step_events(reopen_step(step), rows.run)
        if step.type == "message_creation":
            message = rows.messages.get(step.details["message_creation"]["message_id"])
            events += [] if message is None else _tell_message(message, is_whole=is_new)
        elif is_new:
            events += _tell_calls(step)
        if step.status != "in_progress":
            self._ended.add(step.id)
            events.append(make_step_event(step, rows.run, with_content=self._with_content))
        return events

    def _tell_lost(self, rows: RunRows) -> list[Event]:
        """Return the events of what was begun and not stored: it ends as its run does, unless it had."""
        told = {*self._ended, *(step.id for step in rows.steps)}
        lost = [step for step_id, step in self._begun.items() if step_id not in told]
        return [event for step in lost for event in self._speeches[step.id].tell_lost(step, rows.run)]


def _tell_message(message: MessageRow, *, is_whole: bool) -> list[Event]:
    """Return the events of a stored message: its end, or all of it, with one delta for each of its texts."""
    events: list[Event] = []
    if is_whole:
        events += make_new_message_events(reopen_message(message))
        deltas = MessageDeltas(message.id)
        for part in message.content:
            events += _tell_part(deltas, part)
    return [*events, make_message_event(message)]


def _tell_part(deltas: MessageDeltas, part: JsonObject) -> list[Event]:
    kind = part["type"]
    if kind == "image_file":
        return [deltas.add_image(part["image_file"]["file_id"])]
    if kind == "refusal":
        return [deltas.add(kind, part["refusal"])]
    text, annotations = part["text"]["value"], part["text"]["annotations"]
    events: list[Event] = []
    at = 0
    for found in annotations:
        begin, end = found["start_index"], found["end_index"]
        events += [deltas.add(kind, text[at:begin])] if at < begin else []
        events += deltas.add_annotated(text[max(at, begin) : end], found)  # it may have been said before
        at = max(at, end)
    return [*events, deltas.add(kind, text[at:])] if text[at:] else events


def _tell_calls(step: StepRow) -> list[Event]:
    deltas = CallDeltas(step.id)
    events: list[Event] = []
    for index, call in enumerate(step.details["tool_calls"]):
        kind = call["type"]
        if kind == "function":
            asked = call["function"]
            events += deltas.add(index, call["id"], asked["name"], asked["arguments"])
        elif kind == "file_search":
            begun: JsonObject = {**call["file_search"], "results": []}
            events.append(deltas.add_tool(index, kind, begun, call["id"]))
        else:
            code = call["code_interpreter"]
            events.append(deltas.add_tool(index, kind, {"input": "", "outputs": []}, call["id"]))
            events.append(deltas.add_tool(index, kind, {"input": code["input"]}))
            events += [deltas.add_output(index, place, out) for place, out in enumerate(code["outputs"])]
    return events
