"""The events of runs with built-in tools, each stream held against grammar and contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, LoopExecutor, Piece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.runs.tellings import RunRows, Telling
from assistants_v2_server.store import MESSAGES, RUNS, STEPS
from msgspec.structs import replace

from ..grammar import Event
from .driving import DONE, Api, ScriptedModel, function, says
from .scripted_tools import (
    FOODS,
    Drawer,
    Ran,
    ScriptedSearcher,
    ScriptedSessions,
    add_store,
    tools_with,
)
from .test_streams import MESSAGE, RUN, STEP, datas, names

Serve = Callable[..., Api]
ENDS = ["thread.message.completed", "thread.run.step.completed", "thread.run.completed", "done"]
CALLED = FinishPiece("tool_calls", Usage(7, 3))
CONTENT = "step_details.tool_calls[*].file_search.results[*].content"
SEARCHED = (ToolCallPiece(0, "file_search"), ToolCallPiece(0, "", '{"queries": ["food"]}'), CALLED)


def in_pieces(text: str, size: int = 3) -> Iterator[Piece]:
    """A text as a model says it."""
    for begin in range(0, len(text), size):
        yield TextPiece(text[begin : begin + size])


def executing(code: str, index: int = 0) -> tuple[Piece, ...]:
    """The pieces of a call that executes code."""
    arguments = json.dumps({"code": code})
    pieces = [ToolCallPiece(index, "", arguments[begin : begin + 4]) for begin in range(0, len(arguments), 4)]
    return (ToolCallPiece(index, "python"), *pieces)


@pytest.mark.parametrize("with_content", [False, True])
def test_a_search_is_told_as_it_was_recorded(serve: Serve, with_content: bool) -> None:
    """One delta before anything is found, the results with the end of the step, citations with their text."""
    answer = (*in_pieces("It is cake【0:0†source】, not【9:9†source】 tacos【0:0†source】"), DONE)
    model = ScriptedModel(SEARCHED, answer)
    api = serve(model=model, tools=tools_with(searcher=ScriptedSearcher([FOODS])), executor=LoopExecutor())
    thread = api.thread("q")
    add_store(api.server, thread)
    query = f"?include[]={CONTENT}" if with_content else ""
    body = {"assistant_id": api.assistant(tools=[{"type": "file_search"}])}
    events = api.stream("createRun", f"/threads/{thread}/runs{query}", **body)
    search = [*STEP, "thread.run.step.delta", "thread.run.step.completed"]
    assert [*RUN, *search, *MESSAGE, "thread.message.delta", *ENDS] == names(events)
    [delta] = datas(events, "thread.run.step.delta")
    [call] = delta["delta"]["step_details"]["tool_calls"]
    ranking = {"ranker": "default_2024_08_21", "score_threshold": 0.0}
    assert {"ranking_options": ranking, "results": []} == call["file_search"]
    step = datas(events, "thread.run.step.completed")[0]
    [result] = step["step_details"]["tool_calls"][0]["file_search"]["results"]
    assert with_content == ("content" in result)
    texts = [data["delta"]["content"][0]["text"] for data in datas(events, "thread.message.delta")]
    cited = [text["annotations"][0] for text in texts if text.get("annotations")]
    assert [text["value"] for text in texts if text.get("annotations")] == [one["text"] for one in cited]
    assert [0, 1] == [one.pop("index") for one in cited]
    assert ["", ""] == [one["file_citation"].pop("quote") for one in cited]
    [message] = datas(events, "thread.message.completed")
    whole = message["content"][0]["text"]
    assert ("".join(text["value"] for text in texts), cited) == (whole["value"], whole["annotations"])


def test_code_and_its_outputs_are_told_as_they_come(serve: Serve) -> None:
    """The code while it is written, logs while it runs, then images; the message shows the images first."""
    code = 'print("é\\n")\n' * 5
    plot = b"png"
    sessions = ScriptedSessions(Ran(logs="a\nb\n", images=[plot]))
    tools = tools_with(sessions=sessions, files=Drawer())
    model = ScriptedModel((*executing(code), CALLED), says("Look."))
    api = serve(model=model, tools=tools, executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[{"type": "code_interpreter"}]))
    deltas = datas(events, "thread.run.step.delta")
    told = [delta["delta"]["step_details"]["tool_calls"][0]["code_interpreter"] for delta in deltas]
    assert {"input": "", "outputs": []} == told[0]
    written = [more["input"] for more in told[1:] if "input" in more]
    assert (code, True) == ("".join(written), len(written) > 5)
    outputs = [more["outputs"][0] for more in told[1:] if "outputs" in more]
    assert [
        {"index": 0, "type": "logs", "logs": "a\n"},
        {"index": 0, "type": "logs", "logs": "b\n"},
        {"index": 1, "type": "image", "image": {"file_id": "file-made0"}},
    ] == outputs
    step = datas(events, "thread.run.step.completed")[0]
    [call] = step["step_details"]["tool_calls"]
    shown = [{"type": "logs", "logs": "a\nb\n"}, {"type": "image", "image": {"file_id": "file-made0"}}]
    assert {"input": code, "outputs": shown} == call["code_interpreter"]
    first = datas(events, "thread.message.delta")[0]["delta"]["content"]
    assert [{"index": 0, "type": "image_file", "image_file": {"file_id": "file-made0"}}] == first
    [message] = datas(events, "thread.message.completed")
    assert ["image_file", "text"] == [part["type"] for part in message["content"]]


def test_calls_of_tools_and_functions_are_told_side_by_side(serve: Serve) -> None:
    """The name of a call may come late; the stream rests where the caller has to act."""
    pieces = (
        ToolCallPiece(0, "f", "{}"),
        ToolCallPiece(1, "", '{"code": '),
        *executing("1", 2),
        ToolCallPiece(1, "python", '"2"}'),
        CALLED,
    )
    sessions = ScriptedSessions(Ran(logs="x"), Ran(logs="y"))
    tools = tools_with(sessions=sessions, files=Drawer())
    api = serve(model=ScriptedModel(pieces, says("a")), tools=tools, executor=LoopExecutor())
    wanted = [{"type": "code_interpreter"}, function("f")]
    events = api.stream_run(api.thread("q"), api.assistant(tools=wanted))
    assert [*RUN, *STEP, "thread.run.step.delta", "thread.run.requires_action", "done"] == names(events)
    assert ["2", "1"] == [code for _, code in sessions.executed]
    [run] = datas(events, "thread.run.requires_action")
    assert ["thread.run.step.completed", *RUN[1:], *MESSAGE, "thread.message.delta", *ENDS] == names(
        api.stream_outputs(run, "out")
    )


def test_who_listens_late_is_told_all_that_is_stored(serve: Serve) -> None:
    """A run that another process works on is told from its rows, with annotations, images and code."""
    plot = b"png"
    tools = tools_with(
        searcher=ScriptedSearcher([FOODS]),
        sessions=ScriptedSessions(Ran(logs="x", images=[plot])),
        files=Drawer(),
    )
    said = "a【0:0†source】b【0:0†source】"
    api = serve(model=ScriptedModel(SEARCHED, (*executing("1"), CALLED), says(said)), tools=tools)
    thread = api.thread("q")
    add_store(api.server, thread)
    kinds: list[Any] = [{"type": "code_interpreter"}, {"type": "file_search"}]
    ended = api.settled(api.run(thread, api.assistant(tools=kinds)))
    with api.server.database.read() as connection:
        run = RUNS.get(connection, ended["id"])
        steps = STEPS.list_all(connection, run_id=ended["id"])
        messages = {row.id: row for row in MESSAGES.list_all(connection, run_id=ended["id"])}
    assert run is not None
    telling = Telling(replace(run, status="queued", completed_at=None, usage=None))
    events: list[Event] = [
        (event.name, event.data if event.name == "done" else json.loads(event.data))
        for event in telling.tell_rows(RunRows(run, steps, messages))
    ]
    told = [data["delta"]["content"][0] for data in datas(events, "thread.message.delta")]
    assert ["image_file", "text", "text", "text", "text"] == [part["type"] for part in told]
    assert said == "".join(part["text"]["value"] for part in told[1:])
    assert 2 == sum(bool(part["text"].get("annotations")) for part in told[1:])
    assert ["thread.run.step.completed"] * 2 == [
        name for name, data in events if name.endswith("step.completed") and data["type"] == "tool_calls"
    ]
