"""What a model is given in a turn: every option of a run reaches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    AttachedFilePart,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    NamedFunction,
    Prompt,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.runs.offers import Equipment
from assistants_v2_server.runs.prompts import BudgetSpent, Conversation, build_prompt
from assistants_v2_server.runs.rooms import Room
from assistants_v2_server.runs.usage import sum_usage
from assistants_v2_server.service.run_settings import resolve_settings
from assistants_v2_server.store import MessageRow, RunRow
from hypothesis import given
from hypothesis import strategies as st

from ..driving import Api, ScriptedModel, calls, function, says
from ..rows import ASSISTANT


@pytest.fixture
def model() -> ScriptedModel:
    """A model that calls a function first, for those who let it."""
    return ScriptedModel(calls("f", arguments='{"n": 1}'), says("done"))


@pytest.fixture
def prompt_for(serve: Callable[..., Api], model: ScriptedModel) -> Callable[..., Prompt]:
    """The first prompt of a run with these settings, on a thread with these messages and three files."""
    api = serve(model=model)
    for number in (1, 2, 3):
        api.put_file(f"file-{number}")
    assistant = api.assistant(instructions="Be brief.", tools=[function("f", n={"type": "integer"})])

    def make(*messages: dict[str, Any], **settings: Any) -> Prompt:
        body = {"messages": list(messages) or [{"role": "user", "content": "q"}]}
        api.run(api.post("/threads", body)["id"], assistant, **settings)
        return model.prompts[0]

    return make


def user(text: str) -> UserMessage:
    """A user's message of one text."""
    return UserMessage((TextPart(text),))


def test_the_model_is_given_the_whole_request(prompt_for: Callable[..., Prompt]) -> None:
    """With nothing said, a prompt is the instructions, the thread, the functions and the defaults."""
    parameters = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    made = prompt_for()
    expected = Prompt(
        model="test-model",
        messages=(SystemMessage("Be brief."), user("q")),
        functions=(FunctionTool("f", None, parameters, False),),
        run_id=made.run_id,
        thread_id=made.thread_id,
        assistant_id=made.assistant_id,
        claims=1,
    )
    assert expected == made


def test_a_prompt_says_whose_it_is(prompt_for: Callable[..., Prompt]) -> None:
    """A model can tell runs, threads and assistants from each other."""
    made = prompt_for()
    kinds = [text.partition("_")[0] for text in (made.run_id, made.thread_id, made.assistant_id)]
    assert ["run", "thread", "asst"] == kinds


def test_what_matters_of_a_prompt_has_a_name() -> None:
    """The instructions, what the user said last, and what functions have returned since the turn before."""
    heard = (ToolMessage("call_2", "f", "2"), ToolMessage("call_3", "g", "3"))
    made = Prompt(
        model="m",
        messages=(
            SystemMessage("Be brief."),
            user("one"),
            AssistantMessage("", ()),
            ToolMessage("call_1", "f", "1"),
            user("two words"),
            AssistantMessage("", ()),
            *heard,
        ),
    )
    assert ("Be brief.", "two words", heard) == (made.instructions, made.question, made.outputs)
    assert 8 == made.count_words()
    nothing = Prompt(model="m", messages=())
    assert ("", "", (), 0) == (nothing.instructions, nothing.question, nothing.outputs, nothing.count_words())


