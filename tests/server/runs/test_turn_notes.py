"""What is kept of a turn for its model, of a thread, and of the ids of the model's endpoint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import AssistantMessage, TextPiece, ToolCallPiece, ToolMessage
from assistants_v2_server.models.endpoints import Endpoint
from assistants_v2_server.models.hosted import HostedImage, ItemPiece, MadeFilePiece
from assistants_v2_server.store import tables
from assistants_v2_server.store.upstream_ids import UpstreamId, find_upstream_ids

from ..driving import Api, Clock, Json, ScriptedModel, Turn, function, says
from ..hosting import PASSAGE, HostedModel, ending, executing, saying, searching
from ..scripted_tools import Drawer, tools_with

Serve = Callable[..., Api]
SEARCH = {"type": "file_search"}
ITEMS = ({"type": "reasoning", "encrypted_content": "x"}, {"type": "function_call", "call_id": "fc 1"})
CALLING: Turn = [
    *saying("I look."),
    *searching(PASSAGE, queries=("food",)),
    ItemPiece("function", "fc_item"),
    ToolCallPiece(0, "f", "{}", "fc 1"),
    ending("tool_calls", items=ITEMS, response_id="resp_1", kept={"conversation": "conv_1"}),
]
WANTED = [SEARCH, {"type": "code_interpreter"}, function("f")]


class RemoteModel(HostedModel):
    """A model behind an endpoint."""

    def find_endpoint(self, name: str) -> Endpoint:
        """Where it is."""
        return Endpoint(name, "openai", "api.test", 8443)


class OtherModel(HostedModel):
    """A model that is another one."""

    identity = "other"


def waiting(serve: Serve, path: Path) -> tuple[Api, Json]:
    """A run that waits for the output of a function, after its model's endpoint has searched."""
    api = serve(path=path, model=RemoteModel(CALLING))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=WANTED)))
    assert "requires_action" == run["status"]
    return api, run


def find(api: Api, identifier: str) -> list[UpstreamId]:
    """What is known of an id."""
    with api.server.database.read() as connection:
        return find_upstream_ids(connection, identifier)


def test_a_turn_is_told_to_its_model_by_its_own_items(serve: Serve, tmp_path: Path) -> None:
    """After a restart too, with the endpoint's id of the call that an output is for."""
    api, run = waiting(serve, tmp_path / "a.db")
    [step] = [step for step in api.steps(run) if step["status"] == "in_progress"]
    assert {"type", "tool_calls"} == step["step_details"].keys()
    api.server.close()
    model = RemoteModel([*saying("done"), ending()])
    api = serve(path=tmp_path / "a.db", model=model)
    assert "completed" == api.settled(api.outputs(run, "forty-two"))["status"]
    turn, output = model.prompts[0].messages[-2:]
    assert isinstance(turn, AssistantMessage)
    assert (ITEMS, "I look.", ["fc 1"]) == (turn.items, turn.text, [call.id for call in turn.calls])
    assert ToolMessage("fc 1", "f", "forty-two") == output
    said = api.get(f"/threads/{run['thread_id']}/messages", order="asc")["data"][1]
    assert said["id"] == turn.id


def test_another_model_is_told_of_the_turn_as_of_ours(serve: Serve, tmp_path: Path) -> None:
    """By texts and calls, whose outputs bear our ids; hosted calls as if they were calls of functions."""
    api, run = waiting(serve, tmp_path / "a.db")
    with api.server.database.write() as connection:
        connection.execute(tables.run.update().values(answerer=""))
    api.server.close()
    model = OtherModel([*saying("done"), ending()])
    api = serve(path=tmp_path / "a.db", model=model)
    assert "completed" == api.settled(api.outputs(run, "forty-two"))["status"]
    searched, found, called, output = model.prompts[0].messages[-4:]
    assert isinstance(searched, AssistantMessage)
    assert isinstance(called, AssistantMessage)
    assert ("I look.", ()) == (searched.text, searched.items)
    [search] = searched.calls
    assert ("file_search", '{"queries": ["food"]}') == (search.name, search.arguments)
    assert ToolMessage(search.id, "file_search", "【0:0†source】 foods.txt\nFilip: cake") == found
    [call] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert [call["id"]] == [each.id for each in called.calls]
    assert ToolMessage(call["id"], "f", "forty-two") == output
    assert None is model.prompts[0].kept


def test_what_a_model_asked_to_be_kept_comes_with_each_prompt_of_the_thread(
    serve: Serve, tmp_path: Path
) -> None:
    """Until it asks for something else, also after a restart; never on another thread."""
    kept: dict[str, Any] = {"conversation": "conv_1", "seen": ["msg_1"]}
    model = HostedModel([*saying("a"), ending(kept=kept)], [*saying("b"), ending()], [*saying("c"), ending()])
    api = serve(path=tmp_path / "a.db", model=model)
    thread, assistant = api.thread("q"), api.assistant()
    api.run(thread, assistant)
    api.run(thread, assistant)
    api.run(api.thread("q"), assistant)
    assert [None, kept, None] == [prompt.kept for prompt in model.prompts]
    api.server.close()
    again = HostedModel([*saying("d"), ending(kept={})], [*saying("e"), ending()])
    api = serve(path=tmp_path / "a.db", model=again)
    api.run(thread, assistant)
    api.run(thread, assistant)
    assert [kept, {}] == [prompt.kept for prompt in again.prompts]


