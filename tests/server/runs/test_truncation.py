"""Conversations that are longer than what a model takes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from assistants_v2_server import (
    FinishPiece,
    Piece,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPart,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)
from assistants_v2_server.runs.rooms import MOST_TRIES, Room, RoomMemory
from assistants_v2_server.runs.truncation import (
    DoesNotFit,
    Space,
    choose_history,
    count_characters,
    shorten_outputs,
)
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from ..driving import Api, WindowedModel, outputs_in
from ..scripted_tools import FOODS, ScriptedSearcher, add_store, tools_with

Serve = Callable[..., Api]


def user(text: str) -> UserMessage:
    """A message of one text."""
    return UserMessage((TextPart(text),))


def chosen(texts: list[str], space: Space) -> list[PromptMessage]:
    """What is kept of a conversation of these texts, of which the first is kept where it can be."""
    messages = [user(text) for text in texts]
    return choose_history(reversed(messages), lambda: messages[0], space)


@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=12),
    st.integers(1, 12),
    st.integers(0, 200),
    st.integers(0, 60),
)
def test_what_is_kept_fits_and_leaves_out_nothing_but_the_middle(
    texts: list[str], messages: int, characters: int, tokens: int
) -> None:
    """The newest message is kept, and then as many before it as fit, perhaps after the first."""
    space = Space(messages, characters, tokens)
    whole = [user(text) for text in texts]
    try:
        kept = chosen(texts, space)
    except DoesNotFit:
        assert count_characters(whole[-1]) // 4 + 1 > tokens
        return
    assert whole[-1] == kept[-1]
    assert len(kept) == 1 or not space.is_overdrawn()
    newest = kept if kept == whole[len(whole) - len(kept) :] else kept[1:]
    assert newest == whole[len(whole) - len(newest) :]
    assert kept in (newest, [whole[0], *newest])
    assert len(kept) == len(whole) or Space(messages, characters, tokens) != space


def test_everything_is_kept_where_there_is_room() -> None:
    """Nothing is dropped without need."""
    assert [user(text) for text in "abc"] == chosen([*"abc"], Space())


def test_the_middle_is_dropped_before_the_first() -> None:
    """What a conversation is about is said at its beginning."""
    texts = ["about", *[f"message {number}" for number in range(10)]]
    kept = chosen(texts, Space(characters=30))
    assert [user("about"), user("message 8"), user("message 9")] == kept


def test_a_first_message_that_fills_the_room_is_not_kept() -> None:
    """It would leave no room for what was said since."""
    kept = chosen(["x" * 40, "message 1", "message 2"], Space(characters=45))
    assert [user("message 1"), user("message 2")] == kept


def test_a_conversation_that_outgrows_its_model_goes_on(serve: Serve) -> None:
    """Each run completes; instructions, the first and the newest message are always there."""
    model = WindowedModel(300)
    api = serve(model=model)
    thread, assistant = api.thread("first"), api.assistant(instructions="Be brief.")
    for number in range(30):
        added = [{"role": "user", "content": f"question {number} " + "x" * 20}]
        assert "completed" == api.run(thread, assistant, additional_messages=added)["status"] or (
            "completed" == api.get(f"/threads/{thread}/runs")["data"][0]["status"]
        )
        sent = model.prompts[-1].messages
        assert (SystemMessage("Be brief."), user("first")) == sent[:2]
        assert user(f"question {number} " + "x" * 20) == sent[-1]
    assert len(model.prompts) < 30 + 15
    assert len(model.prompts[-1].messages) > 5


def test_a_message_that_never_fits_fails_the_run(serve: Serve) -> None:
    """The tries are bounded, and the model's own refusal is told."""
    model = WindowedModel(0)
    api = serve(model=model)
    run = api.settled(api.run(api.thread("q" * 100), api.assistant()))
    assert ("failed", "invalid_prompt", MOST_TRIES) == (
        run["status"],
        run["last_error"]["code"],
        len(model.prompts),
    )


