"""What a stream did not tell, made up from what is stored: no word twice, none lost."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy, deepcopy
from pickle import dumps, loads
from typing import Any

import pytest
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.deltas import list_texts
from assistants_v2.rules.recovery import make_event, make_missing_events, make_run_event
from assistants_v2_raw.models import Message, RunStep, ThreadMessageDelta
from hypothesis import given
from hypothesis import strategies as st

from ..objects import a_message, a_run
from .streaming import arguments_delta, message_event, read, step_event, text_delta

CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}


def a_step(*calls: dict[str, Any], writes: str = "", **fields: Any) -> RunStep:
    """Return a step that has completed: with calls, or that writes a message."""
    details: dict[str, Any] = {"type": "tool_calls", "tool_calls": [*calls]}
    if writes:
        details = {"type": "message_creation", "message_creation": {"message_id": writes}}
    wire = {"id": "step_1", "object": "thread.run.step", "status": "completed", "step_details": details}
    return RunStep.from_dict({**wire, **fields})


def recover(
    *chunks: bytes,
    run: Any = None,
    messages: Sequence[Message] = (),
    steps: Sequence[RunStep] = (),
    answered: Sequence[str] = (),
) -> list[Any]:
    """Return the events that a broken stream lacks."""
    told = Accumulator()
    for event in read(*chunks):
        told.add(event)
    return make_missing_events(told, run or a_run("completed"), messages, steps, answered)


def names(events: Sequence[Any]) -> list[str]:
    """Return the names of events without `thread.`."""
    return [each.event.removeprefix("thread.") for each in events]


def texts(events: Sequence[Any]) -> list[str]:
    """Return the pieces of text in events."""
    return [text for each in events for text in list_texts(each)]


def test_a_made_up_event_says_so_and_is_an_event() -> None:
    """It is of the contract's class, and is copied and pickled as one."""
    message = a_message("Hi")
    event: Any = make_event("thread.message.completed", message)
    (sent,) = read(message_event("completed", "Hi", status="completed"))
    assert (True, False) == (event.recovered, sent.recovered)
    assert isinstance(event, type(sent))
    assert {"event": "thread.message.completed", "data": message.to_dict()} == event.to_dict()
    assert event == copy(event) == deepcopy(event) == loads(dumps(event))
    assert loads(dumps(event)).recovered


@pytest.mark.parametrize("status", ["completed", "requires_action", "cancelling", "expired"])
def test_a_run_is_told_as_it_is(status: str) -> None:
    """Each status has its event."""
    assert [f"run.{status}"] == names(make_run_event(a_run(status)))


def test_a_status_of_tomorrow_has_no_event() -> None:
    """There is no class for it."""
    assert [] == make_run_event(a_run("paused"))
    assert ["run.created"] == names(make_run_event(a_run("paused"), "created"))


def test_a_text_is_gone_on_with_where_it_broke_off() -> None:
    """One piece has the rest."""
    message = a_message("Good morning!")
    events = recover(message_event("created"), text_delta("Good "), messages=[message])
    assert ["message.delta", "message.completed", "run.completed"] == names(events)
    assert ["morning!"] == texts(events)
    assert isinstance(events[0], ThreadMessageDelta)


@pytest.mark.parametrize("final", ["Evening", "Goo", ""])
def test_another_text_is_told_whole_and_alone(final: str) -> None:
    """Where it does not go on from what was told, no piece could be right."""
    events = recover(message_event("created"), text_delta("Good"), messages=[a_message(final)])
    assert ["message.completed", "run.completed"] == names(events)


def test_a_message_that_nobody_heard_of_begins_first() -> None:
    """Each of its texts is a piece; what was told to its end is not told again."""
    events = recover(
        message_event("completed", "Hi", status="completed"),
        messages=[a_message("Hi"), a_message("a", "b", message_id="msg_2", status="incomplete")],
    )
    assert ["message.created", "message.delta", "message.incomplete", "run.completed"] == names(events)
    assert ([], "in_progress") == (events[0].data.content, events[0].data.status)
    assert [(0, "a"), (1, "b")] == [(block.index, block.text.value) for block in events[1].data.delta.content]


def test_parts_that_are_no_text_come_with_the_whole_message() -> None:
    """An image has no pieces."""
    image = {"type": "image_file", "image_file": {"file_id": "file_1"}}
    text = {"type": "text", "text": {"value": "b", "annotations": []}}
    message = a_message(content=[image, text])
    events = recover(messages=[message])
    assert [(1, "b")] == [(block.index, block.text.value) for block in events[1].data.delta.content]