@pytest.mark.parametrize(
    ("theirs", "is_kept"),
    [
        ("call_abcDEF-12_3", True),
        ("call_", False),
        ("fc_1", False),
        ("call_" + "x" * 65, False),
        ("call_a b", False),
        ("", False),
    ],
)
def test_the_endpoints_id_of_a_call_is_kept_where_it_is_one(serve: Serve, theirs: str, is_kept: bool) -> None:
    """Others, and one that the run has used before, have an id of ours."""
    turn: Turn = [ToolCallPiece(0, "f", "{}", theirs), ToolCallPiece(1, "f", "{}", theirs), ending()]
    api = serve(model=ScriptedModel(turn, turn, says("done")))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=[function("f")])))
    ids: list[str] = []
    while run["status"] == "requires_action":
        ids += [call["id"] for call in run["required_action"]["submit_tool_outputs"]["tool_calls"]]
        run = api.settled(api.outputs(run, "1", "2"))
    assert "completed" == run["status"]
    assert 4 == len({*ids})
    assert all(one.startswith("call_") for one in ids)
    assert (1 if is_kept else 0) == ids.count(theirs)


def test_every_id_of_the_endpoint_leads_to_ours_and_back(serve: Serve, tmp_path: Path) -> None:
    """Of responses, items, calls, files and conversations, after a restart; until the thread is deleted."""
    made = MadeFilePiece("sandbox:/mnt/data/a.csv", "a.csv", b"1", "cfile_1", "cntr_1")
    turn: Turn = [
        *executing("1", HostedImage("a.png", b"png", "cfile_2")),
        *saying("See sandbox:/mnt/data/a.csv", made),
        ItemPiece("function", "fc_item"),
        ToolCallPiece(0, "f", "{}", "fc 1"),
        ending("tool_calls", response_id="resp_1", kept={"conversation": "conv_1"}),
    ]
    api = serve(path=tmp_path / "a.db", model=RemoteModel(turn), tools=tools_with(files=Drawer()))
    run = api.settled(api.run(api.thread("q"), api.assistant(tools=WANTED)))
    api.server.close()
    api = serve(path=tmp_path / "a.db")
    code, message, calls = api.steps(run)
    expected = {
        "resp_1": [(step["id"], "response", None) for step in (code, message, calls)],
        "ci_1": [(code["step_details"]["tool_calls"][0]["id"], "item", None)],
        "msg_1": [(message["step_details"]["message_creation"]["message_id"], "item", None)],
        "fc_item": [(calls["step_details"]["tool_calls"][0]["id"], "item", None)],
        "fc 1": [(calls["step_details"]["tool_calls"][0]["id"], "call", None)],
        "cfile_1": [("file-made1", "file", "cntr_1")],
        "cfile_2": [("file-made0", "file", None)],
        "conv_1": [(run["thread_id"], "conversation", None)],
    }
    for theirs, ours in expected.items():
        found = find(api, theirs)
        assert ours == [(one.id, one.kind, one.container) for one in found]
        assert {("api.test:8443", run["id"], run["thread_id"])} == {
            (one.host, one.run_id, one.thread_id) for one in found
        }
        assert all(theirs in [back.theirs for back in find(api, one.id)] for one in found)
    assert expected.keys() == {one.theirs for one in find(api, run["id"])}
    api.delete(f"/threads/{run['thread_id']}")
    assert [] == [one for theirs in expected for one in find(api, theirs)]


@pytest.mark.parametrize("odd", ["\ud800", "\0"])
def test_an_id_that_no_database_takes_is_mended(serve: Serve, odd: str) -> None:
    """An endpoint may call things as it likes: no run fails of that."""
    made = MadeFilePiece("sandbox:/mnt/data/a.csv", "a.csv", b"1", f"file{odd}", f"box{odd}")
    turn: Turn = [
        ItemPiece("message", f"msg{odd}"),
        TextPiece("x"),
        made,
        ending(response_id=f"resp{odd}", kept={"conversation": f"conv{odd}"}),
    ]
    api = serve(model=RemoteModel(turn), tools=tools_with(files=Drawer()))
    run = api.settled(api.run(api.thread("q"), api.assistant()))
    assert "completed" == run["status"]
    found = find(api, run["id"])
    assert ["resp\ufffd", "msg\ufffd", "file\ufffd", "conv\ufffd"] == [one.theirs for one in found]
    assert ["box\ufffd"] == [one.container for one in found if one.kind == "file"]


def test_a_conversation_is_noted_once(serve: Serve) -> None:
    """However many turns tell of it."""
    turns: Any = [[*saying("a"), ending(kept={"conversation": "conv_1"})]] * 3
    api = serve(model=HostedModel(*turns))
    thread, assistant = api.thread("q"), api.assistant()
    for _ in turns:
        api.run(thread, assistant)
    assert [thread] == [one.id for one in find(api, "conv_1")]


def test_a_turn_that_came_too_late_leaves_nothing(serve: Serve, clock: Clock, tmp_path: Path) -> None:
    """Neither what was to be kept nor ids nor files of a run that has ended meanwhile."""
    drawer = Drawer()
    late: Turn = [
        *executing("1", HostedImage("a.png", b"png", "cfile_2")),
        ending(response_id="resp_1", kept={"conversation": "conv_1"}),
    ]

    class Later(HostedModel):
        def answer(self, prompt: Any) -> Any:
            pieces = [*super().answer(prompt)]
            clock.forward(700)
            yield from pieces

    model = Later(late, [*saying("a"), ending()])
    api = serve(path=tmp_path / "a.db", model=model, tools=tools_with(files=drawer))
    thread, assistant = api.thread("q"), api.assistant(tools=WANTED)
    run = api.settled(api.run(thread, assistant))
    assert ("expired", []) == (run["status"], api.steps(run))
    assert {} == drawer.kept
    assert [] == find(api, run["id"])
    clock.forward(1)
    api.run(thread, assistant)
    assert None is model.prompts[1].kept
