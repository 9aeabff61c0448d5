"""What a stream has said so far: snapshots that never change, and milestones that come once."""

from __future__ import annotations

from copy import copy, deepcopy
from pickle import dumps, loads
from typing import Any

import attrs
import pytest
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.progress import Milestone
from assistants_v2.rules.snapshots import MessageSnapshot, RunStepSnapshot
from assistants_v2_raw.models import Message, RunStep
from assistants_v2_raw.types import Unknown

from .streaming import (
    DONE,
    accumulate,
    arguments_delta,
    event,
    message_delta,
    message_event,
    read,
    run_event,
    snapshots,
    step_delta,
    step_event,
    text_delta,
)

CITATION = {"type": "file_citation", "text": "[1]", "start_index": 4, "end_index": 7}


def content(message: Any) -> list[Any]:
    """Return a message's content as JSON."""
    found: list[Any] = message.to_dict()["content"]
    return found


def text(value: str, *annotations: Any) -> dict[str, Any]:
    """Return a text part as JSON."""
    return {"type": "text", "text": {"value": value, "annotations": [*annotations]}}


def calls(step: Any) -> list[Any]:
    """Return a step's tool calls as JSON."""
    found: list[Any] = step.to_dict()["step_details"]["tool_calls"]
    return found


def function_call(arguments: str, **fields: Any) -> dict[str, Any]:
    """Return the first piece of a function call."""
    function = {"name": "look", "arguments": arguments, "output": None}
    return {"index": 0, "id": "call_1", "type": "function", "function": function, **fields}


def test_a_message_grows() -> None:
    """Each event about it gives a snapshot that is a message, with what there is of it."""
    stream = [
        message_event("created", status="in_progress", thread_id="thread_1"),
        message_event("in_progress", status="in_progress", thread_id="thread_1"),
        text_delta("Good", annotations=[]),
        text_delta(" morning"),
        text_delta("!"),
    ]
    found = [*snapshots(stream)]
    assert all(isinstance(each, Message) for each in found)
    assert [[], [], [text("Good")], [text("Good morning")], [text("Good morning!")]] == [*map(content, found)]
    assert {("msg_1", "assistant", "in_progress", "thread_1")} == {
        (each.id, each.role, each.status, each.thread_id) for each in found
    }


def test_event_immutability() -> None:
    """What was yielded stays as it was, snapshots and events, whether it was looked at before or not."""
    stream = [message_event("created"), *(text_delta(f"{number},", annotations=[]) for number in range(50))]
    created: Any = read(stream[0])[0].data
    texts = ["".join(f"{n}," for n in range(number + 1)) for number in range(50)]
    begun, *found = snapshots(stream)
    odd = [*enumerate(found)][1::2]
    assert [texts[number] for number, _ in reversed(odd)] == [
        each.content[0].text.value for _, each in reversed(odd)
    ]
    assert texts == [each.content[0].text.value for each in found]
    assert [] == begun.content == created.content


def test_a_snapshot_is_a_message_in_every_way() -> None:
    """It is shown, compared, copied, pickled, evolved and written as one."""
    *_, found = snapshots([message_event("created", metadata={"a": "b"}, of_tomorrow=1), text_delta("Hi")])
    *_, same = snapshots([message_event("created", metadata={"a": "b"}, of_tomorrow=1), text_delta("Hi")])
    assert isinstance(found, MessageSnapshot)
    assert found == same == deepcopy(same) == copy(same) == loads(dumps(same))
    assert same != next(snapshots([message_event("created")]))
    assert "value='Hi'" in repr(found)
    assert found.content is found.content
    assert 1 == found["of_tomorrow"] == found.to_dict()["of_tomorrow"]
    assert "msg_2" == attrs.evolve(found, id="msg_2").id
    with pytest.raises(AttributeError, match="'MessageSnapshot' object has no attribute 'nonsense'"):
        found.nonsense  # noqa: B018
    assert not hasattr(found, "__nonsense__")


def test_created_and_done_come_once() -> None:
    """A message has a beginning and an end, and so has its text, in this order."""
    stream = [
        message_event("created"),
        message_event("created"),
        message_event("in_progress"),
        text_delta("Good"),
        text_delta(" morning"),
        message_event("completed", "Good morning", status="completed"),
        message_event("completed", "Good morning", status="completed"),
        run_event("completed"),
    ]
    _, names = accumulate(*stream)
    assert ["message_created", "text_created", "text_done", "message_done"] == names


