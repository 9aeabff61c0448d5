"""Which events there are of a turn while the model gives it, piece by piece. Pure.

`tellings` makes a `Speech` for each turn, and tells of the rest of a run itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec.structs import replace

from ..lifecycle import close_lost_step
from ..store import RunRow, StepRow
from .call_speeches import CallsSpeech, HostedSpeech
from .citations import Passage
from .drafts import TurnDraft, make_content
from .events import (
    Event,
    MessageDeltas,
    make_message_event,
    make_new_message_events,
    make_new_step_events,
    make_step_event,
)
from .turn_items import HostedItem, MessageItem, Told, TurnItem
from .turn_values import Refused, What

_BROKEN_OFF: Mapping[str, str] = {"failed": "run_failed", "expired": "run_expired"}
"""Why a message that was not stored is incomplete, by the end of its run; else the run was cancelled."""


class RunTold(Protocol):
    """What a turn has to know of its run, and to say of itself; `tellings.Telling` is such.

    Attributes:
        is_over: Whether the end of the stream was told.
    """

    is_over: bool

    def note_begun(self, step: StepRow, speech: Speech) -> None:
        """Note a step that a turn has begun, and what tells of it."""
        ...

    def tell_run(self, run: RunRow) -> list[Event]:
        """Return the event of a run that has been taken up, if that was not told before."""
        ...


class Speech:
    """Tells of one turn while the model gives it.

    Args:
        draft: The rows that it makes.
        telling: Knows what has been told of its run.
    """

    def __init__(self, draft: TurnDraft, telling: RunTold) -> None:
        self._draft = draft
        self._telling = telling
        self._parts: dict[int, _MessageSpeech | CallsSpeech | HostedSpeech] = {}
        self._begun: dict[str, TurnItem] = {}

    def tell(self, told: Told) -> list[Event]:
        """Return the events of what is told of an item."""
        if self._telling.is_over:
            return []
        item, part = told.item, self._find_part(told.item)
        is_new = not part.has_begun
        events = part.tell(told.what)
        if not is_new or not part.has_begun:
            return events
        step = self._open_step(item)
        self._begun[step.id] = item
        self._telling.note_begun(step, self)
        run = self._draft.run
        return [*self._telling.tell_run(run), *make_new_step_events(step, run), *events]

    def tell_lost(self, step: StepRow, run: RunRow) -> list[Event]:
        """Return the events of the end of a step that this turn began, and that was not stored."""
        ended, item = close_lost_step(step, run, _find_end(run)), self._begun[step.id]
        if not isinstance(item, MessageItem):
            return [make_step_event(ended, run)]
        message = replace(
            self._draft.open_message(item)[1],
            content=make_content(item),
            status="incomplete",
            incomplete_details={"reason": _BROKEN_OFF.get(run.status, "run_cancelled")},
            incomplete_at=_find_end(run),
        )
        return [make_message_event(message), make_step_event(ended, run)]

    def _find_part(self, item: TurnItem) -> _MessageSpeech | CallsSpeech | HostedSpeech:
        part = self._parts.get(item.number)
        if part is None:
            if isinstance(item, MessageItem):
                part = _MessageSpeech(self._draft, item)
            elif isinstance(item, HostedItem):
                part = HostedSpeech(self._draft, item)
            else:
                part = CallsSpeech(self._draft, item)
            self._parts[item.number] = part
        return part

    def _open_step(self, item: TurnItem) -> StepRow:
        if isinstance(item, MessageItem):
            return self._draft.open_message(item)[0]
        return self._draft.open_calls(item)


class _MessageSpeech:
    """Tells of a message.

    Args:
        draft: The rows that the turn makes.
        item: The message.

    Attributes:
        has_begun: Whether there was anything to tell.
    """

    def __init__(self, draft: TurnDraft, item: MessageItem) -> None:
        self.has_begun = False
        self._draft = draft
        self._item = item
        self._deltas: MessageDeltas | None = None

    def tell(self, what: What) -> list[Event]:
        """Return the events of a piece, and of the beginning of the message, with its images."""
        events: list[Event] = []
        if self._deltas is None:
            self.has_begun = True
            _, message = self._draft.open_message(self._item)
            self._deltas = MessageDeltas(message.id)
            events += make_new_message_events(message)
            events += map(self._deltas.add_image, self._item.references.images)
        match what:
            case Passage(text, None):
                events.append(self._deltas.add("text", text))
            case Passage(text, annotation):
                assert annotation is not None
                events += self._deltas.add_annotated(text, annotation)
            case Refused(text):
                events.append(self._deltas.add("refusal", text))
            case _:
                raise AssertionError(f"{type(what).__name__} is no part of a message")
        return events


def _find_end(run: RunRow) -> int:
    """Return when a run ended; one that expired did when it was to."""
    return run.cancelled_at or run.failed_at or run.completed_at or run.expires_at or run.created_at
