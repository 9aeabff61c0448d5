"""Runs with built-in tools: what the model is offered, what its calls come to, and what the steps show."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    FinishPiece,
    NamedFunction,
    PromptMessage,
    SystemMessage,
    ToolCallPiece,
    Usage,
)
from assistants_v2_server.builtin_tools import ToolFailure

from ..driving import Api, ScriptedModel, Turn, calls, function, outputs_in, says
from ..scripted_tools import (
    FOODS,
    Drawer,
    Ran,
    ScriptedSearcher,
    ScriptedSessions,
    Written,
    add_file,
    add_store,
    give_thread,
    tools_with,
)

Serve = Callable[..., Api]
SEARCH = {"type": "file_search"}
PYTHON = {"type": "code_interpreter"}
CONTENT = "step_details.tool_calls[*].file_search.results[*].content"


def searches(*queries: str, name: str = "file_search") -> Turn:
    """A turn that searches."""
    return calls(name, arguments=json.dumps({"queries": queries}))


def runs(code: str) -> Turn:
    """A turn that executes code."""
    return calls("python", arguments=json.dumps({"code": code}))


def said_in(message: PromptMessage) -> str:
    """The text of the instructions, or of what the assistant said."""
    assert isinstance(message, SystemMessage | AssistantMessage)
    return message.text


def searched(serve: Serve, *turns: Turn, searcher: ScriptedSearcher, **settings: Any) -> tuple[Api, Any, Any]:
    """A run of an assistant that searches, as far as it goes; the api, the model and the run."""
    model = ScriptedModel(*turns)
    api = serve(model=model, tools=tools_with(searcher=searcher))
    thread = api.thread("q")
    add_store(api.server, thread)
    tools = settings.pop("tools", [SEARCH])
    run = api.settled(api.run(thread, api.assistant(tools=tools), **settings))
    return api, model, run


def test_a_search_is_a_step_and_is_told_to_the_model(serve: Serve) -> None:
    """The call is executed, its results are in the step, and the next turn has them with markers."""
    searcher = ScriptedSearcher([FOODS])
    turns = (searches("favourite food"), says("Cake【0:0†source】."))
    api, model, run = searched(serve, *turns, searcher=searcher)
    assert "completed" == run["status"]
    step, _ = api.steps(run)
    ranking = {"ranker": "default_2024_08_21", "score_threshold": 0.0}
    [call] = step["step_details"]["tool_calls"]
    result = {
        "file_id": "file-foods",
        "file_name": "foods.txt",
        "score": 0.75,
        "attributes": {"year": 2026},
    }
    assert ("completed", "file_search") == (step["status"], call["type"])
    assert {"ranking_options": ranking, "results": [result]} == call["file_search"]
    assert ["【0:0†source】 foods.txt\nFilip: cake"] == outputs_in(model.prompts[1])
    asked = {"ranking_options": ranking, "max_num_results": 20}
    assert [{"stores": ["vs_1"], "queries": ["favourite food"], **asked}] == searcher.asked
    assert 10 == step["usage"]["total_tokens"]


def test_a_marker_of_a_result_is_annotated_and_an_invented_one_is_not(serve: Serve) -> None:
    """Citations name the file and their place in characters; what cites nothing stays a text."""
    said = "Kuchen🍰【0:0†source】, und【0:7†source】【0:0†foods.txt】"
    api, _, run = searched(serve, searches("food"), says(said), searcher=ScriptedSearcher([FOODS]))
    [message] = api.get(f"/threads/{run['thread_id']}/messages", limit=1)["data"]
    text = message["content"][0]["text"]
    assert said == text["value"]
    first, second = text["annotations"]
    expected = {
        "type": "file_citation",
        "text": "【0:0†source】",
        "start_index": 7,
        "end_index": 19,
        "file_citation": {"file_id": "file-foods"},
    }
    assert expected == first
    assert "【0:0†foods.txt】" == said[second["start_index"] : second["end_index"]]


@pytest.mark.parametrize(("include", "expected"), [({}, False), ({"include[]": CONTENT}, True)])
def test_found_text_is_shown_to_whoever_asks(serve: Serve, include: dict[str, Any], expected: bool) -> None:
    """`include[]` adds the text to the results, in lists and in single steps."""
    api, _, run = searched(serve, searches("food"), says("a"), searcher=ScriptedSearcher([FOODS]))
    path = f"/threads/{run['thread_id']}/runs/{run['id']}/steps"
    [listed] = api.get(path, order="desc", limit=2, **include)["data"][1:]
    for step in (listed, api.get(f"{path}/{listed['id']}", **include)):
        [result] = step["step_details"]["tool_calls"][0]["file_search"]["results"]
        assert ([{"type": "text", "text": "Filip: cake"}] if expected else None) == result.get("content")


def test_the_model_is_offered_a_function_and_told_of_files(serve: Serve) -> None:
    """Callers do not see the function; the model knows its name, the files and how to cite."""
    api, model, run = searched(serve, says("a"), searcher=ScriptedSearcher(), instructions="Be brief.")
    assert [SEARCH] == run["tools"]
    prompt = model.prompts[0]
    assert ["file_search"] == [offered.name for offered in prompt.functions]
    lines = said_in(prompt.messages[0]).splitlines()
    assert ["Be brief.", "[files that file_search searches: none yet]"] == lines[:2]
    assert "【0:1†source】" in lines[2]
    assert [] == [step for step in api.steps(run) if step["type"] == "tool_calls"]


def test_a_function_of_the_callers_keeps_its_name(serve: Serve) -> None:
    """Ours gives way to one that is called like it, and calls are told apart."""
    tools = [SEARCH, function("file_search")]
    searcher = ScriptedSearcher([FOODS])
    turns = (searches("x", name="file_search_"), calls("file_search"), says("a"))
    api, model, run = searched(serve, *turns, searcher=searcher, tools=tools)
    assert ["file_search", "file_search_"] == [offered.name for offered in model.prompts[0].functions]
    assert "requires_action" == run["status"]
    kinds = [step["step_details"]["tool_calls"][0]["type"] for step in api.steps(run)]
    assert ["file_search", "function"] == kinds


def test_calls_of_tools_and_functions_in_one_turn_are_one_step(serve: Serve) -> None:
    """The server makes its calls, the caller is asked for the others, and the model is told of both."""
    pieces = (
        ToolCallPiece(0, "f", "{}"),
        ToolCallPiece(1, "file_search", '{"queries": ["x"]}'),
        FinishPiece("tool_calls", Usage()),
    )
    searcher = ScriptedSearcher([FOODS])
    api, model, run = searched(serve, pieces, says("a"), searcher=searcher, tools=[SEARCH, function("f")])
    asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert ["f"] == [call["function"]["name"] for call in asked]
    [step] = api.steps(run)
    assert ("in_progress", 1) == (step["status"], len(searcher.asked))
    api.outputs(run, "out")
    assert "completed" == api.settled(run)["status"]
    step = api.steps(run)[0]
    assert ["function", "file_search"] == [call["type"] for call in step["step_details"]["tool_calls"]]
    assert ["out", "【0:0†source】 foods.txt\nFilip: cake"] == outputs_in(model.prompts[1])


def test_settings_of_the_tool_reach_the_search(serve: Serve) -> None:
    """The number of results and the ranking are the run's."""
    ranking = {"ranker": "auto", "score_threshold": 0.5}
    tool = {**SEARCH, "file_search": {"max_num_results": 3, "ranking_options": ranking}}
    searcher = ScriptedSearcher([FOODS])
    searched(serve, searches("x"), says("a"), searcher=searcher, tools=[tool])
    [asked] = searcher.asked
    assert (3, ranking) == (asked["max_num_results"], asked["ranking_options"])