def test_text_done_has_the_final_text() -> None:
    """The values of milestones are the objects as they are then."""
    so_far, told = Accumulator(), list[Milestone]()
    for each in read(
        message_event("created"), text_delta("a"), message_event("completed", "ab", status="completed")
    ):
        told += so_far.add(each)
    assert ["msg_1", "a", "ab", "msg_1"] == [getattr(m.value, "value", None) or m.value.id for m in told]


def test_delta_without_created() -> None:
    """A message or step begins with the first that is heard of it."""
    so_far, names = accumulate(text_delta("Hi"), text_delta("!"), arguments_delta("{"))
    assert {"id": "msg_1", "content": [text("Hi!")]} == so_far.messages[0].to_dict()
    assert ["message_created", "text_created", "run_step_created", "tool_call_created"] == names
    call = {"id": "", "type": "function", "function": {"name": "", "arguments": "{"}}
    assert [call] == calls(so_far.run_steps[0])


def test_a_message_of_which_only_the_end_came_is_complete() -> None:
    """Its milestones come all at once."""
    so_far, names = accumulate(message_event("completed", "a", "b", status="completed"))
    assert [text("a"), text("b")] == content(so_far.messages[0])
    assert ["message_created", *["text_created", "text_done"] * 2, "message_done"] == names


def test_completed_payload_wins() -> None:
    """What the last event has counts, and nothing that comes later adds to it."""
    final = message_event("completed", "Good evening", status="completed", metadata={"a": "b"})
    so_far, _ = accumulate(message_event("created"), text_delta("Good morning"), final)
    for late in (
        text_delta("!"),
        message_event("in_progress", status="in_progress"),
        message_event("created"),
    ):
        assert [] == [*so_far.add(read(late)[0])]
        assert read(final)[0].data == so_far.messages[0] == so_far.current_message_snapshot
    so_far.add(read(message_event("completed", "Anew", status="completed"))[0])
    assert [text("Anew")] == content(so_far.messages[0])


def test_step_completed_payload_wins() -> None:
    """A delta for a step that has ended, as Azure sends it, changes nothing."""
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "look", "arguments": "{}", "output": "7"},
    }
    final = step_event("completed", call, status="completed")
    so_far, names = accumulate(step_event("created"), step_delta(function_call("{")), final)
    assert ["run_step_created", "tool_call_created", "tool_call_done", "run_step_done"] == names
    assert [] == [*so_far.add(read(arguments_delta("x"))[0])]
    assert read(final)[0].data == so_far.run_steps[0]
    assert so_far.current_run_step_snapshot is None


def test_the_status_in_the_data_tells_what_has_ended() -> None:
    """Names of events are believed only where the data have no status."""
    told = message_event("completed", "a", status="in_progress") + message_event("in_progress", "a")
    assert ["message_created"] == accumulate(told)[1]
    _, names = accumulate(message_event("in_progress", "a", status="incomplete"))
    assert "message_done" == names[-1]
    _, names = accumulate(message_event("created"), message_event("incomplete", "a"))
    assert "message_done" == names[-1]


def test_what_a_message_begins_with_is_continued() -> None:
    """Some servers send the first words with the message itself."""
    so_far, _ = accumulate(message_event("created", "Good"), text_delta(" morning"))
    assert [text("Good morning")] == content(so_far.messages[0])


def test_a_message_that_is_sent_again_keeps_its_text() -> None:
    """Its other fields are those of the last event."""
    so_far, _ = accumulate(
        message_event("created", metadata={}),
        text_delta("Good"),
        message_event("in_progress", metadata={"a": "b"}),
    )
    assert {"a": "b"} == so_far.messages[0].metadata
    so_far.add(read(text_delta(" morning"))[0])
    assert [text("Good morning")] == content(so_far.messages[0])
    assert {"a": "b"} == so_far.messages[0].metadata


