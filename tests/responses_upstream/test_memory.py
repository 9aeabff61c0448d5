"""What an upstream keeps of answers and conversations, and what it refuses since it keeps it not."""

from __future__ import annotations

from typing import Any

import openai
import pytest
from openai.types.conversations import Conversation, ConversationItemList

from .conftest import Connect
from .peer import ResponsesPeer
from .reading import fetch, read_answer, read_strictly
from .script import Entry, Fail, Reason, call, say, turn
from .test_answers import WEATHER


def output(answer: Any, text: str = "sunny") -> Any:
    """Return what the calls of an answer came to."""
    calls = [item for item in answer.output if item.type == "function_call"]
    return [{"type": "function_call_output", "call_id": each.call_id, "output": text} for each in calls]


def give_back(answer: Any) -> Any:
    """Return the items of an answer as input."""
    return [item.model_dump(exclude_none=True) for item in answer.output]


def test_an_answer_is_continued_by_its_id(connect: Connect) -> None:
    """The items before it need not be sent again; whoever wants nothing kept has to."""
    client = connect(ResponsesPeer(call("weather"), say("Sun"), call("weather"), say("Sun")))
    first = read_answer(client, input="q", tools=[WEATHER])
    second = read_answer(client, input=output(first), tools=[WEATHER], previous_response_id=first.id)
    assert "Sun" == second.output_text
    assert first.id == fetch(client, f"/responses/{first.id}").json()["id"]
    third = read_answer(client, input="q", tools=[WEATHER], store=False)
    with pytest.raises(openai.BadRequestError, match="Previous response with id"):
        read_answer(client, input=output(third), previous_response_id=third.id)
    question = [{"role": "user", "content": "q"}]
    fourth = read_answer(client, input=[*question, *give_back(third), *output(third)], store=False)
    assert "Sun" == fourth.output_text


def test_a_call_without_output_blocks_what_comes_after(connect: Connect) -> None:
    """A conversation or a chain with an open call takes nothing but its output."""
    client = connect(ResponsesPeer(call("weather"), call("weather"), say("Sun")))
    conversation = client.conversations.create()
    asked: Any = {"tools": [WEATHER], "conversation": conversation.id}
    first = read_answer(client, input="q", **asked)
    with pytest.raises(openai.BadRequestError, match="No tool output found for function call"):
        read_answer(client, input="never mind", **asked)
    alone = read_answer(client, input="q", tools=[WEATHER])
    with pytest.raises(openai.BadRequestError, match="No tool output found for function call"):
        read_answer(client, input="never mind", previous_response_id=alone.id)
    assert "Sun" == read_answer(client, input=output(first), **asked).output_text


def test_a_conversation_keeps_input_and_output(connect: Connect) -> None:
    """Both are listed, a page at a time, in either order; what failed is not there."""
    client = connect(ResponsesPeer(say("A"), turn(ending=Fail("server_error")), say("B")))
    made = read_strictly(Conversation, fetch_new(client, metadata={"k": "v"}))
    for question in ("1", "2", "3"):
        read_answer(client, input=question, conversation=made.id)
    path = f"/conversations/{made.id}/items"
    assert made == read_strictly(Conversation, fetch(client, f"/conversations/{made.id}").json())
    texts: list[str] = []
    after = ""
    while True:
        body = fetch(client, f"{path}?order=asc&limit=3{after}").json()
        texts += [item["content"][0]["text"] for item in body["data"]]
        after = f"&after={body['last_id']}"
        if not body["has_more"]:
            break
    assert ["1", "A", "3", "B"] == texts
    newest: Any = client.conversations.items.list(made.id).data[0]
    assert "B" == newest.content[0].text
    read_strictly(ConversationItemList, fetch(client, path).json())


def fetch_new(client: openai.OpenAI, **asked: Any) -> Any:
    """Return a new conversation as it was answered."""
    return client.conversations.with_raw_response.create(**asked).http_response.json()


def test_items_and_conversations_are_deleted(connect: Connect) -> None:
    """A conversation goes on without its open call when that is taken out, and is gone when it is deleted."""
    client = connect(ResponsesPeer(call("weather"), say("A")))
    made = client.conversations.create()
    asked: Any = {"tools": [WEATHER], "conversation": made.id}
    first = read_answer(client, input="q", **asked)
    shown = client.conversations.items.delete(str(first.output[0].id), conversation_id=made.id)
    assert made == shown
    with pytest.raises(openai.NotFoundError, match="Item with id"):
        client.conversations.items.delete(str(first.output[0].id), conversation_id=made.id)
    assert "A" == read_answer(client, input="r", **asked).output_text
    assert client.conversations.delete(made.id).deleted
    with pytest.raises(openai.NotFoundError, match="Conversation with id"):
        read_answer(client, input="s", **asked)


def test_items_are_not_sent_twice(connect: Connect) -> None:
    """What a conversation has already is refused."""
    client = connect(ResponsesPeer(say("A"), say("B")))
    conversation = client.conversations.create()
    first = read_answer(client, input="q", conversation=conversation.id)
    with pytest.raises(openai.BadRequestError, match="Duplicate item found"):
        read_answer(client, input=give_back(first), conversation=conversation.id)


def test_reasoning_goes_with_what_followed_it(connect: Connect) -> None:
    """Neither is taken without the other, and none by an id that is not kept."""
    script: list[Entry] = [[Reason("Hm"), call("weather")], say("Sun")]
    upstream = ResponsesPeer(*script, *script)
    client = connect(upstream)
    include: Any = ["reasoning.encrypted_content"]
    first = read_answer(client, input="q", tools=[WEATHER], include=include, store=False)
    thought, called = give_back(first)
    for given, reason in (
        ([called, *output(first)], "without its required 'reasoning' item"),
        ([thought], "without its required following item"),
    ):
        with pytest.raises(openai.BadRequestError, match=reason):
            read_answer(client, input=given, store=False)
    assert "Sun" == read_answer(client, input=[thought, called, *output(first)], store=False).output_text
    bare = read_answer(client, input="q", tools=[WEATHER], store=False)
    with pytest.raises(openai.NotFoundError, match="Items are not persisted"):
        read_answer(client, input=[*give_back(bare), *output(bare)], store=False)


def test_an_item_is_referred_to_while_it_is_kept(connect: Connect) -> None:
    """A reference stands for the item."""
    client = connect(ResponsesPeer(call("weather"), say("Sun")))
    first = read_answer(client, input="q", tools=[WEATHER])
    reference = {"type": "item_reference", "id": first.output[0].id}
    assert "Sun" == read_answer(client, input=[reference, *output(first)]).output_text
    with pytest.raises(openai.NotFoundError, match="fc_none"):
        read_answer(client, input=[{"type": "item_reference", "id": "fc_none"}])
