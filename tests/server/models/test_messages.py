"""The messages of a prompt as values: what they say makes them equal."""

from __future__ import annotations

import pytest
from assistants_v2_server import AssistantMessage, FunctionCall, SystemMessage, TextPart, UserMessage

CALL = FunctionCall("call_1", "find", "{}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (UserMessage((TextPart("Hello"),), "msg_1"), UserMessage((TextPart("Hello"),), "msg_2")),
        (AssistantMessage("Hello", (CALL,), "msg_1"), AssistantMessage("Hello", (CALL,))),
    ],
)
def test_messages_that_say_the_same_are_equal(one: object, other: object) -> None:
    """Whatever their ids; in a set or as keys they are one, too."""
    assert one == other
    assert not one != other  # noqa: SIM202  # it is asked by itself
    assert 1 == len({one, other})


@pytest.mark.parametrize(
    "other",
    [
        UserMessage((TextPart("Goodbye"),), "msg_1"),
        UserMessage((), "msg_1"),
        AssistantMessage("Hello", id="msg_1"),
        SystemMessage("Hello"),
        "Hello",
    ],
)
def test_messages_that_say_something_else_are_not(other: object) -> None:
    """Nor is one that another says, even with the same id."""
    message = UserMessage((TextPart("Hello"),), "msg_1")
    assert message != other
    assert not message == other  # noqa: SIM201  # it is asked by itself


def test_what_an_assistant_says_is_all_that_it_says() -> None:
    """Calls and kept items, not only the text."""
    said = AssistantMessage("Hello", (CALL,))
    assert said != AssistantMessage("Hello")
    assert said != AssistantMessage("Hello", (CALL,), items=({"type": "reasoning"},))
    assert AssistantMessage() != UserMessage(())