def test_searches_of_one_run_have_numbers(serve: Serve) -> None:
    """Markers name the search and the result, also of several searches in one turn."""
    first = ToolCallPiece(0, "file_search", '{"queries": ["x"]}')
    second = ToolCallPiece(1, "file_search", '{"query": "y"}')
    both = (first, second, FinishPiece("tool_calls", Usage()))
    turns = (both, searches("z"), says("a"))
    searcher = ScriptedSearcher([FOODS], [], [FOODS, FOODS])
    _, model, _ = searched(serve, *turns, searcher=searcher)
    assert [["x"], ["y"], ["z"]] == [asked["queries"] for asked in searcher.asked]
    heard = outputs_in(model.prompts[2])
    assert ["【0:0†source】", "[Nothing was found.]", "【2:0†source】"] == [
        text.split(" foods")[0] for text in heard
    ]


@pytest.mark.parametrize(
    ("turn", "found", "expected"),
    [
        (searches("x"), [ToolFailure("The index is busy.")], "[The index is busy.]"),
        (searches("x"), [RuntimeError("secret")], "[Sorry, something went wrong with this tool.]"),
        (searches(), [], "[The search was not made: it has no query.]"),
        (
            calls("file_search", arguments="{"),
            [],
            "[Nothing was done: the arguments of the call are not JSON.]",
        ),
        (calls("file_search"), [], '[The search was not made: it takes {"queries": ["…"]}.]'),
    ],
)
def test_a_search_that_fails_is_told_and_the_run_goes_on(
    serve: Serve, turn: Turn, found: list[Any], expected: str
) -> None:
    """The model hears why, in words that say nothing of our inside, and may answer all the same."""
    _, model, run = searched(serve, turn, says("a"), searcher=ScriptedSearcher(*found))
    assert ("completed", [expected]) == (run["status"], outputs_in(model.prompts[1]))


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        ({"expires_at": 2}, "[The vector store vs_1 has expired, and was not searched.]"),
        (None, "[The vector store vs_1 has been deleted, and was not searched.]"),
    ],
)
def test_a_store_that_is_gone_is_told(serve: Serve, store: dict[str, Any] | None, expected: str) -> None:
    """An expired or deleted vector store is no silence: the model is told before and after it searches."""
    model = ScriptedModel(searches("x"), says("a"))
    api = serve(model=model, tools=tools_with(searcher=ScriptedSearcher()))
    thread = api.thread("q")
    if store is None:
        with api.server.database.write() as connection:
            give_thread(api.server, connection, thread, "file_search", vector_store_ids=["vs_1"])
    else:
        add_store(api.server, thread, **store)
    api.run(thread, api.assistant(tools=[SEARCH]))
    assert [expected] == outputs_in(model.prompts[1])
    assert expected in said_in(model.prompts[0].messages[0])


