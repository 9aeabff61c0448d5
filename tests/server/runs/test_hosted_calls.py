"""Runs whose model has its endpoint carry out tools: the same messages and steps as with tools of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from assistants_v2_server import LoopExecutor, Piece, RefusalPiece, TextPiece, ToolCallPiece
from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.models.hosted import (
    CitationPiece,
    FoundPassage,
    HostedImage,
    ItemPiece,
)

from ...grammar import Event
from ..driving import DONE, Api, Json, ScriptedModel, Turn, calls, function, says
from ..hosting import PASSAGE, HostedModel, ending, executing, saying, searching
from ..scripted_tools import (
    FOODS,
    Drawer,
    Ran,
    ScriptedSearcher,
    ScriptedSessions,
    add_store,
    tools_with,
)

Serve = Callable[..., Api]
BOTH = [{"type": "file_search"}, {"type": "code_interpreter"}]
CODE = "print('é')\n"
INCLUDED: Json = {"include[]": "step_details.tool_calls[*].file_search.results[*].content"}
CALLED = ending("tool_calls")
OWN_SEARCH: Sequence[Piece] = [ToolCallPiece(0, "file_search", json.dumps({"queries": ["food"]})), CALLED]
OWN_CODE: Sequence[Piece] = [ToolCallPiece(0, "python", json.dumps({"code": CODE})), CALLED]


def our_tools() -> BuiltinTools:
    """Tools of ours that find and print what the endpoint does."""
    ran = [Ran(logs="é\n", images=[b"png"]), Ran(logs="2\n")]
    return tools_with(
        searcher=ScriptedSearcher([FOODS], [FOODS]), sessions=ScriptedSessions(*ran), files=Drawer()
    )


def outline(value: Any) -> Any:
    """What two runs have in common that do the same: everything but ids and what each turn cost."""
    if isinstance(value, list):
        return [outline(item) for item in value]
    if not isinstance(value, dict):
        return value
    left_out = {"id", "run_id", "thread_id", "assistant_id", "message_id", "usage"}
    return {name: outline(item) for name, item in value.items() if name not in left_out}


def held(serve: Serve, model: ScriptedModel, *, tools: Any = BOTH, **settings: Any) -> tuple[Api, Json]:
    """A run as far as it goes by itself."""
    api = serve(model=model, tools=our_tools())
    thread = api.thread("q")
    add_store(api.server, thread)
    return api, api.settled(api.run(thread, api.assistant(tools=tools), **settings))


def seen(api: Api, run: Json) -> Any:
    """What callers see of a run: its steps with what was found, its messages, how it stands."""
    path = f"/threads/{run['thread_id']}"
    steps = api.get(f"{path}/runs/{run['id']}/steps", order="asc", **INCLUDED)["data"]
    messages = api.get(f"{path}/messages", order="asc")["data"]
    return outline({"steps": steps, "messages": messages, "run": run})


CONVERSATIONS: dict[str, tuple[Sequence[Turn], Turn]] = {
    "search": (
        [OWN_SEARCH, says("Cake【0:0†source】.")],
        [*searching(PASSAGE), *saying("Ca", "ke", CitationPiece("file-foods"), "."), ending()],
    ),
    "search that found nothing": ([OWN_SEARCH, says("No.")], [*searching(PASSAGE), *saying("No."), ending()]),
    "code": (
        [OWN_CODE, says("Look.")],
        [*executing(CODE, "é\n", HostedImage("a.png", b"png")), *saying("Look."), ending()],
    ),
    "words before": (
        [(TextPiece("I look."), *OWN_SEARCH), says("Cake.")],
        [*saying("I look."), *searching(PASSAGE), *saying("Cake."), ending()],
    ),
    "all of it": (
        [OWN_SEARCH, OWN_CODE, OWN_SEARCH, says("Cake【1:0†source】.")],
        [
            *searching(PASSAGE),
            *executing(CODE, "é\n", HostedImage("a.png", b"png")),
            *searching(PASSAGE),
            *saying("Cake", CitationPiece("file-foods", ""), "."),
            ending(),
        ],
    ),
    "nothing said": ([OWN_SEARCH, [DONE]], [*searching(PASSAGE), ending()]),
    "refused": (
        [OWN_SEARCH, [RefusalPiece("No, "), RefusalPiece("never."), DONE]],
        [*searching(PASSAGE), *saying(RefusalPiece("No, "), RefusalPiece("never.")), ending()],
    ),
    "function": (
        [OWN_SEARCH, calls("f", "f")],
        [
            *searching(PASSAGE),
            ItemPiece("function", "fc_1"),
            ToolCallPiece(0, "f", "{}", "call_1"),
            ItemPiece("function", "fc_2"),
            ToolCallPiece(1, "f", "{}", "call_2"),
            ending("tool_calls"),
        ],
    ),
    "cut": (
        [OWN_SEARCH, [TextPiece("Ca"), ending("length")]],
        [*searching(PASSAGE), *saying("Ca"), ending("length")],
    ),
}


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_hosted_call_is_seen_as_one_of_ours(serve: Serve, name: str) -> None:
    """Whoever carries tools out, callers see the same steps, messages and runs."""
    ours, theirs = CONVERSATIONS[name]
    wanted = [*BOTH, function("f")]
    expected = seen(*held(serve, ScriptedModel(*ours), tools=wanted))
    model = HostedModel(theirs)
    assert expected == seen(*held(serve, model, tools=wanted))
    assert 1 == len(model.prompts)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_stream_tells_what_is_stored(serve: Serve, name: str) -> None:
    """Each step and message ends in the stream as REST shows it afterwards, in the same order as ours do."""
    ours, theirs = CONVERSATIONS[name]
    told: list[Any] = []
    for model in (ScriptedModel(*ours), HostedModel(theirs)):
        api = serve(model=model, tools=our_tools(), executor=LoopExecutor())
        thread = api.thread("q")
        add_store(api.server, thread)
        events = api.stream_run(thread, api.assistant(tools=[*BOTH, function("f")]))
        ends = list_ends(events)
        told.append(outline(ends))
        [run] = api.get(f"/threads/{thread}/runs")["data"]
        stored = {step["id"]: step for step in api.steps(run)}
        steps = [data for name, data in ends if name.startswith("thread.run.step.")]
        assert [{**stored[step["id"]], "expires_at": step["expires_at"]} for step in steps] == steps
        messages = {row["id"]: row for row in api.get(f"/threads/{thread}/messages")["data"]}
        said = [data for name, data in ends if name.startswith("thread.message.")]
        assert [messages[message["id"]] for message in said] == said
    assert told[0] == told[1]


@pytest.mark.parametrize("with_content", [False, True])
def test_found_text_is_told_to_whoever_asks(serve: Serve, with_content: bool) -> None:
    """With the end of the step of a hosted search, as of one of ours."""
    api = serve(model=HostedModel([*searching(PASSAGE), *saying("a"), ending()]), executor=LoopExecutor())
    thread, assistant = api.thread("q"), api.assistant(tools=BOTH)
    query = f"?include[]={INCLUDED['include[]']}" if with_content else ""
    events = api.stream("createRun", f"/threads/{thread}/runs{query}", assistant_id=assistant)
    [search] = [
        data for name, data in events if name.endswith("step.completed") if data["type"] == "tool_calls"
    ]
    [result] = search["step_details"]["tool_calls"][0]["file_search"]["results"]
    assert with_content == ("content" in result)


def test_what_an_endpoint_has_made_is_a_file_like_any_other(serve: Serve) -> None:
    """Its bytes can be fetched, by the id that the step has; also if the run has failed after that."""
    image = HostedImage("plot.png", b"png")
    model = HostedModel([*executing(CODE, image), *saying("a"), ending()], [*executing(CODE, image)])
    api = serve(model=model, tools=None)
    thread, assistant = api.thread("q"), api.assistant(tools=BOTH)
    run = api.settled(api.run(thread, assistant))
    [output] = api.steps(run)[0]["step_details"]["tool_calls"][0]["code_interpreter"]["outputs"]
    file_id = output["image"]["file_id"]
    assert b"png" == api.client.get(f"/files/{file_id}/content").content
    failed = api.settled(api.run(thread, assistant))
    assert "failed" == failed["status"]
    [output] = api.steps(failed)[0]["step_details"]["tool_calls"][0]["code_interpreter"]["outputs"]
    files = api.get("/files", order="asc")["data"]
    assert [file_id, output["image"]["file_id"]] == [file["id"] for file in files]
    assert {("plot.png", "assistants_output")} == {(file["filename"], file["purpose"]) for file in files}


def list_ends(events: Sequence[Event]) -> list[list[Any]]:
    """The events of a stream in which a step or a message ends."""
    kinds = ("thread.run.step.", "thread.message.")
    ends = ("completed", "incomplete", "failed", "cancelled")
    return [[name, data] for name, data in events if name.startswith(kinds) and name.endswith(ends)]


@pytest.mark.parametrize(("score", "shown"), [(float("nan"), 0), (float("inf"), 1), (-1.0, 0)])
def test_a_result_is_shown_as_the_contract_has_it(serve: Serve, score: float, shown: float) -> None:
    """Whatever an endpoint says of its score and its attributes."""
    attributes = {"year": 2024, "odd": float("inf"), "deep": {"a": 1}, "none": None, "is_new": True}
    found = FoundPassage("file-1", "a.txt", score, "text", attributes)
    api = serve(model=HostedModel([*searching(found), *saying("x"), ending()]))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=[{"type": "file_search"}])))
    [call] = api.steps(run)[0]["step_details"]["tool_calls"]
    [result] = call["file_search"]["results"]
    assert (shown, {"year": 2024, "is_new": True}) == (result["score"], result["attributes"])