def test_interleaved_messages() -> None:
    """Two messages that are written side by side stay apart."""
    so_far, names = accumulate(
        message_event("created", message="msg_1"),
        message_event("created", message="msg_2"),
        text_delta("a", message="msg_1"),
        text_delta("x", message="msg_2"),
        text_delta("b", message="msg_1"),
        text_delta("y", message="msg_2"),
        message_event("completed", "ab", message="msg_1", status="completed"),
    )
    assert [[text("ab")], [text("xy")]] == [*map(content, so_far.messages)]
    assert "msg_1" == getattr(so_far.current_message_snapshot, "id", None)
    assert 1 == names.count("text_done")
    assert 2 == names.count("text_created")


def test_several_parts_by_index() -> None:
    """A part ends when another begins; what comes of it later is still added."""
    image = {"index": 1, "type": "image_file", "image_file": {"file_id": "file_1"}}
    refusal = {"type": "refusal", "refusal": "No"}
    so_far, names = accumulate(
        text_delta("a", 0),
        message_delta(image),
        text_delta("b", 2),
        message_delta({"index": 3, **refusal}, {"index": 3, **refusal}),
        text_delta("A", 0),
        message_event("completed"),
    )
    assert [] == so_far.messages[0].content
    assert [
        "message_created",
        *("text_created", "text_done", "image_file_done", "text_created", "text_done", "message_done"),
    ] == names
    so_far, _ = accumulate(text_delta("a", 0), message_delta(image), message_delta({"index": 3, **refusal}))
    so_far.add(read(text_delta("A", 0))[0])
    assert [
        text("aA"),
        {"type": "image_file", "image_file": {"file_id": "file_1"}},
        refusal,
    ] == content(so_far.messages[0])


def test_gaps_in_indexes() -> None:
    """Parts are in the order of their indexes, with nothing between."""
    so_far, _ = accumulate(text_delta("c", 9), text_delta("a", 2), text_delta("b", 5), text_delta("A", 2))
    assert ["aA", "b", "c"] == [part["text"]["value"] for part in content(so_far.messages[0])]
    _, names = accumulate(
        text_delta("a", 2), text_delta("b", 5), message_event("completed", "a", "b", status="completed")
    )
    assert ["text_created", "text_done", "text_created", "text_done"] == names[1:-1]


def test_annotations_come_with_pieces_of_text() -> None:
    """They have no index, nor an empty quote, in the message."""
    told = {**CITATION, "index": 0, "file_citation": {"file_id": "file_1", "quote": ""}}
    path = {"index": 1, "type": "file_path", "text": "[2]", "file_path": {"file_id": "file_2"}}
    so_far, names = accumulate(
        text_delta("See ", annotations=[]), text_delta("[1]", annotations=[told]), text_delta(" and")
    )
    before = so_far.current_message_snapshot
    so_far.add(read(text_delta("[2]", annotations=[path]))[0])
    citation = {**CITATION, "file_citation": {"file_id": "file_1"}}
    assert [text("See [1] and", citation)] == content(before)
    del path["index"]
    assert [text("See [1] and[2]", citation, path)] == content(so_far.messages[0])
    assert 1 == names.count("text_created")


def test_unknown_content_type() -> None:
    """Parts of tomorrow are kept as JSON."""
    part = {"type": "of_tomorrow", "of_tomorrow": {"n": 1}}
    so_far, names = accumulate(message_delta({"index": 0, **part}), text_delta("a", 1))
    found = so_far.messages[0].content[0]
    assert isinstance(found, Unknown)
    assert part == found.raw
    assert ["message_created", "text_created"] == names


def test_arguments_of_a_function_call_grow() -> None:
    """The first piece names the function; what was yielded stays as it was."""
    so_far, names = accumulate(step_event("created", status="in_progress"), step_delta(function_call("")))
    seen = [so_far.current_run_step_snapshot]
    for piece in ('{"a"', ": 1", "}"):
        so_far.add(read(arguments_delta(piece))[0])
        seen.append(so_far.current_run_step_snapshot)
    assert all(isinstance(step, RunStepSnapshot) for step in seen)
    assert ["", '{"a"', '{"a": 1', '{"a": 1}'] == [calls(step)[0]["function"]["arguments"] for step in seen]
    assert {
        "id": "call_1",
        "type": "function",
        "function": {"name": "look", "arguments": '{"a": 1}', "output": None},
    } == (calls(seen[-1])[0])
    assert ["run_step_created", "tool_call_created"] == names


