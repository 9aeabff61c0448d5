"""Which hooks an event calls, in which order, and with what."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.stream_hooks import list_hook_calls

from .streaming import (
    DONE,
    arguments_delta,
    event,
    message_delta,
    message_event,
    read,
    run_event,
    step_delta,
    step_event,
    text_delta,
)

IMAGE = {"index": 1, "type": "image_file", "image_file": {"file_id": "file_1"}}
PIECE = {"index": 0, "type": "text", "text": {"value": "c"}}
CODE = {"index": 0, "id": "call_1", "type": "code_interpreter", "code_interpreter": {"input": "1"}}
WAITING = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": []}}


def called(*chunks: bytes) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the hooks that a stream calls, with their arguments."""
    told, calls = Accumulator(), list[tuple[str, tuple[Any, ...]]]()
    for each in read(*chunks):
        calls += list_hook_calls(each, told.add(each), told)
    return calls


def hooks(*chunks: bytes) -> list[str]:
    """Return their names without `on_`."""
    return [name.removeprefix("on_") for name, _ in called(*chunks)]


@pytest.mark.parametrize(
    ("expected", "last", "before"),
    [
        (["message_created"], message_event("created"), []),
        ([], message_event("in_progress"), [message_event("created")]),
        (["text_created", "text_delta", "message_delta"], text_delta("a"), [message_event("created")]),
        (["text_delta", "message_delta"], text_delta("b"), [text_delta("a")]),
        (
            ["message_created", "text_created", "text_delta", "message_delta"],
            text_delta("a"),
            [],
        ),
        (
            ["text_created", "text_delta", "text_done", "message_delta"],
            text_delta("b", 1),
            [text_delta("a")],
        ),
        (["text_done", "message_delta"], message_delta(IMAGE), [text_delta("a")]),
        (
            ["text_delta", "text_done", "message_delta"],
            message_delta(PIECE, IMAGE),
            [text_delta("a")],
        ),
        (
            ["text_created", "text_delta", "image_file_done", "message_delta"],
            text_delta("b", 2),
            [message_event("created"), message_delta(IMAGE)],
        ),
        (
            ["text_done", "message_done"],
            message_event("completed", "a", status="completed"),
            [text_delta("a")],
        ),
        (
            ["text_done", "message_done"],
            message_event("incomplete", "a", status="incomplete"),
            [text_delta("a")],
        ),
        (["run_step_created"], step_event("created"), []),
        (
            ["tool_call_created", "run_step_delta"],
            arguments_delta("", id="call_1"),
            [step_event("created")],
        ),
        (
            ["tool_call_delta", "run_step_delta"],
            arguments_delta("{"),
            [arguments_delta("", id="call_1")],
        ),
        (
            ["tool_call_done", "tool_call_created", "run_step_delta"],
            arguments_delta("", 1, id="call_2"),
            [arguments_delta("{}", id="call_1")],
        ),
        (
            ["tool_call_delta", "tool_call_done", "tool_call_created", "run_step_delta"],
            step_delta(
                {"index": 0, "type": "function", "function": {"arguments": "}"}}, {**CODE, "index": 1}
            ),
            [arguments_delta("{", id="call_1")],
        ),
        (
            ["run_step_created", "tool_call_created", "run_step_delta"],
            step_delta(CODE),
            [],
        ),
        (
            ["tool_call_done", "run_step_done"],
            step_event("completed", {**CODE, "index": None}, status="completed"),
            [step_delta(CODE)],
        ),
        (["tool_call_done"], run_event("requires_action", required_action=WAITING), [step_delta(CODE)]),
        (["tool_call_done"], run_event("failed"), [step_delta(CODE)]),
        ([], run_event("completed"), [text_delta("a")]),
        (["run_step_delta"], event("thread.run.step.delta", {"id": "step_1"}), [step_event("created")]),
        (["message_delta"], event("thread.message.delta", {"id": "msg_1"}), [message_event("created")]),
        ([], event("thread.created", {"id": "thread_1"}), []),
        ([], event("ping", {}), []),
        ([], DONE, []),
    ],
)
def test_the_order_of_hooks(expected: list[str], last: bytes, before: list[bytes]) -> None:
    """What is created comes first, then the pieces, then what is done, and the whole piece last."""
    assert expected == hooks(*before, last)[len(hooks(*before)) :]


def test_hooks_are_given_the_piece_and_what_there_is_so_far() -> None:
    """Snapshots are those of that moment; what is done is as it was then."""
    calls = called(text_delta("a"), text_delta("b"), text_delta("c", 1))
    assert [("a", "a"), ("b", "ab"), ("c", "c")] == [
        (piece.value, snapshot.value)
        for name, (piece, *rest) in calls
        for snapshot in rest
        if name == "on_text_delta"
    ]
    assert ["ab"] == [text.value for name, (text, *_) in calls if name == "on_text_done"]
    grown = [arguments[1].content[-1].text.value for name, arguments in calls if name == "on_message_delta"]
    assert ["a", "ab", "c"] == grown


def test_tool_calls_are_given_as_they_are_so_far() -> None:
    """The same of calls, several side by side."""
    calls = called(
        arguments_delta("", id="call_1"),
        arguments_delta("{", 0),
        arguments_delta("", 1, id="call_2"),
        arguments_delta("[", 1),
    )
    assert [("{", "{"), ("[", "[")] == [
        (arguments[0].function.arguments, arguments[1].function.arguments)
        for name, arguments in calls
        if name == "on_tool_call_delta"
    ]
    created = [arguments[0].id for name, arguments in calls if name == "on_tool_call_created"]
    assert ["call_1", "call_2"] == created


def test_nothing_is_done_twice() -> None:
    """A call that is done as another begins is not done again by its step or its run."""
    final = [{**CODE, "index": None}, {**CODE, "index": None, "id": "call_2"}]
    told = hooks(
        step_delta(CODE),
        step_delta({**CODE, "index": 1, "id": "call_2"}),
        step_event("completed", *final, status="completed"),
        run_event("completed"),
    )
    assert (2, 2, 1) == tuple(
        told.count(name) for name in ("tool_call_created", "tool_call_done", "run_step_done")
    )