def test_steps_are_told_in_order_around_their_messages() -> None:
    """A step begins, its message is told, and it ends; a step without one begins without its calls."""
    steps = [a_step(CALL), a_step(writes="msg_1", id="step_2")]
    events = recover(messages=[a_message("Hi")], steps=steps)
    assert [
        "run.step.created",
        "run.step.completed",
        "run.step.created",
        "message.created",
        "message.delta",
        "message.completed",
        "run.step.completed",
        "run.completed",
    ] == names(events)
    begun = events[0].data
    assert ("in_progress", []) == (begun.status, begun.step_details.tool_calls)
    assert steps[0] == events[1].data


def test_a_step_that_goes_on_has_the_rest_of_its_calls() -> None:
    """Arguments are gone on with, and calls that nobody heard of are told whole."""
    other = {**CALL, "id": "call_2"}
    step = a_step(CALL, other, status="in_progress")
    waiting = a_run("requires_action", ("call_1", "f", '{"a": 1}'), ("call_2", "f", '{"a": 1}'))
    told = step_event("created", status="in_progress"), arguments_delta('{"a"', id="call_1")
    events = recover(*told, run=waiting, steps=[step])
    assert ["run.step.delta", "run.requires_action"] == names(events)
    first, second = events[0].data.delta.step_details.tool_calls
    assert (0, ": 1}") == (first.index, first.function.arguments)
    assert (1, "call_2", '{"a": 1}') == (second.index, second.id, second.function.arguments)


def test_what_an_earlier_stream_told_is_not_told_again() -> None:
    """After tool outputs, the step with the calls only ends, and what came before it is left out."""
    steps = [
        a_step(writes="msg_1", id="step_1"),
        a_step(CALL, id="step_2", created_at=20),
        a_step(writes="msg_3", id="step_3"),
    ]
    spoke = [
        a_message("Let me look.", created_at=20),
        a_message("By the way.", message_id="msg_2", created_at=10),
        a_message("It is 7.", message_id="msg_3", created_at=20),
    ]
    events = recover(messages=spoke, steps=steps, answered=["call_1"])
    assert ["run.step.completed", "run.step.created", "message.created"] == names(events)[:3]
    assert ["It is 7."] == texts(events)
    everything = recover(messages=spoke, steps=steps, answered=["call_9"])
    assert ["Let me look.", "It is 7.", "By the way."] == texts(everything)


def test_a_message_that_was_begun_anew_is_incomplete() -> None:
    """Whoever wrote it died, and another message is stored in its place."""
    told = message_event("created", status="in_progress"), text_delta("Good mor")
    events = recover(*told, messages=[a_message("Good evening", message_id="msg_2")])
    expected = [
        "message.created",
        "message.delta",
        "message.completed",
        "message.incomplete",
        "run.completed",
    ]
    assert expected == names(events)
    assert "msg_1" == events[3].data.id


def test_a_message_that_broke_off_is_incomplete() -> None:
    """A run that was stopped need not store what it was writing; one that completed is believed later."""
    told = message_event("created", status="in_progress"), text_delta("Good mor")
    events = recover(*told, run=a_run("cancelled"))
    assert ["message.incomplete", "run.cancelled"] == names(events)
    assert ("incomplete", "Good mor") == (events[0].data.status, events[0].data.content[0].text.value)
    assert ["run.completed"] == names(recover(*told))


def test_what_is_known_is_not_told() -> None:
    """A run that still waits for the same is no news."""
    waiting = a_run("requires_action", ("call_1", "f", "{}"))
    told = Accumulator()
    told.add(make_event("thread.run.requires_action", waiting))
    assert [] == make_missing_events(told, waiting, [], [])


PARTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=3)


@given(PARTS, st.data())
def test_no_word_comes_twice_and_none_is_lost(parts: list[str], data: st.DataObject) -> None:
    """Wherever the texts of a message break off, pieces and rest are the texts, and it ends once."""
    lengths = [data.draw(st.integers(0, len(part))) for part in parts]
    told, events = Accumulator(), list[Any]()
    for index, (part, length) in enumerate(zip(parts, lengths, strict=True)):
        events += read(*(text_delta(letter, index) for letter in part[:length]))
    for event in events:
        told.add(event)
    message = a_message(*parts, status="completed")
    milestones: list[str] = []
    for event in make_missing_events(told, a_run(), [message], []):
        milestones += [each.name for each in told.add(event)]
        events.append(event)
    said = ["" for _ in parts]
    for event in events:
        if event.event == "thread.message.delta":
            for block in event.data.delta.content:
                said[block.index] += block.text.value
    assert parts == said
    assert ([message], 1) == (told.messages, milestones.count("message_done"))