@pytest.mark.parametrize(
    ("settings", "field", "expected"),
    [
        ({"model": "n"}, "model", "n"),
        ({"temperature": 0.3}, "temperature", 0.3),
        ({"top_p": 0.3}, "top_p", 0.3),
        ({"temperature": 1}, "temperature", 1.0),
        ({"top_p": 1.0}, "top_p", 1.0),
        ({"temperature": None}, "temperature", None),
        ({"reasoning_effort": "high"}, "reasoning_effort", "high"),
        ({"parallel_tool_calls": False}, "parallel_tool_calls", False),
        ({"tool_choice": "none"}, "tool_choice", "none"),
        ({"tool_choice": "required"}, "tool_choice", "required"),
        (
            {"tool_choice": {"type": "function", "function": {"name": "f"}}},
            "tool_choice",
            NamedFunction("f"),
        ),
        ({"tools": [{"type": "code_interpreter"}]}, "functions", ()),
        ({"max_completion_tokens": 16}, "max_completion_tokens", 16),
        ({"response_format": "auto"}, "response_format", None),
        ({"response_format": {"type": "text"}}, "response_format", None),
        ({"response_format": {"type": "json_object"}}, "response_format", {"type": "json_object"}),
        (
            {"tools": [{"type": "file_search"}, {"type": "code_interpreter"}, {"type": "file_search"}]},
            "messages",
            (
                SystemMessage(
                    "Be brief.\n[tool code_interpreter: not available]\n[tool file_search: not available]"
                ),
                user("q"),
            ),
        ),
        (
            {"tools": [{"type": "file_search"}], "instructions": ""},
            "messages",
            (SystemMessage("[tool file_search: not available]"), user("q")),
        ),
        ({"instructions": "New."}, "messages", (SystemMessage("New."), user("q"))),
        ({"instructions": ""}, "messages", (user("q"),)),
        (
            {"additional_instructions": "More."},
            "messages",
            (SystemMessage("Be brief.\nMore."), user("q")),
        ),
        (
            {"additional_messages": [{"role": "assistant", "content": "a"}]},
            "messages",
            (SystemMessage("Be brief."), user("q"), AssistantMessage("a")),
        ),
    ],
)
def test_an_option_of_the_run_reaches_the_model(
    prompt_for: Callable[..., Prompt], settings: dict[str, Any], field: str, expected: Any
) -> None:
    """Each setting changes the one field of the prompt that it is about."""
    assert expected == getattr(prompt_for(**settings), field)


def test_pictures_stay_pictures(prompt_for: Callable[..., Prompt]) -> None:
    """Parts of a message keep their kinds and their order."""
    content = [
        {"type": "text", "text": "look"},
        {"type": "image_url", "image_url": {"url": "https://x.test/a.png"}},
        {"type": "image_url", "image_url": {"url": "https://x.test/b.png", "detail": "high"}},
        {"type": "image_file", "image_file": {"file_id": "file-1"}},
    ]
    parts = (
        TextPart("look"),
        ImageUrlPart("https://x.test/a.png", "auto"),
        ImageUrlPart("https://x.test/b.png", "high"),
        ImageFilePart("file-1"),
    )
    assert UserMessage(parts) == prompt_for({"role": "user", "content": content}).messages[-1]


def test_a_model_is_told_of_files_that_it_cannot_have(prompt_for: Callable[..., Prompt]) -> None:
    """Attached files stand behind what the user said; of the assistant models take only text."""
    attachments = [{"file_id": f"file-{n}", "tools": [{"type": "file_search"}]} for n in (1, 2)]
    asked = {"role": "user", "content": "q", "attachments": attachments}
    parts = (TextPart("q"), AttachedFilePart("file-1"), AttachedFilePart("file-2"))
    content = [
        {"type": "text", "text": "here"},
        {"type": "image_file", "image_file": {"file_id": "file-3"}},
        {"type": "image_url", "image_url": {"url": "https://x.test/a.png"}},
    ]
    said = {"role": "assistant", "content": content, "attachments": attachments[1:]}
    notes = [
        "[image file file-3: not available]",
        "[image: not available]",
        "[attached file file-2: not available]",
    ]
    text = "\n".join(["here", *notes])
    assert (UserMessage(parts), AssistantMessage(text)) == prompt_for(asked, said).messages[1:]


def test_truncation_keeps_the_last_messages(prompt_for: Callable[..., Prompt]) -> None:
    """`last_messages` counts messages of the thread, not the instructions."""
    thread = [{"role": "user", "content": f"m{n}"} for n in range(5)]
    strategy = {"type": "last_messages", "last_messages": 2}
    expected = (SystemMessage("Be brief."), user("m3"), user("m4"))
    assert expected == prompt_for(*thread, truncation_strategy=strategy).messages