def test_who_asks_for_the_last_messages_gets_them_or_an_error(serve: Serve) -> None:
    """A strategy that says how many is not overruled."""
    model = WindowedModel(10)
    api = serve(model=model)
    strategy = {"type": "last_messages", "last_messages": 2}
    run = api.run(api.thread("one", "q" * 20, "r"), api.assistant(), truncation_strategy=strategy)
    assert ("failed", 1) == (api.settled(run)["status"], len(model.prompts))
    assert (user("q" * 20), user("r")) == model.prompts[0].messages


def test_a_model_is_given_more_again_step_by_step() -> None:
    """After a refusal half is tried, after an answer a quarter more, never what was refused."""
    memory = RoomMemory()
    assert Room() == memory.choose("m")
    memory.note_refused("m", 1000)
    assert 500 == memory.choose("m").characters
    memory.note_taken("m", 500)
    assert 625 == memory.choose("m").characters
    memory.note_taken("m", 900)
    assert 999 == memory.choose("m").characters
    assert Room() == memory.choose("another")


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10_000)), max_size=20))
def test_what_was_refused_last_is_not_tried_again(history: list[tuple[bool, int]]) -> None:
    """Whatever a model took or refused in any order, the next try is smaller than the last refusal."""
    memory = RoomMemory()
    for is_refused, characters in history:
        (memory.note_refused if is_refused else memory.note_taken)("m", characters)
        room = memory.choose("m").characters
        assert room < characters or not is_refused


@pytest.mark.only_sqlite("SQLite tells each statement")
def test_messages_that_are_not_sent_are_not_read(serve: Serve) -> None:
    """A run of a long thread costs what one of a short thread does."""
    api = serve(model=WindowedModel(10_000))
    thread, assistant = api.thread(*["q"] * 30), api.assistant()
    for _ in range(70):
        api.post(f"/threads/{thread}/messages", {"role": "user", "content": "q"})
    read: list[str] = []

    def note(plain: Any, *_: object) -> None:
        plain.set_trace_callback(read.append)

    event.listen(Engine, "checkout", note)
    try:
        api.run(thread, assistant, truncation_strategy={"type": "last_messages", "last_messages": 3})
    finally:
        event.remove(Engine, "checkout", note)
    assert 1 == len([statement for statement in read if "ORDER BY message.seq DESC" in statement])


class Searcher(WindowedModel):
    """Searches once, and answers when what was found fits."""

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Search, answer, or refuse."""
        if not any(isinstance(message, ToolMessage) for message in prompt.messages):
            yield ToolCallPiece(0, "file_search", '{"queries": ["q"]}')
            yield FinishPiece("tool_calls", Usage(1, 1))
            return
        async for piece in super().answer(prompt):
            yield piece


def test_what_tools_found_is_cut_where_a_model_cannot_take_it_all(serve: Serve) -> None:
    """A small model answers from the best passages, where it would fail for all of them."""
    model = Searcher(4_000)
    found = [evolve(FOODS, text=f"{number} " + "x" * 3_000) for number in range(20)]
    api = serve(model=model, tools=tools_with(searcher=ScriptedSearcher(found)))
    thread = api.thread("q")
    add_store(api.server, thread)
    run = api.settled(api.run(thread, api.assistant(tools=[{"type": "file_search"}])))
    assert "completed" == run["status"]
    [told] = outputs_in(model.prompts[-1])
    assert told.startswith("【0:0†source】 foods.txt\n0 xxx")
    assert told.endswith("[the rest does not fit]")


texts = st.lists(st.tuples(st.sampled_from(["ours", "theirs"]), st.integers(0, 500)), max_size=8)


@given(texts, st.integers(-100, 2_000))
def test_only_as_much_is_cut_as_has_to_be(outputs: list[tuple[str, int]], most: int) -> None:
    """Outputs of the caller stay whole, and so does everything where it fits."""
    messages = [ToolMessage("c", name, "x" * length) for name, length in outputs]
    cut = shorten_outputs(messages, {"ours"}, most)
    for before, after in zip(messages, cut, strict=True):
        assert isinstance(after, ToolMessage)
        assert before == after or "ours" == before.name
    if sum(map(count_characters, messages)) <= most:
        assert messages == cut
    long = [message for message in cut if isinstance(message, ToolMessage) and "theirs" == message.name]
    theirs = sum(map(count_characters, long))
    assert sum(map(count_characters, cut)) <= max(most, theirs + 24 * len(messages))