@pytest.mark.parametrize("choice", [SEARCH, "required"])
def test_a_search_can_be_forced_once(serve: Serve, choice: Any) -> None:
    """The first turn has to search; the next may answer."""
    turns = (searches("x"), says("a"))
    _, model, _ = searched(serve, *turns, searcher=ScriptedSearcher([FOODS]), tool_choice=choice)
    forced = "required" if choice == "required" else NamedFunction("file_search")
    assert [forced, "auto"] == [prompt.tool_choice for prompt in model.prompts]


def test_markers_of_earlier_runs_are_not_repeated_to_the_model(serve: Serve) -> None:
    """What they cited is not before the model any more; a new marker like it would cite something else."""
    turns = (searches("x"), says("Cake【0:0†source】."), says("b"))
    api, model, run = searched(serve, *turns, searcher=ScriptedSearcher([FOODS]))
    api.run(run["thread_id"], run["assistant_id"])
    assert "Cake." == said_in(model.prompts[2].messages[-1])


def test_turns_with_searches_count(serve: Serve) -> None:
    """A model that does nothing but search fails after as many turns as a run may take."""
    model = ScriptedModel(*[searches("x")] * 3)
    api = serve(model=model, tools=tools_with(searcher=ScriptedSearcher([], [], [])), max_turns=2)
    thread = api.thread("q")
    add_store(api.server, thread)
    run = api.settled(api.run(thread, api.assistant(tools=[SEARCH])))
    assert ("failed", 2) == (run["status"], len(model.prompts))


def executed(serve: Serve, *turns: Turn, sessions: ScriptedSessions) -> tuple[Api, Any, Any, Drawer]:
    """A run of an assistant that executes code, as far as it goes; the api, the model, the run, the files."""
    model, drawer = ScriptedModel(*turns), Drawer(**{"file-table": b"a,b"})
    api = serve(model=model, tools=tools_with(sessions=sessions, files=drawer))
    add_file(api.server, "file-table", "tables/table.csv")
    thread = api.thread("q")
    with api.server.database.write() as connection:
        give_thread(api.server, connection, thread, "code_interpreter", file_ids=["file-table"])
    run = api.settled(api.run(thread, api.assistant(tools=[PYTHON])))
    return api, model, run, drawer


