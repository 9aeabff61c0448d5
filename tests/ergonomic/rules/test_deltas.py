"""What the pieces in events say."""

from __future__ import annotations

from assistants_v2.rules.deltas import list_texts

from .streaming import DONE, event, message_delta, message_event, read, run_event, step_delta, text_delta


def test_texts_are_all_there_is_of_a_piece() -> None:
    """Images, refusals, empty texts, and whatever is no piece of a message say nothing."""
    block = {"index": 0, "type": "text", "text": {"value": "a"}}
    stream = [
        text_delta("Hi"),
        message_delta(block, {"index": 1, "type": "image_file", "image_file": {"file_id": "f"}}, block),
        message_delta({"index": 0, "type": "text"}, {"index": 0, "type": "text", "text": {}}),
        message_delta({"index": 0, "type": "refusal", "refusal": "No"}, {"type": "of_tomorrow"}),
        event("thread.message.delta", {"id": "msg_1", "delta": None}),
        event("ping", {}),
        message_event("completed", "Hi", status="completed"),
        step_delta({"index": 0, "type": "function", "function": {"arguments": "{"}}),
        run_event("completed"),
        text_delta(""),
        DONE,
    ]
    assert [["Hi"], ["a", "a"], *[[]] * 9] == [[*list_texts(each)] for each in read(*stream)]