def test_tool_calls_are_done_at_requires_action() -> None:
    """The step goes on, but its calls are complete; they are not done a second time when it ends."""
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "look", "arguments": "{}", "output": "7"},
    }
    so_far, names = accumulate(
        step_event("created"),
        step_delta(function_call("{}")),
        step_delta(function_call("{}", index=1, id="call_2")),
        run_event("requires_action"),
        DONE,
    )
    assert ["run_step_created", *["tool_call_created", "tool_call_done"] * 2] == names
    resumed = read(step_event("completed", call, call, status="completed"), run_event("queued"))
    assert ["run_step_done"] == [milestone.name for each in resumed for milestone in so_far.add(each)]
    assert "queued" == getattr(so_far.current_run, "status", None)


def test_calls_that_are_told_of_by_turns_are_done_when_they_are_whole() -> None:
    """A call whose arguments are no JSON yet goes on after a piece of another; it is done with the step."""
    so_far, names = accumulate(
        step_event("created"),
        step_delta(function_call('{"a":')),
        step_delta(function_call('{"b":', index=1, id="call_2")),
        arguments_delta("1}"),
        arguments_delta("2}", 1),
    )
    assert ["run_step_created", "tool_call_created", "tool_call_created", "tool_call_done"] == names
    ended = so_far.add(read(run_event("requires_action"))[0])
    assert [("tool_call_done", '{"b":2}')] == [(each.name, each.value.function.arguments) for each in ended]


def test_a_run_that_fails_ends_its_tool_calls() -> None:
    """The run's own status counts: some servers call the event otherwise."""
    stream = [step_event("created"), step_delta(function_call("{")), run_event("in_progress", "failed")]
    assert "tool_call_done" == accumulate(*stream)[1][-1]
    stream[-1] = run_event("completed", "in_progress")
    assert "tool_call_created" == accumulate(*stream)[1][-1]


def test_a_step_that_ends_without_a_call_of_which_was_told_ends_it() -> None:
    """Its worker died; the call is done as it came, and the run that goes on ends nothing a second time."""
    so_far, names = accumulate(
        step_event("created"), step_delta(function_call('{"a"')), step_event("cancelled", status="cancelled")
    )
    assert ["run_step_created", "tool_call_created", "tool_call_done", "run_step_done"] == names
    assert [] == [*so_far.add(read(run_event("completed"))[0])]


def test_what_was_begun_anew_is_left_out() -> None:
    """A run that goes on has broken nothing off, since its worker was replaced; a cancelled one has."""
    stream = [
        text_delta("Good mor"),
        step_event("created"),
        message_event("incomplete", "Good mor", status="incomplete"),
        step_event("cancelled", status="cancelled"),
    ]
    so_far, _ = accumulate(*stream, run_event("completed"))
    assert ([], []) == (so_far.lasting_messages, so_far.lasting_steps)
    so_far, _ = accumulate(*stream, run_event("cancelled"))
    assert (1, 1) == (len(so_far.lasting_messages), len(so_far.lasting_steps))


def test_a_step_of_an_earlier_stream_only_ends() -> None:
    """The stream after tool outputs begins with the end of the step, whose calls were told of before."""
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "look", "arguments": "{}", "output": "7"},
    }
    _, names = accumulate(step_event("completed", call, status="completed"), run_event("completed"))
    assert ["run_step_done"] == names


def test_two_tool_steps_at_index_0() -> None:
    """Calls of different steps are told apart by the step."""
    so_far, names = accumulate(
        step_event("created", step="step_1"),
        step_delta(function_call("{1"), step="step_1"),
        step_event("created", step="step_2"),
        step_delta(function_call("{2", id="call_2"), step="step_2"),
        arguments_delta("}", step="step_1"),
    )
    assert ["run_step_created", "tool_call_created"] * 2 == names
    assert ["{1}", "{2"] == [calls(step)[0]["function"]["arguments"] for step in so_far.run_steps]


