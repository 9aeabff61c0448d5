"""The model without intelligence: what it says, what it calls, how it counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    FinishPiece,
    FunctionCall,
    FunctionTool,
    ImageUrlPart,
    NamedFunction,
    Prompt,
    Rehearsal,
    SystemMessage,
    TextPart,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)

ID = {"type": "object", "properties": {"employee_id": {"type": "string"}}, "required": ["employee_id"]}
BALANCE = FunctionTool("get_leave_balance", parameters=ID)
SALARY = FunctionTool("get_salary", parameters=ID)
BOTH = "What are the leave balance and the salary of E-1001?"


def user(text: str) -> UserMessage:
    """What a user said."""
    return UserMessage((TextPart(text),))


def prompt(*messages: Any, **settings: Any) -> Prompt:
    """A prompt with two functions on offer."""
    return Prompt(model="m", messages=messages, **{"functions": (BALANCE, SALARY), **settings})


def said(asked: Prompt) -> str:
    """The text of an answer."""
    return "".join(piece.text for piece in Rehearsal().answer(asked) if isinstance(piece, TextPiece))


def called(asked: Prompt) -> list[tuple[str, Any]]:
    """The calls of an answer, with their arguments read."""
    pieces = [piece for piece in Rehearsal().answer(asked) if isinstance(piece, ToolCallPiece)]
    assert list(range(len(pieces))) == [piece.index for piece in pieces]
    return [(piece.name, json.loads(piece.arguments)) for piece in pieces]


def finish(asked: Prompt) -> FinishPiece:
    """The last piece of an answer."""
    last = list(Rehearsal().answer(asked))[-1]
    assert isinstance(last, FinishPiece)
    return last


@pytest.mark.parametrize(
    ("text", "name", "asked_for"),
    [
        ("What is the leave balance?", "get_leave_balance", True),
        ("what about LEAVE BALANCES", "get_leave_balance", True),
        ("the balance of my leave", "get_leave_balance", True),
        ("call get_leave_balance", "get_leave_balance", True),
        ("when may I leave?", "get_leave_balance", False),
        ("the policies", "find_policy", True),
        ("the policy", "list_policies", True),
        ("the class", "get_classes", True),
        ("search for it", "search", True),
        ("research it", "search", False),
        ("the weather in Rome", "weather", True),
        ("whether or not", "weather", False),
        ("anything", "_", False),
    ],
)
def test_a_text_asks_for_a_function_by_name_or_by_words(text: str, name: str, asked_for: bool) -> None:
    """The whole name, or all its words but a leading verb, in any order and number."""
    calls = called(prompt(user(text), functions=(FunctionTool(name),)))
    assert ([(name, {})] if asked_for else []) == calls


def test_an_answer_says_what_it_is_and_restates_what_it_knows() -> None:
    """Question, instructions, and what could be called: nothing is invented."""
    answer = said(prompt(SystemMessage("Be brief."), user("Hello there")))
    assert (
        "Rehearsal, no AI: you asked “Hello there”.\n"
        "My instructions are “Be brief.”.\n"
        "I can call: get_leave_balance, get_salary. Name one, or say its words, and I will."
    ) == answer


def test_several_functions_are_called_together() -> None:
    """A text that asks for two gets two calls in one turn, with arguments from the text."""
    expected = [("get_leave_balance", {"employee_id": "E-1001"}), ("get_salary", {"employee_id": "E-1001"})]
    assert expected == called(prompt(user(BOTH)))
    assert "tool_calls" == finish(prompt(user(BOTH))).reason


def test_without_parallel_calls_they_come_one_by_one() -> None:
    """The second function is called once the first has returned; then comes the answer."""
    first = prompt(user(BOTH), parallel_tool_calls=False)
    assert ["get_leave_balance"] == [name for name, _ in called(first)]
    done = AssistantMessage("", (FunctionCall("call_1", "get_leave_balance", "{}"),))
    heard = ToolMessage("call_1", "get_leave_balance", "12")
    second = prompt(user(BOTH), done, heard, parallel_tool_calls=False)
    assert ["get_salary"] == [name for name, _ in called(second)]


def test_results_are_told_and_not_asked_for_again() -> None:
    """After its functions have returned, the answer quotes what they returned."""
    calls = (FunctionCall("1", "get_leave_balance", "{}"), FunctionCall("2", "get_salary", "{}"))
    results = (ToolMessage("1", "get_leave_balance", "12 days"), ToolMessage("2", "get_salary", "4,000"))
    answer = said(prompt(user(BOTH), AssistantMessage("", calls), *results))
    told = ["get_leave_balance returned 12 days", "get_salary returned 4,000"]
    assert [f"Rehearsal, no AI: you asked “{BOTH}”.", *told] == answer.splitlines()


def test_a_follow_up_is_a_question_of_its_own() -> None:
    """Only the last question counts for calls; the earlier ones are remembered in words."""
    asked = prompt(user(BOTH), AssistantMessage("12 days"), user("Thank you!"))
    assert [] == called(asked)
    assert f"Before that you asked 1 more, last “{BOTH}”." in said(asked)


@pytest.mark.parametrize(
    ("text", "choice", "names"),
    [
        (BOTH, "none", []),
        ("Hello", "required", ["get_leave_balance"]),
        ("The salary of E-1", "required", ["get_salary"]),
        (BOTH, NamedFunction("get_salary"), ["get_salary"]),
        ("Hello", NamedFunction("get_salary"), ["get_salary"]),
        ("Hello", "auto", []),
    ],
)
def test_the_tool_choice_is_respected(text: str, choice: Any, names: list[str]) -> None:
    """None means none, required at least one, a name that one."""
    assert names == [name for name, _ in called(prompt(user(text), tool_choice=choice))]


def test_nobody_asked() -> None:
    """Instructions alone are enough to answer, and so is nothing at all."""
    assert "Rehearsal, no AI: nobody asked anything yet.\nMy instructions are “Begin.”." == said(
        prompt(SystemMessage("Begin."), functions=())
    )
    assert "Rehearsal, no AI: nobody asked anything yet." == said(prompt(functions=()))


def test_pictures_are_passed_over() -> None:
    """Only the texts of a message are part of the question."""
    message = UserMessage((TextPart("Look"), ImageUrlPart("https://x.test/a.png"), TextPart("here")))
    assert "you asked “Look here”" in said(prompt(message))


def test_a_long_question_is_quoted_in_part() -> None:
    """A quotation is one line of at most three hundred characters."""
    answer = said(prompt(user("word\n" * 500), functions=()))
    assert answer.endswith("…”.")
    assert 300 == len(answer.partition("“")[2].removesuffix("”."))


def test_json_is_answered_where_json_is_asked_for() -> None:
    """A JSON object holds question, instructions and results; a schema is filled from the conversation."""
    results = (
        AssistantMessage("", (FunctionCall("1", "get_salary", "{}"),)),
        ToolMessage("1", "get_salary", "9"),
    )
    asked = prompt(SystemMessage("i"), user("Salary?"), *results, response_format={"type": "json_object"})
    expected = {
        "note": "Rehearsal, no AI.",
        "question": "Salary?",
        "instructions": "i",
        "results": {"get_salary": "9"},
    }
    assert expected == json.loads(said(asked))

    schema = {"type": "object", "properties": {"salary": {"type": "integer"}}, "required": ["salary"]}
    form = {"type": "json_schema", "json_schema": {"name": "s", "schema": schema}}
    assert {"salary": 9} == json.loads(said(prompt(user("Salary?"), *results, response_format=form)))
    bare = {"type": "json_schema", "json_schema": {"name": "s"}}
    assert {} == json.loads(said(prompt(user("x"), response_format=bare)))


def test_tokens_are_words() -> None:
    """Usage counts the words of the conversation and of the answer."""
    asked = prompt(SystemMessage("Be brief."), user("one two three"), functions=())
    words = len(said(asked).split())
    assert FinishPiece("stop", Usage(prompt_tokens=5, completion_tokens=words)) == finish(asked)


@pytest.mark.parametrize("limit", [1, 5])
def test_a_limit_cuts_the_answer(limit: int) -> None:
    """No more words than the limit are said, and the end says so."""
    asked = prompt(user("one two three"), max_completion_tokens=limit)
    whole = said(prompt(user("one two three")))
    assert whole.split()[:limit] == said(asked).split()
    assert ("length", limit) == (finish(asked).reason, finish(asked).usage.completion_tokens)


def test_a_limit_that_is_not_reached_changes_nothing() -> None:
    """An answer exactly as long as the limit is whole."""
    words = len(said(prompt(user("x"))).split())
    assert "stop" == finish(prompt(user("x"), max_completion_tokens=words)).reason


def test_the_same_prompt_has_the_same_answer() -> None:
    """There is no chance in it."""
    assert list(Rehearsal().answer(prompt(user(BOTH)))) == list(Rehearsal().answer(prompt(user(BOTH))))


SEARCH = FunctionTool(
    "file_search", parameters={"type": "object", "properties": {"queries": {"type": "array"}}}
)
FOUND = (
    "【0:0†source】 leave.md\nEmployees have 25 days.\nUnused leave lapses in March.\n\n"
    "【0:1†source】 travel.md\nTravel is paid for. Leave the receipts."
)


def test_files_are_searched_for_a_question_that_asks_for_no_function() -> None:
    """The question is the query; who asks for a function, or was answered, is not searched for."""
    asked = user("When does unused leave lapse?")
    offered = {"functions": (BALANCE, SEARCH)}
    assert [("file_search", {"queries": ["When does unused leave lapse?"]})] == called(
        prompt(asked, **offered)
    )
    assert ["get_leave_balance"] == [name for name, _ in called(prompt(user(BOTH), **offered))]
    call = FunctionCall("call_1", "file_search", "{}")
    heard = (AssistantMessage("", (call,)), ToolMessage("call_1", "file_search", FOUND))
    assert [] == called(prompt(asked, *heard, **offered))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When does unused leave lapse?", "leave.md says “Unused leave lapses in March.”【0:0†source】."),
        ("Is travel paid for?", "travel.md says “Travel is paid for.”【0:1†source】."),
        ("?", "leave.md says “Employees have 25 days.”【0:0†source】."),
    ],
)
def test_what_was_found_is_cited(question: str, expected: str) -> None:
    """The sentence with most words of the question is said, with the marker of its passage."""
    call = FunctionCall("call_1", "file_search", "{}")
    heard = (AssistantMessage("", (call,)), ToolMessage("call_1", "file_search", FOUND))
    assert expected == said(prompt(user(question), *heard, functions=(SEARCH,))).splitlines()[1]


def test_nothing_found_is_said_as_it_is() -> None:
    """A search without results is told in the words of the server."""
    call = FunctionCall("call_1", "file_search", "{}")
    heard = (AssistantMessage("", (call,)), ToolMessage("call_1", "file_search", "[Nothing was found.]"))
    answer = said(prompt(user("q"), *heard, functions=(SEARCH,)))
    assert "file_search returned [Nothing was found.]" == answer.splitlines()[1]


def test_lines_that_the_server_adds_are_not_restated() -> None:
    """Only the caller's instructions are news to the caller."""
    system = SystemMessage("Be brief.\n[files that file_search searches: a]\n[tool x: not available]")
    answer = said(prompt(system, user("q"), functions=()))
    assert "My instructions are “Be brief. [tool x: not available]”." == answer.splitlines()[1]
