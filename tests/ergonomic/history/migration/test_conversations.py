"""A thread as a conversation: what goes over, in which order, and what is told as lost."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.history.migration.conversations import Conversation, make_conversation
from assistants_v2.history.migration.losses import KINDS
from assistants_v2_server.history.layout import ThreadExport
from hypothesis import given
from hypothesis import strategies as st

from .exports import assistant, calling, function_call, message, run, text_part, thread, user, written


def kinds(conversation: Conversation) -> list[str]:
    """Return the kinds of losses, in order."""
    return [loss.kind for loss in conversation.losses]


def says(conversation: Conversation) -> list[str]:
    """Return what items say, in short."""
    return [_read(item) for item in conversation.items]


def _read(item: Any) -> str:
    if item["type"] != "message":
        return f"{item['type']} {item['call_id']}"
    content = item["content"]
    return content if isinstance(content, str) else content[0].get("text", "image")


def map_one(source: dict[str, Any]) -> Conversation:
    """Return the conversation of a thread with one message."""
    return make_conversation(thread([source]))


def test_messages_go_over_by_their_roles() -> None:
    """A user's parts stay parts; an assistant's text is one text, as the plain form has it."""
    made = make_conversation(thread([user("Hello", 1), assistant("Good day", 2)]))
    assert [
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]},
        {"type": "message", "role": "assistant", "content": "Good day"},
    ] == made.items
    assert [] == kinds(made)


def test_images_of_the_user_are_kept() -> None:
    """Those in files by their ids, which the new server has to know, and those behind links by the links."""
    parts = [
        text_part("Look:"),
        {"type": "image_file", "image_file": {"file_id": "file-1", "detail": "high"}},
        {"type": "image_url", "image_url": {"url": "https://host/a.png"}},
    ]
    made = map_one(message("user", parts, 1))
    assert [
        {"type": "input_text", "text": "Look:"},
        {"type": "input_image", "file_id": "file-1", "detail": "high"},
        {"type": "input_image", "image_url": "https://host/a.png", "detail": "auto"},
    ] == made.items[0]["content"]
    assert {"file-1"} == made.images
    assert [] == kinds(made)


def test_an_image_of_the_assistant_is_named() -> None:
    """The plain form of its messages has no images, so that is told as a loss."""
    parts = [text_part("Here:"), {"type": "image_file", "image_file": {"file_id": "file-2"}}]
    made = map_one(message("assistant", parts, 1))
    assert ["Here:\n\n[image: file-2]"] == says(made)
    assert ["assistant_image"] == kinds(made)


def test_a_refusal_is_text() -> None:
    """What the model said stays; that it refused is told."""
    made = map_one(message("assistant", [{"type": "refusal", "refusal": "I will not."}], 1))
    assert ["I will not."] == says(made)
    assert ["refusal_as_text"] == kinds(made)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (message("user", [{"type": "hologram"}, text_part("x")], 1), "unknown_content"),
        (message("user", ["text", text_part("x")], 1), None),
        (message("user", [{"type": "image_file"}, text_part("x")], 1), "unknown_content"),
        (message("critic", [text_part("x")], 1), "unknown_role"),
        (message("user", [], 1), "empty_message"),
        (message("assistant", [text_part("")], 1), "empty_message"),
        (message("assistant", [text_part("x", {"type": "file_citation"})], 1), "annotations"),
        (user("x", 1, attachments=[{"file_id": "file-1", "tools": []}]), "attachments"),
        (user("x", 1, metadata={"a": "b"}), "message_metadata"),
        (user("half \ud83d", 1), "broken_text"),
    ],
)
def test_what_a_message_loses_is_told(source: dict[str, Any], kind: str | None) -> None:
    """Nothing goes missing in silence, and the message is named."""
    made = map_one(source)
    assert [(kind, "msg_1")] * (kind is not None) == [(loss.kind, loss.id) for loss in made.losses]


def test_content_that_is_one_text_is_read() -> None:
    """Some servers write it so."""
    assert ["Hello"] == says(map_one({**user("", 1), "content": "Hello"}))


def test_calls_stand_before_the_answer_that_came_of_them() -> None:
    """All calls of a step, and then all outputs, as a model expects them."""
    step = calling(function_call("call_1"), function_call("call_2", "no"), number=3)
    made = make_conversation(
        thread([user("Q", 1), assistant("A", 5), user("Q2", 6)], [run(2, step, written("msg_5", 5))])
    )
    assert [
        "Q",
        "function_call call_1",
        "function_call call_2",
        "function_call_output call_1",
        "function_call_output call_2",
        "A",
        "Q2",
    ] == says(made)
    assert {
        "type": "function_call",
        "call_id": "call_1",
        "name": "add",
        "arguments": '{"a": 1}',
    } == made.items[1]
    assert [] == kinds(made)


def test_calls_after_the_last_answer_of_a_run_stand_behind_it() -> None:
    """A run may call functions after it has written."""
    steps = [written("msg_2"), calling(function_call("call_1"), number=3)]
    made = make_conversation(thread([user("Q", 1), assistant("A", 2), user("Q2", 9)], [run(1, *steps)]))
    assert ["Q", "A", "function_call call_1", "function_call_output call_1", "Q2"] == says(made)


def test_calls_of_a_run_without_steps_that_write_stand_before_its_message() -> None:
    """The message says which run wrote it, also where the export has no such step."""
    made = make_conversation(
        thread(
            [user("Q", 1), assistant("A", 1, run_id="run_1"), user("Q2", 1)],
            [run(1, calling(function_call("call_1"), number=1))],
        )
    )
    assert ["Q", "function_call call_1", "function_call_output call_1", "A", "Q2"] == says(made)


def test_calls_of_a_run_that_wrote_nothing_stand_where_their_time_is() -> None:
    """Behind what was said until then."""
    made = make_conversation(
        thread([user("Q", 1), user("Q2", 5)], [run(2, calling(function_call("call_1"), number=3))])
    )
    assert ["Q", "function_call call_1", "function_call_output call_1", "Q2"] == says(made)


def test_a_call_without_output_is_left_out_and_told() -> None:
    """No request could go on after it."""
    made = make_conversation(
        thread([user("Q", 1)], [run(2, calling(function_call("call_1", None)), status="expired")])
    )
    assert ["Q"] == says(made)
    assert ["unanswered_call"] == kinds(made)


SEARCH = {
    "id": "call_s",
    "type": "file_search",
    "file_search": {"results": [{"file_id": "file-1", "file_name": "a.txt", "score": 0.5}]},
}
CODE = {
    "id": "call_i",
    "type": "code_interpreter",
    "code_interpreter": {
        "input": "print(1)",
        "outputs": [{"type": "logs", "logs": "1"}, {"type": "image", "image": {"file_id": "file-9"}}],
    },
}


def test_builtin_calls_are_dropped_and_told() -> None:
    """No item holds them without a container or a query that nobody has recorded."""
    made = make_conversation(thread([user("Q", 1)], [run(2, calling(SEARCH, CODE))]))
    assert ["Q"] == says(made)
    assert ["file_search_call", "code_interpreter_call"] == kinds(made)


def test_builtin_calls_can_be_written_as_text() -> None:
    """Then nothing is lost, and the form is told."""
    made = make_conversation(thread([user("Q", 1)], [run(2, calling(SEARCH, CODE, number=3))]), "text")
    assert [
        "Q",
        "[file_search]\na.txt (file-1)",
        "[code_interpreter]\nprint(1)\n[output]\n1\n[image: file-9]",
    ] == says(made)
    assert ["call_as_text"] * 2 == kinds(made)


@pytest.mark.parametrize("how", ["drop", "text"])
def test_calls_of_other_tools_are_told(how: Any) -> None:
    """Foundry has many kinds."""
    call = {"id": "call_b", "type": "bing_grounding", "bing_grounding": {}}
    assert ["unknown_call"] == kinds(make_conversation(thread([], [run(2, calling(call))]), how))


def test_unknown_steps_are_told() -> None:
    """A step of a kind that nobody knows may have said something."""
    made = make_conversation(thread([], [run(2, {"id": "step_x", "step_details": {"type": "dream"}})]))
    assert [("unknown_step", "step_x")] == [(loss.kind, loss.id) for loss in made.losses]


def test_stores_and_files_of_a_thread_are_told() -> None:
    """A conversation has none: without them searches find nothing, and no error says so."""
    made = make_conversation(thread(tool_resources={"file_search": {"vector_store_ids": ["vs_1"]}}))
    assert ["thread_tool_resources"] == kinds(made)
    assert "vs_1" == made.metadata["assistants_vector_store_ids"]


def test_a_run_that_had_not_ended_is_told() -> None:
    """Nothing goes on with it."""
    made = make_conversation(thread([user("Q", 1)], [run(2, status="requires_action"), run(3)]))
    assert [("unfinished_run", "run_2")] == [(loss.kind, loss.id) for loss in made.losses]


def test_what_was_not_exported_is_told() -> None:
    """An export that lacks messages makes no whole conversation; a lost file's object does no harm."""
    errors = [{"object": "run_steps", "id": "run_7"}, {"object": "file", "id": "file-1"}]
    made = make_conversation(ThreadExport(thread_id="thread_1", thread={"id": "thread_1"}, errors=errors))
    assert [("not_exported", "run_7")] == [(loss.kind, loss.id) for loss in made.losses]
    assert ["not_exported"] == kinds(make_conversation(ThreadExport(thread_id="thread_2", thread=None)))