def test_code_is_executed_with_the_files_of_the_thread(serve: Serve) -> None:
    """The step has the code and what it printed; the model is told of the interpreter and of the files."""
    sessions = ScriptedSessions(Ran(logs="3\n"))
    api, model, run, _ = executed(serve, runs("print(1+2)"), says("3"), sessions=sessions)
    step = api.steps(run)[0]
    [call] = step["step_details"]["tool_calls"]
    assert {"input": "print(1+2)", "outputs": [{"type": "logs", "logs": "3\n"}]} == call["code_interpreter"]
    assert [(run["thread_id"], "print(1+2)")] == sessions.executed
    assert {"table.csv": b"a,b"} == sessions.files
    text = said_in(model.prompts[0].messages[0])
    assert "[files that python can read: /mnt/data/table.csv]" in text
    assert "[python: no numpy]" in text
    assert ["3"] == outputs_in(model.prompts[1])


def test_what_code_makes_becomes_files(serve: Serve) -> None:
    """Images are outputs of the step and parts of the message, other files are linked to by annotations."""
    sessions = ScriptedSessions(Ran(images=[b"png"], files=[Written("/mnt/data/t.csv", b"1")]))
    said = "See [t](sandbox:/mnt/data/t.csv) and sandbox:/mnt/data/u.csv."
    api, model, run, drawer = executed(serve, runs("draw()"), says(said), sessions=sessions)
    [call] = api.steps(run)[0]["step_details"]["tool_calls"]
    assert [{"type": "image", "image": {"file_id": "file-made1"}}] == call["code_interpreter"]["outputs"]
    made = {"file-made1": ("figure-1.png", "assistants_output"), "file-made0": ("t.csv", "assistants_output")}
    assert made == drawer.names
    [message] = api.get(f"/threads/{run['thread_id']}/messages", limit=1)["data"]
    image, text = message["content"]
    assert {"type": "image_file", "image_file": {"file_id": "file-made1"}} == image
    [annotation] = text["text"]["annotations"]
    expected = {"type": "file_path", "text": "sandbox:/mnt/data/t.csv", "start_index": 8, "end_index": 31}
    assert {**expected, "file_path": {"file_id": "file-made0"}} == annotation
    heard = "[images that the user is shown: 1]\n[kept for the user: sandbox:/mnt/data/t.csv]"
    assert [heard] == outputs_in(model.prompts[1])


@pytest.mark.parametrize(
    ("turn", "outcome", "shown"),
    [
        (
            runs("x"),
            Ran(logs="Traceback", remarks=["stopped after 60 s"]),
            "Traceback\nstopped after 60 s",
        ),
        (runs("x"), ToolFailure("Too many sessions."), "Too many sessions."),
        (runs("x"), ValueError("secret"), "Sorry, something went wrong with this tool."),
        (
            calls("python", arguments="print()"),
            None,
            "Nothing was done: the arguments of the call are not JSON.",
        ),
    ],
)
def test_code_that_fails_is_shown_and_the_run_goes_on(
    serve: Serve, turn: Turn, outcome: Any, shown: str
) -> None:
    """The step has the reason as its output, and the model hears it."""
    api, model, run, _ = executed(serve, turn, says("a"), sessions=ScriptedSessions(outcome))
    [call] = api.steps(run)[0]["step_details"]["tool_calls"]
    assert [{"type": "logs", "logs": shown}] == call["code_interpreter"]["outputs"]
    assert ("completed", True) == (run["status"], shown.splitlines()[-1] in outputs_in(model.prompts[1])[0])


def test_long_logs_are_cut_for_the_model_alone(serve: Serve) -> None:
    """The model is given the beginning and the end, the step has all of it."""
    logs = "a" * 30_000 + "z" * 30_000
    sessions = ScriptedSessions(Ran(logs=logs))
    api, model, run, _ = executed(serve, runs("x"), says("a"), sessions=sessions)
    [heard] = outputs_in(model.prompts[1])
    assert ("a", "z", True) == (heard[0], heard[-1], len(heard) < 20_100)
    [call] = api.steps(run)[0]["step_details"]["tool_calls"]
    assert logs == call["code_interpreter"]["outputs"][0]["logs"]


def test_without_the_tools_a_run_says_so_as_before(serve: Serve) -> None:
    """Code is not executed where files cannot be kept, and a search not where nothing searches."""
    model = ScriptedModel(says("a"))
    api = serve(model=model, tools=tools_with(sessions=ScriptedSessions()))
    api.run(api.thread("q"), api.assistant(tools=[SEARCH, PYTHON]))
    expected = "[tool code_interpreter: not available]\n[tool file_search: not available]"
    assert expected == said_in(model.prompts[0].messages[0])
