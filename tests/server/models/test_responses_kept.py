"""What a conversation at an endpoint is sent of a thread: all of it, and nothing twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    FunctionCall,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from assistants_v2_server.models.responses_kept import (
    MOST_MESSAGES,
    UNANSWERED,
    Kept,
    choose_news,
    note_turn,
    read_kept,
)
from hypothesis import given
from hypothesis import strategies as st

BEGUN = Kept(conversation="conv_1", endpoint="http://h/v1/responses")


def user(name: str) -> UserMessage:
    """What a user said."""
    return UserMessage((TextPart(name),), name)


def said(name: str) -> AssistantMessage:
    """What an assistant said in an earlier run."""
    return AssistantMessage(name, id=name)


def called(*numbers: int, text: str = "", is_renamed: bool = False) -> AssistantMessage:
    """A turn of the run that has called functions; the endpoint may call the calls otherwise."""
    calls = tuple(FunctionCall(f"call_{number}", "f", "{}") for number in numbers)
    items = tuple({"type": "function_call", "call_id": f"theirs_{number}"} for number in numbers)
    return AssistantMessage(text, calls, items=items if is_renamed else ())


def output(number: int) -> ToolMessage:
    """What a function returned."""
    return ToolMessage(f"call_{number}", "f", str(number))


def note(kept: Kept, *messages: PromptMessage, says: int = 1, calls: Sequence[str] = ()) -> Kept:
    """What a conversation has after a turn, written and read."""
    noted = note_turn(kept, Prompt(model="m", messages=messages), says, calls, "msg_last")
    read = read_kept(json.loads(json.dumps(noted.write())), kept.endpoint)
    assert noted == read
    return noted


def test_a_conversation_is_sent_what_it_does_not_have() -> None:
    """At first all but the instructions, then the next question: what the model has said is there."""
    assert [user("u1")] == choose_news([SystemMessage("i"), user("u1")], BEGUN)
    kept = note(BEGUN, user("u1"))
    assert [user("u2")] == choose_news([SystemMessage("i"), user("u1"), said("a1"), user("u2")], kept)


def test_a_conversation_is_sent_what_others_said_meanwhile() -> None:
    """What another model said, or a program wrote, is no answer of its own."""
    kept = note(BEGUN, user("u1"))
    thread: list[PromptMessage] = [user("u1"), said("a1"), said("a2"), user("u2"), said("a3"), user("u3")]
    assert thread[2:] == choose_news(thread, kept)


@pytest.mark.parametrize("is_renamed", [False, True])
@pytest.mark.parametrize("text", ["", "Let me see."])
def test_a_run_sends_outputs_alone(text: str, *, is_renamed: bool) -> None:
    """The calls are there, and so are the outputs of earlier turns."""
    name = "theirs" if is_renamed else "call"
    kept = note(BEGUN, user("u1"), says=bool(text), calls=[f"{name}_1", f"{name}_2"])
    first = called(1, 2, text=text, is_renamed=is_renamed)
    prompt: list[PromptMessage] = [user("u1"), first, output(1), output(2)]
    assert [output(1), output(2)] == choose_news(prompt, kept)
    kept = note(kept, *prompt, says=0, calls=[f"{name}_3"])
    prompt += [called(3, is_renamed=is_renamed), output(3)]
    assert [output(3)] == choose_news(prompt, kept)
    kept = note(kept, *prompt)
    thread: list[PromptMessage] = [user("u1"), *([said("a1")] if text else []), said("a2"), user("u2")]
    assert [user("u2")] == choose_news(thread, kept)


def test_what_is_left_of_an_answer_that_broke_off_is_sent() -> None:
    """It is none of the messages that the conversation has, however many the turn before has said."""
    asked = [user("u1")]
    kept = note(BEGUN, *asked, says=2, calls=["call_1"])
    left = AssistantMessage(items=({"type": "file_search_call", "id": "fs_1"},))
    prompt: list[PromptMessage] = [*asked, called(1, text="I look."), output(1), left]
    assert [output(1), left] == choose_news(prompt, kept)


def test_calls_of_a_run_that_has_ended_are_closed() -> None:
    """A run may be cancelled while it waits; endpoints refuse to go on while a call has no output."""
    kept = note(BEGUN, user("u1"), says=0, calls=["call_1", "call_2"])
    thread: list[PromptMessage] = [user("u1"), user("u2")]
    closed = [ToolMessage(name, "", UNANSWERED) for name in ("call_1", "call_2")]
    assert [*closed, user("u2")] == choose_news(thread, kept)
    assert [] == choose_news(thread, note(kept, *thread))


def test_a_conversation_that_begins_within_a_run_has_all_of_it() -> None:
    """Calls and outputs too, and what was said beside them."""
    prompt: list[PromptMessage] = [user("u1"), called(1, text="Let me see."), output(1)]
    assert prompt == choose_news(prompt, BEGUN)
    kept = note(BEGUN, *prompt)
    assert [user("u2")] == choose_news([user("u1"), said("a1"), said("a2"), user("u2")], kept)


def test_deleted_messages_are_not_missed() -> None:
    """The order of the others still says what is there."""
    kept = note(BEGUN, user("u1"), says=1)
    assert [user("u2")] == choose_news([said("a1"), user("u2")], kept)
    assert [user("u2")] == choose_news([user("u1"), user("u2")], kept)


def test_a_prompt_without_new_messages_sends_none() -> None:
    """A run can be made without a question."""
    assert [] == choose_news([user("u1"), said("a1")], note(BEGUN, user("u1")))


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {},
        {"conversation": ""},
        {"conversation": "conv_1"},
        {"conversation": "c", "endpoint": "http://i"},
    ],
)
def test_a_conversation_elsewhere_is_none(kept: Any) -> None:
    """Another endpoint would not know it."""
    assert read_kept(kept, "http://h") is None


def test_what_is_remembered_is_bounded() -> None:
    """The latest messages say enough."""
    kept = note(BEGUN, *(user(f"u{number}") for number in range(150)))
    assert tuple(f"u{number}" for number in range(150 - MOST_MESSAGES, 150)) == kept.messages


@given(st.data())
def test_nothing_is_sent_twice_and_nothing_is_left_out(data: st.DataObject) -> None:
    """Whatever is said in what order, by whom, and however much of the thread a prompt has."""
    thread: list[PromptMessage] = []
    conversation: list[str] = []
    closed: list[PromptMessage] = []
    kept = BEGUN
    for run in range(data.draw(st.integers(1, 5))):
        asked = data.draw(st.integers(1, 3))
        thread += [user(f"u{run}.{number}") for number in range(asked)]
        history = thread[-data.draw(st.integers(asked, len(thread))) :]
        own: list[PromptMessage] = []
        answered: list[PromptMessage] = []
        for turn in range(data.draw(st.integers(1, 3))):
            prompt = [*history, *own]
            news = [message for message in choose_news(prompt, kept) if message not in closed]
            conversation += [name_message(message) for message in news]
            text = data.draw(st.sampled_from(["", f"a{run}.{turn}"]))
            call = run * 10 + turn
            kept = note(kept, *prompt, says=bool(text), calls=[f"call_{call}"])
            conversation += [text] if text else []
            answered += [said(text)] if text else []
            own += [called(call, text=text), output(call)]
            closed.append(ToolMessage(f"call_{call}", "", UNANSWERED))
        thread += answered
        assert len(conversation) == len({*conversation})
        assert {name_message(message) for message in history} <= {*conversation}


def name_message(message: PromptMessage) -> str:
    """What a message is known by."""
    match message:
        case UserMessage() | AssistantMessage():
            return message.id
        case ToolMessage():
            return message.call_id
        case SystemMessage():
            return message.text