def test_a_prompt_budget_drops_the_middle(prompt_for: Callable[..., Prompt]) -> None:
    """What does not fit into the budget is left out; instructions, first and newest message stay."""
    thread = [{"role": "user", "content": f"{n}" * 400} for n in range(5)]
    messages = prompt_for(*thread, max_prompt_tokens=256).messages
    assert (SystemMessage("Be brief."), user("0" * 400), user("4" * 400)) == messages


def test_what_a_run_did_is_told_in_its_next_turn(serve: Callable[..., Api], model: ScriptedModel) -> None:
    """Calls and outputs follow the thread; a forced choice is fulfilled by then; truncation spares them."""
    api = serve(model=model)
    strategy = {"type": "last_messages", "last_messages": 1}
    assistant = api.assistant(tools=[function("f")])
    run = api.run(api.thread("p", "q"), assistant, tool_choice="required", truncation_strategy=strategy)
    waiting = api.settled(run)
    [call] = waiting["required_action"]["submit_tool_outputs"]["tool_calls"]
    api.outputs(waiting, "forty-two")
    called = AssistantMessage("", (FunctionCall(call["id"], "f", '{"n": 1}'),))
    heard = ToolMessage(call["id"], "f", "forty-two")
    assert (user("q"), called, heard) == model.prompts[1].messages
    assert ["required", "auto"] == [prompt.tool_choice for prompt in model.prompts]


def test_a_follow_up_knows_the_conversation_so_far(serve: Callable[..., Api]) -> None:
    """Messages of earlier runs are part of the thread, in their order."""
    model = ScriptedModel(says("a1"), says("a2"))
    api = serve(model=model)
    thread, assistant = api.thread("q1"), api.assistant()
    api.run(thread, assistant)
    api.run(thread, assistant, additional_messages=[{"role": "user", "content": "q2"}])
    assert (user("q1"), AssistantMessage("a1"), user("q2")) == model.prompts[1].messages


ALL = {"type": "last_messages", "last_messages": 100}
"""A strategy that keeps no message for being the first."""


def kept_within(budget: int, texts: list[str]) -> list[str]:
    """The texts of a thread that a run with a prompt budget sends; none if they do not fit."""
    body = {"max_prompt_tokens": budget, "truncation_strategy": ALL}
    run = RunRow(
        id="run_1",
        thread_id="thread_1",
        assistant_id="asst_1",
        status="in_progress",
        created_at=1,
        expires_at=601,
        settings=resolve_settings(ASSISTANT, body, BuiltinTools()),
        metadata={},
        answerer="m",
    )
    messages = [
        MessageRow(
            id=f"msg_{number}",
            thread_id="thread_1",
            created_at=1,
            role="user",
            content=[{"type": "text", "text": {"value": text, "annotations": []}}],
            attachments=[],
            metadata={},
        )
        for number, text in enumerate(texts)
    ]
    try:
        thread = Conversation(messages[::-1], lambda: messages[0])
        prompt = build_prompt(run, thread, [], sum_usage([]), Room(), Equipment())
    except BudgetSpent:
        return []
    sent = [message for message in prompt.messages if isinstance(message, UserMessage)]
    assert len(sent) == len(prompt.messages)
    return ["".join(part.text for part in message.parts if isinstance(part, TextPart)) for message in sent]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8), st.integers(1, 100), st.integers(0, 100))
def test_a_larger_budget_never_sends_fewer_messages(texts: list[str], budget: int, more: int) -> None:
    """For any thread, what is sent is its newest messages, and as many or more with a larger budget."""
    few, many = kept_within(budget, texts), kept_within(budget + more, texts)
    assert texts[len(texts) - len(few) :] == few
    assert texts[len(texts) - len(many) :] == many
    assert len(few) <= len(many)


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_longer_message_never_counts_less(text: str, more: str) -> None:
    """Whatever budget is too small for a text is too small for a longer one; none costs nothing."""
    needed = next(budget for budget in range(1, 300) if kept_within(budget, [text]))
    for budget in range(1, needed):
        assert [] == kept_within(budget, [text + more])
