"""The chat endpoint plays the script of an upstream answer by answer."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from .chat import ChatPeer, split_turn
from .playing import OffScript
from .script import (
    Break,
    Cite,
    Fail,
    Incomplete,
    Item,
    Link,
    Reason,
    Refuse,
    Reject,
    call,
    run,
    say,
    search,
    turn,
)


def offer(*names: str) -> Any:
    """Return functions as tools."""
    return [
        {"type": "function", "function": {"name": name, "parameters": {"type": "object", "properties": {}}}}
        for name in names
    ]


def ask(url: str, *messages: Any, **asked: Any) -> tuple[Any, Any]:
    """Return an answer, whole, and as the SDK puts it together from a stream."""
    with openai.OpenAI(base_url=url, api_key="key", max_retries=0) as client:
        said = [{"role": "user", "content": "q"}, *messages]
        whole = client.chat.completions.create(model="gpt-4o", messages=said, **asked)
        with client.chat.completions.stream(model="gpt-4o", messages=said, **asked) as stream:
            return whole.choices[0], stream.get_final_completion().choices[0]


def test_a_turn_takes_an_answer_for_each_call_of_a_built_in_tool() -> None:
    """Calls of functions that follow each other come together, and what was thought does not come at all."""
    turns: Any = split_turn([Reason("Hm"), search("a"), say("b"), run("c"), call("d"), call("e"), say("f")])
    assert [[1], [1, "b"], [2], ["f"]] == [
        [*([len(each.calls)] if each.calls else []), *(each.text.parts if each.text else ())]
        for each in turns
    ]
    with pytest.raises(OffScript):
        split_turn([say("a"), say("b")])


def test_calls_and_citations() -> None:
    """Built-in tools are called by the functions that stand for them; markers are those that were told."""
    entry: list[Item] = [search("leave"), run("1"), call("f", a=1)]
    told = {"role": "tool", "tool_call_id": "c", "content": "【0:3†source】 leave.md\nLeave"}
    called = {
        "role": "assistant",
        "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": ""}}],
    }
    twice = [part for item in entry for part in (item, item)]
    with ChatPeer(
        *twice, say(Cite("leave.md"), Link("t.csv")), say(Cite("leave.md"), Link("t.csv"))
    ).serve() as url:
        for name in ("file_search", "python", "f"):
            for choice in ask(url, tools=offer("file_search", "python", "f")):
                assert ([name], "tool_calls") == (
                    [each.function.name for each in choice.message.tool_calls],
                    choice.finish_reason,
                )
        for choice in ask(url, called, told):
            assert "【0:3†source】sandbox:/mnt/data/t.csv" == choice.message.content


def test_endings() -> None:
    """Refusals and answers that stop short come to an end of their own; failures refuse the request."""
    half = turn(say("a"), ending=Incomplete("content_filter"))
    with ChatPeer(Refuse("No."), Refuse("No."), half).serve() as url:
        assert ["No.", "No."] == [choice.message.refusal for choice in ask(url)]
        with openai.OpenAI(base_url=url, api_key="key", max_retries=0) as client:
            messages: Any = [{"role": "user", "content": "q"}]
            answer = client.chat.completions.create(model="gpt-4o", messages=messages)
    assert "content_filter" == answer.choices[0].finish_reason
    for entry, status in (
        (turn(ending=Fail("rate_limit_exceeded")), 429),
        (turn(ending=Fail("server_error")), 500),
        (Reject(status=400), 400),
    ):
        with ChatPeer(entry).serve() as url, pytest.raises(openai.APIStatusError) as refused:
            ask(url)
        assert status == refused.value.status_code
    entry = turn(say("a"), ending=Break())
    with ChatPeer(say("a"), entry).serve() as url, pytest.raises(openai.APIError, match="this stream break"):
        ask(url)