def test_full_metadata_keeps_the_old_id() -> None:
    """The id comes first, then the thread's own, then times; what has no room is told."""
    made = make_conversation(thread([user("x", 1)], metadata={f"k{n:02}": "v" for n in range(16)}))
    assert 16 == len(made.metadata)
    assert "thread_1" == made.metadata["assistants_thread_id"]
    assert "k14" in made.metadata
    assert "assistants_created_at" not in made.metadata
    assert ["thread_metadata"] == kinds(made)


@pytest.mark.parametrize(
    "metadata",
    [{"k" * 65: "v"}, {"": "v"}, {"k": "v" * 513}, {"assistants_thread_id": "other"}],
)
def test_metadata_that_does_not_fit_is_told(metadata: dict[str, str]) -> None:
    """What is sent is within the limits of the server."""
    made = make_conversation(thread(metadata=metadata))
    assert ["thread_metadata"] == kinds(made)
    assert all(0 < len(key) <= 64 and len(value) <= 512 for key, value in made.metadata.items())
    assert "thread_1" == made.metadata["assistants_thread_id"]


def test_metadata_of_other_kinds_is_text() -> None:
    """Metadata of a conversation has only texts."""
    assert "7" == make_conversation(thread(metadata={"n": 7})).metadata["n"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [
        "id",
        "role",
        "content",
        "type",
        "text",
        "value",
        "annotations",
        "attachments",
        "metadata",
        "steps",
        "step_details",
        "tool_calls",
        "function",
        "output",
        "run_id",
        "created_at",
        "image_file",
        "file_id",
    ]
)
objects = st.dictionaries(
    names, json_values | st.lists(st.dictionaries(names, json_values, max_size=4)), max_size=6
)


