"""What one server passes on of the turns that it is at, and what another makes of it for its listeners. Pure.

Passed on are the events of a turn while the model gives it, as they are sent to clients. All others are made
of rows by each server itself. `feed` is the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from msgspec.structs import replace

from ..encoding import read_json
from ..lifecycle import close_step
from ..models import Usage
from ..store import JsonObject, MessageRow, RunRow, StepRow
from .drafts import make_part
from .events import Event, make_message_event, make_step_event
from .usage import render_usage

SEQS_OF_A_CLAIM = 1_000_000
"""How many batches whoever works on a run may pass on; what the next one says has higher numbers."""

_BROKEN_OFF: Mapping[str, str] = {"failed": "run_failed", "expired": "run_expired"}

_STEP, _MESSAGE = "thread.run.step.", "thread.message."
_STEP_BEGINS = f"{_STEP}created"
_OPEN = frozenset({"created", "in_progress", "delta"})
"""What is said of steps and messages before they end."""


def write_event(event: Event) -> str:
    """Return an event as a line that can be passed on."""
    return f"{event.name} {event.data.decode()}"


def read_events(said: str) -> list[Event]:
    """Return the events of some lines."""
    return [_read_event(*line.split(" ", 1)) for line in said.split("\n")]


def count_steps(said: str) -> int:
    """Return how many steps begin in some lines."""
    return sum(line.startswith(f"{_STEP_BEGINS} ") for line in said.split("\n"))


def _read_event(name: str, data: str) -> Event:
    return Event(name, data.encode(), is_delta=name.endswith(".delta"))


class RunHeard(Protocol):
    """What has to be known of what was told of a run; `tellings.Telling` is such.

    Attributes:
        is_over: Whether the end of the stream was told.
        run: The run as it was told last.
    """

    is_over: bool
    run: RunRow

    @property
    def with_content(self) -> bool:
        """Say whether steps show the text that searches found."""
        ...

    def is_begun(self, step_id: str) -> bool:
        """Say whether a step was told of."""
        ...

    def is_ended(self, step_id: str) -> bool:
        """Say whether the end of a step was told."""
        ...

    def note_begun(self, step: StepRow, speech: Any) -> None:
        """Note a step that was told to have begun."""
        ...

    def note_ended(self, step_id: str) -> None:
        """Note a step whose end was told."""
        ...


class RelayedTurns:
    """What was passed on of a run, for one listener.

    Args:
        telling: What the listener was told.
    """

    def __init__(self, telling: RunHeard) -> None:
        self._telling = telling
        self._steps: dict[str, StepRow] = {}
        self._messages: dict[str, MessageRow] = {}
        self._steps_of: dict[str, str] = {}
        self._parts: dict[str, dict[int, JsonObject]] = {}

    def tell(self, events: Iterable[Event], tell_ends: Callable[[], list[Event]] = list) -> list[Event]:
        """Return those events that the listener is to be told: rows may have told more by now.

        Args:
            events: What was passed on.
            tell_ends: Returns what is to be told before a step begins: the ends of others, as rows have them.
        """
        told: list[Event] = []
        for event in events:
            if event.name == _STEP_BEGINS:
                told += tell_ends()
            if not self._telling.is_over and self._is_news(event):
                told.append(event)
        return told

    def tell_lost(self, step: StepRow, run: RunRow) -> list[Event]:
        """Return the events of the end of a step that was passed on, and that was not stored."""
        kept = run if run.status in _BROKEN_OFF else replace(run, status="cancelled")
        end = run.cancelled_at or run.failed_at or run.completed_at or run.expires_at or run.created_at
        ended = make_step_event(close_step(step, kept, end), run)
        message = next((self._messages[key] for key, of in self._steps_of.items() if of == step.id), None)
        if message is None:
            return [ended]
        parts = self._parts[message.id]
        broken_off = replace(
            message,
            content=[parts[index] for index in sorted(parts)],
            status="incomplete",
            incomplete_details={"reason": _BROKEN_OFF.get(run.status, "run_cancelled")},
            incomplete_at=end,
        )
        return [make_message_event(broken_off), ended]

    def _is_news(self, event: Event) -> bool:
        if event.name.startswith(_STEP):
            return self._hear_step(event.name.removeprefix(_STEP), read_json(event.data.decode()))
        if event.name.startswith(_MESSAGE):
            return self._hear_message(event.name.removeprefix(_MESSAGE), read_json(event.data.decode()))
        return event.name == "thread.run.in_progress" and self._hear_start(read_json(event.data.decode()))

    def _hear_start(self, shown: JsonObject) -> bool:
        if self._telling.run.status != "queued":
            return False
        self._telling.run = replace(self._telling.run, status="in_progress", started_at=shown["started_at"])
        return True

    def _hear_step(self, moment: str, shown: JsonObject) -> bool:
        step_id = shown["id"]
        if moment == "created" and not self._telling.is_begun(step_id):
            self._steps[step_id] = step = _read_step(shown)
            self._telling.note_begun(step, self)
            if step.type == "message_creation":
                self._steps_of[step.details["message_creation"]["message_id"]] = step_id
            return True
        if moment == "created" or not self._is_open(step_id):
            return False
        if moment not in _OPEN:
            if self._telling.with_content:  # rows tell it, with that
                return False
            self._telling.note_ended(step_id)
        return True

    def _hear_message(self, moment: str, shown: JsonObject) -> bool:
        if not self._is_open(self._steps_of.get(shown["id"], "")):
            return False
        if moment == "created":
            self._messages[shown["id"]] = _read_message(shown)
            self._parts[shown["id"]] = {}
        elif moment == "delta":
            for part in shown["delta"]["content"]:
                _grow(self._parts[shown["id"]], part)
        return True

    def _is_open(self, step_id: str) -> bool:
        return step_id in self._steps and not self._telling.is_ended(step_id)


def _read_step(shown: JsonObject) -> StepRow:
    return StepRow(
        id=shown["id"],
        run_id=shown["run_id"],
        thread_id=shown["thread_id"],
        assistant_id=shown["assistant_id"],
        type=shown["type"],
        status="in_progress",
        created_at=shown["created_at"],
        expires_at=shown["expires_at"],
        details=shown["step_details"],
        usage=render_usage(Usage()),
    )


def _read_message(shown: JsonObject) -> MessageRow:
    return MessageRow(
        id=shown["id"],
        thread_id=shown["thread_id"],
        created_at=shown["created_at"],
        role=shown["role"],
        content=[],
        attachments=shown["attachments"],
        metadata=shown["metadata"],
        assistant_id=shown["assistant_id"],
        run_id=shown["run_id"],
        status="in_progress",
    )


def _grow(parts: dict[int, JsonObject], part: JsonObject) -> None:
    """Add a piece of a part of a message to what was said of it."""
    kind, index = part["type"], part["index"]
    if kind == "text":
        said = parts.get(index, make_part("text", ""))["text"]
        more = part["text"]
        text = said["value"] + (more.get("value") or "")
        parts[index] = make_part("text", text, [*said["annotations"], *_strip(more.get("annotations", ()))])
    elif kind == "refusal":
        parts[index] = make_part("refusal", parts.get(index, {}).get("refusal", "") + part["refusal"])
    else:
        parts[index] = {key: value for key, value in part.items() if key != "index"}


def _strip(annotations: Iterable[JsonObject]) -> list[JsonObject]:
    """Return annotations of a delta as those of a message: only there have they numbers, and empty quotes."""
    stripped: list[JsonObject] = []
    for shown in annotations:
        kind = shown["type"]
        about = {name: said for name, said in shown[kind].items() if name != "quote"}
        stripped.append({**{key: said for key, said in shown.items() if key != "index"}, kind: about})
    return stripped