def test_code_interpreter_step_then_run_completed_is_done_once() -> None:
    """Code grows, and so does what it prints; the end of the run tells nothing twice."""
    first = {"index": 0, "id": "call_1", "type": "code_interpreter"}
    pieces: list[Any] = [
        {**first, "code_interpreter": {"input": "", "outputs": []}},
        {"index": 0, "type": "code_interpreter", "code_interpreter": {"input": "print("}},
        {"index": 0, "type": "code_interpreter", "code_interpreter": {"input": "1)"}},
        *(
            {"index": 0, "type": "code_interpreter", "code_interpreter": {"outputs": [output]}}
            for output in (
                {"index": 0, "type": "logs", "logs": "1"},
                {"index": 1, "type": "image", "image": {"file_id": "file_1"}},
                {"index": 0, "type": "logs", "logs": "\n"},
            )
        ),
    ]
    so_far, names = accumulate(step_event("created"), *map(step_delta, pieces))
    outputs = [{"type": "logs", "logs": "1\n"}, {"type": "image", "image": {"file_id": "file_1"}}]
    code = {"input": "print(1)", "outputs": outputs}
    whole = {"id": "call_1", "type": "code_interpreter", "code_interpreter": code}
    assert [whole] == calls(so_far.run_steps[0])
    ending = read(step_event("completed", whole, status="completed"), run_event("completed"))
    names += [milestone.name for each in ending for milestone in so_far.add(each)]
    assert ["run_step_created", "tool_call_created", "tool_call_done", "run_step_done"] == names


def test_file_search_and_unknown_tool_calls_are_kept() -> None:
    """A search says how it ranks; a call of tomorrow has its pieces put together like any other."""
    ranking = {"ranking_options": {"ranker": "auto", "score_threshold": 0.0}, "results": []}
    so_far, names = accumulate(
        step_event("created"),
        step_delta({"index": 0, "id": "call_1", "type": "file_search", "file_search": ranking}),
        step_delta({"index": 1, "id": "call_2", "type": "mcp", "arguments": "{", "output": None}),
        step_delta({"index": 1, "type": "mcp", "arguments": "}", "output": "7"}),
    )
    assert [
        {"id": "call_1", "type": "file_search", "file_search": ranking},
        {"id": "call_2", "type": "mcp", "arguments": "{}", "output": "7"},
    ] == calls(so_far.run_steps[0])
    assert ["tool_call_created", "tool_call_done", "tool_call_created"] == names[1:]


def test_steps_that_call_no_tools_have_no_items() -> None:
    """The step that writes a message has an end and a beginning; one of tomorrow too."""
    for details in (
        {"type": "message_creation", "message_creation": {"message_id": "msg_1"}},
        {"type": "activities", "activities": [{"id": "activity_1"}]},
        None,
    ):
        step = {"id": "step_1", "object": "thread.run.step", "step_details": details}
        so_far, names = accumulate(
            event("thread.run.step.created", step),
            event("thread.run.step.delta", {"id": "step_1", "delta": {"step_details": details}}),
        )
        assert step == so_far.run_steps[0].to_dict()
        assert ["run_step_created"] == names
        assert isinstance(so_far.run_steps[0], RunStep)


@pytest.mark.parametrize(
    "delta",
    [None, {}, {"content": None}, {"content": []}, {"content": [{}]}, {"content": [{"type": "text"}]}],
)
def test_a_piece_that_says_nothing_does_no_harm(delta: Any) -> None:
    """Servers send such pieces too."""
    piece = event("thread.message.delta", {"id": "msg_1", "object": "thread.message.delta", "delta": delta})
    so_far, _ = accumulate(
        piece, message_event("created"), piece, text_delta("Hi", 1), piece, text_delta("!", 1)
    )
    assert "Hi!" == content(so_far.messages[0])[-1]["text"]["value"]
    assert so_far.messages[0] == deepcopy(so_far.messages[0])


def test_unknown_events_and_threads_tell_nothing() -> None:
    """They are passed over, whatever they hold."""
    stream = [
        event("ping", {"id": "msg_1"}),
        event("thread.of_tomorrow", [1]),
        event("thread.created", {"id": "t"}),
    ]
    so_far, names = accumulate(*stream, DONE)
    assert ([], [], None, []) == (so_far.messages, so_far.run_steps, so_far.current_run, names)


def test_snapshots_share_what_they_have_in_common() -> None:
    """A thousand snapshots of a text take little more than the text, however long it is."""
    from tracemalloc import get_traced_memory, start, stop

    stream = [text_delta(f" word{number}") for number in range(2_000)]
    start()
    try:
        found = [*snapshots(stream)]
        assert 600 * len(found) > get_traced_memory()[0]
    finally:
        stop()
    assert 2_000 == len(found[-1].content[0].text.value.split())
