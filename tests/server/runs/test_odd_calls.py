"""Models that call built-in tools in ways that nobody has offered: each run goes on, and tells the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, TextPiece, ToolCallPiece, Usage

from ..driving import Api, ScriptedModel, Turn, calls, function, outputs_in, says
from ..scripted_tools import FOODS, Drawer, Ran, ScriptedSearcher, ScriptedSessions, add_store, tools_with

Serve = Callable[..., Api]
BOTH = [{"type": "file_search"}, {"type": "code_interpreter"}]
UNKNOWN = "[There is no such function. There are: python, file_search.]"


def equipped(serve: Serve, *turns: Turn) -> tuple[Api, ScriptedModel, str]:
    """A server with both tools, its model, and a thread that has a vector store."""
    model = ScriptedModel(*turns)
    tools = tools_with(
        searcher=ScriptedSearcher([FOODS]), sessions=ScriptedSessions(Ran("1\n")), files=Drawer()
    )
    api = serve(model=model, tools=tools)
    thread = api.thread("q")
    add_store(api.server, thread)
    return api, model, thread


@pytest.mark.parametrize("name", ["file_search", "python"])
@pytest.mark.parametrize(
    "arguments", ["[" * 200_000, '{"code": ' * 100_000, '{"code": ' + "[" * 100_000, "{", "", "null", "\x00"]
)
def test_arguments_that_are_none_are_told_to_the_model(serve: Serve, name: str, arguments: str) -> None:
    """Also where no stack could hold them."""
    api, model, thread = equipped(serve, calls(name, arguments=arguments), says("a"))
    run = api.settled(api.run(thread, api.assistant(tools=BOTH)))
    assert "completed" == run["status"]
    [told] = outputs_in(model.prompts[1])
    assert told.startswith("[")


def test_a_function_that_nobody_offered_is_answered_for_the_caller(serve: Serve) -> None:
    """A program that has no functions would wait for a run that waits for it."""
    api, model, thread = equipped(serve, calls("code_interpreter"), says("a"))
    run = api.settled(api.run(thread, api.assistant(tools=BOTH)))
    assert "completed" == run["status"]
    assert [UNKNOWN] == outputs_in(model.prompts[1])
    step, _ = api.steps(run)
    [call] = step["step_details"]["tool_calls"]
    expected = {"name": "code_interpreter", "arguments": "{}", "output": UNKNOWN}
    assert ("completed", expected) == (step["status"], call["function"])


def test_only_the_callers_functions_are_left_to_it(serve: Serve) -> None:
    """A turn with calls of all kinds waits for the outputs of one of them."""
    pieces = [
        ToolCallPiece(0, "invented", "{}"),
        ToolCallPiece(1, "f", "{}"),
        ToolCallPiece(2, "python", json.dumps({"code": "print(1)"})),
    ]
    turn: Turn = (*pieces, FinishPiece("tool_calls", Usage(7, 3)))
    api, model, thread = equipped(serve, turn, says("a"))
    run = api.settled(api.run(thread, api.assistant(tools=[*BOTH, function("f")])))
    [asked] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert "f" == asked["function"]["name"]
    run = api.settled(api.outputs(run, "done"))
    assert "completed" == run["status"]
    told = "[There is no such function. There are: f, python, file_search.]"
    assert [told, "done", "1"] == outputs_in(model.prompts[1])


def test_a_run_without_built_in_tools_leaves_every_call_to_its_caller(serve: Serve) -> None:
    """Clients answer those that they do not know, as they did."""
    api = serve(model=ScriptedModel(calls("invented"), says("a")))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=[function("f")])))
    assert "requires_action" == run["status"]


def test_a_stream_tells_of_a_call_that_nobody_offered(serve: Serve) -> None:
    """Its events follow the grammar, and its step has the answer."""
    called = ToolCallPiece(0, "search", "[" * 5)
    turn: Turn = (TextPiece("I look."), called, FinishPiece("tool_calls", Usage(7, 3)))
    api, _, thread = equipped(serve, turn, says("a"))
    events: list[Any] = api.stream_run(thread, api.assistant(tools=BOTH))
    [step] = [
        data["step_details"]["tool_calls"]
        for name, data in events
        if name == "thread.run.step.completed" and data["type"] == "tool_calls"
    ]
    assert UNKNOWN == step[0]["function"]["output"]
    assert "thread.run.completed" in [name for name, _ in events]