@given(st.lists(objects, max_size=4), st.lists(objects, max_size=3), objects)
def test_anything_can_be_read(messages: list[Any], runs: list[Any], raw: dict[str, Any]) -> None:
    """Exports are written by anybody: whatever is in one, it becomes items and losses, and no error."""
    made = make_conversation(ThreadExport(thread_id="t", thread=raw, messages=messages, runs=runs))
    assert all(loss.kind in KINDS for loss in made.losses)
    assert (
        made.digest
        == make_conversation(ThreadExport(thread_id="t", thread=raw, messages=messages, runs=runs)).digest
    )
    assert len(messages) <= len(made.items) + len(made.losses)


@st.composite
def threads(draw: st.DrawFn) -> ThreadExport:
    """Make a thread whose runs call functions and write messages, with whatever times."""
    count = draw(st.integers(0, 8))
    messages = [
        draw(st.sampled_from([user, assistant]))(
            f"text {number}", draw(st.integers(0, 5)), id=f"msg_{number}"
        )
        for number in range(count)
    ]
    runs: list[Any] = []
    for number in range(draw(st.integers(0, 4))):
        steps: list[Any] = []
        for step in range(draw(st.integers(0, 4))):
            call = calling(
                function_call(f"call_{number}_{step}"),
                number=draw(st.integers(0, 5)),
                name=f"s_{number}_{step}",
            )
            steps.append(written(f"msg_{draw(st.integers(0, 9))}") if draw(st.booleans()) else call)
        runs.append(run(draw(st.integers(0, 5)), *steps, id=f"run_{number}"))
    return thread(messages, runs)


@given(threads())
def test_the_order_is_kept_and_nothing_is_lost(export: ThreadExport) -> None:
    """Messages follow each other as before; each call is there once, before its output."""
    made = make_conversation(export)
    said = says(made)
    assert [f"text {number}" for number in range(len(export.messages))] == [
        text for text in said if text.startswith("text")
    ]
    calls = [call["id"] for each in export.runs for step in each["steps"] for call in _calls(step)]
    assert sorted(calls) == sorted(text.split()[1] for text in said if text.startswith("function_call "))
    assert all(
        said.index(f"function_call {call}") < said.index(f"function_call_output {call}") for call in calls
    )
    assert [] == kinds(made)


def _calls(step: Any) -> list[Any]:
    found: list[Any] = step["step_details"].get("tool_calls", [])
    return found
