"""Every recorded stream, broken off after any of its events, is told to its end from what was stored."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIStreamError
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.deltas import list_texts
from assistants_v2.rules.polling import is_at_rest
from assistants_v2.rules.recovery import make_missing_events
from assistants_v2.rules.stream_events import EventReader
from assistants_v2_raw.models import DoneEvent, MessageDeltaEvent, Run

from .recorded import SOURCES, TRUSTED, Exchange, read_exchanges
from .test_streams import SETTINGS, bytes_of


def read(exchange: Exchange) -> list[Any]:
    """Return the events of a stream that its server did not break off itself."""
    try:
        events = [*EventReader(SETTINGS).read(bytes_of(exchange))]
    except APIStreamError:
        return []
    return [each for each in events if not isinstance(each, DoneEvent)]


class Recording:
    """A recorded stream to its run's rest, and what the server has stored then.

    Attributes:
        events: Its events.
        run: The run as it was last.
        messages: The messages as they were last.
        steps: The same of steps.
        answered: The calls whose outputs the stream began with.
        texts: What the pieces say, by the message.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.events = read(exchange)
        told = Accumulator()
        for event in self.events:
            told.add(event)
        self.run, self.messages, self.steps = told.current_run, told.messages, told.run_steps
        self.answered = find_calls(self.steps[0]) if exchange.operation == "submitToolOutputsToRun" else []
        self.texts = texts_in(self.events)

    @property
    def is_whole(self) -> bool:
        """Whether the run came to rest, and all that it wrote was told to its end."""
        has_run = self.run is not None and is_at_rest(self.run)
        return has_run and all(each.status in ("completed", "incomplete") for each in self.messages)

    def break_off(self, count: int) -> list[Any]:
        """Return the events with those that are made up when only some came."""
        assert isinstance(self.run, Run)
        told = Accumulator()
        for event in self.events[:count]:
            told.add(event)
        if told.current_run is not None and is_at_rest(told.current_run):
            return self.events
        return [
            *self.events[:count],
            *make_missing_events(told, self.run, self.messages, self.steps, self.answered),
        ]


def find_calls(step: Any) -> list[str]:
    """Return the ids of a step's calls."""
    return [str(call["id"]) for call in step.to_dict()["step_details"].get("tool_calls", ())]


def texts_in(events: list[Any]) -> dict[str, str]:
    """Return what the pieces of texts in events say, by the message."""
    texts: dict[str, str] = {}
    for event in events:
        if isinstance(event.data, MessageDeltaEvent):
            texts[event.data.id] = texts.get(event.data.id, "") + "".join(list_texts(event))
    return texts


def begun_and_done(events: list[Any]) -> list[str]:
    """Return the milestones of events, sorted."""
    told = Accumulator()
    return sorted(milestone.name for event in events for milestone in told.add(event))


WHOLE = [
    pytest.param(exchange, id=exchange.id)
    for exchange in read_exchanges()
    if exchange.stream and exchange.provenance in TRUSTED and Recording(exchange).is_whole
]


def test_there_are_such_streams() -> None:
    """The tests below do not pass for want of any, with the recordings beside the repository or without."""
    assert len(WHOLE) > (20 if "originals" in SOURCES else 9)


@pytest.mark.parametrize("exchange", WHOLE)
def test_a_recorded_stream_may_break_off_after_any_event(exchange: Exchange) -> None:
    """The texts are the same, each piece comes once, and what begins and ends does so once."""
    recording = Recording(exchange)
    whole = begun_and_done(recording.events)
    for count in range(len(recording.events)):
        events = recording.break_off(count)
        assert recording.texts == texts_in(events), count
        assert whole == begun_and_done(events), count
        assert recording.run == events[-1].data
