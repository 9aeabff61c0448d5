"""Turns with hosted tools that end before their end, in odd ways, or beside tools of ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    LoopExecutor,
    Piece,
    Prompt,
    SystemMessage,
    ToolCallPiece,
    UserMessage,
)
from assistants_v2_server.builtin_tools import BuiltinTools, ToolFailure
from assistants_v2_server.models import AttachedFilePart
from assistants_v2_server.models.hosted import (
    CitationPiece,
    FoundPassage,
    HostedImage,
    HostedResultPiece,
    HostedTool,
    ItemPiece,
    MadeFilePiece,
    SoFarPiece,
)
from assistants_v2_server.store.server_troubles import Trouble
from assistants_v2_server.store.troubles import DatabaseTroubled
from assistants_v2_server.store.upstream_ids import find_upstream_ids
from sqlalchemy import text

from ...waiting import wait_until
from ..driving import Api, Clock, HeldExecutor, Json, Turn, function, outputs_in
from ..hosting import (
    PASSAGE,
    BreakingModel,
    HostedModel,
    StoppedModel,
    ending,
    executing,
    saying,
    searching,
)
from ..scripted_tools import (
    Drawer,
    Ran,
    ScriptedSessions,
    give_thread,
    tools_with,
)

Serve = Callable[..., Api]
SEARCH = {"type": "file_search"}
PYTHON = {"type": "code_interpreter"}
IMAGE = HostedImage("a.png", b"png", "cfile_1")


class FullDrawer(Drawer):
    """Has no room."""

    def keep(self, filename: str, data: bytes, purpose: str, file_id: str) -> str:
        """Keep nothing."""
        raise ToolFailure("No room.")


class ForgetfulDrawer(Drawer):
    """Keeps a file, and does not say so the first time."""

    def keep(self, filename: str, data: bytes, purpose: str, file_id: str) -> str:
        """Keep it."""
        is_first = not self.kept
        super().keep(filename, data, purpose, file_id)
        if is_first:
            raise DatabaseTroubled(Trouble("the database went away", "look", is_undone=False))
        return file_id


def held(api: Api, *, wanted: Any = (SEARCH, PYTHON), **settings: Any) -> Json:
    """A run as far as it goes by itself."""
    return api.settled(api.run(api.thread("q"), api.assistant(tools=[*wanted], **settings)))


def last_text(api: Api, run: Json) -> Json:
    """The text of the last message of a thread."""
    [message] = api.get(f"/threads/{run['thread_id']}/messages", limit=1)["data"]
    return dict(message["content"][-1]["text"])


def test_the_endpoint_is_given_what_tools_of_ours_would_work_with(serve: Serve) -> None:
    """Vector stores and files of the run and of its thread, once each; no function, not a line about it."""
    model = HostedModel([*saying("a"), ending()])
    tools = BuiltinTools(find_sessions=lambda: pytest.fail("nobody asked for an interpreter"))
    api = serve(model=model, tools=tools)
    thread = api.thread("q")
    for name in ("file-1", "file-2"):
        api.put_file(name)
    resources = {"file_search": {"vector_store_ids": [api.put_store("vs_1")]}}
    with api.server.database.write() as connection:
        give_thread(api.server, connection, thread, "code_interpreter", file_ids=["file-1", "file-2"])
    search = {**SEARCH, "file_search": {"max_num_results": 3}}
    attached = [{"file_id": "file-1", "tools": [SEARCH]}]
    api.post(f"/threads/{thread}/messages", {"role": "user", "content": "q", "attachments": attached})
    with api.server.database.read() as connection:
        store_ids = connection.execute(text("SELECT id FROM vector_store WHERE id != 'vs_1'")).scalars().all()
    assistant = api.assistant(tools=[search, PYTHON], tool_resources=resources, instructions="Be brief.")
    run = api.settled(api.run(thread, assistant, tool_choice=PYTHON))
    assert "completed" == run["status"]
    [prompt] = model.prompts
    code = HostedTool(kind="code_interpreter", file_ids=("file-1", "file-2"))
    found = {tool.kind: tool for tool in prompt.hosted_tools}
    assert code == found["code_interpreter"]
    assert ("vs_1", *store_ids) == found["file_search"].store_ids
    assert 3 == found["file_search"].options["max_num_results"]
    assert ((), code) == (prompt.functions, prompt.tool_choice)
    assert SystemMessage("Be brief.") == prompt.messages[0]
    last = prompt.messages[-1]
    assert isinstance(last, UserMessage)
    place = "given to code_interpreter, searched by file_search"
    assert AttachedFilePart("file-1", place) == last.parts[-1]


@pytest.mark.parametrize("choice", [SEARCH, PYTHON, "required"])
def test_nothing_is_refused_and_nobody_is_warned(serve: Serve, choice: Any) -> None:
    """Of a tool that the endpoint carries out, though the server has none."""
    api = serve(model=HostedModel(), executor=HeldExecutor())
    body = {"model": "m", "tools": [SEARCH, PYTHON]}
    response = api.client.post("/assistants", json=body)
    assert "x-assistants-v2-warning" not in response.headers
    assert response.headers.keys() == api.client.post("/assistants", json={"model": "m"}).headers.keys()
    run = api.run(api.thread("q"), response.json()["id"], tool_choice=choice)
    assert "queued" == run["status"]


def test_tools_that_are_not_hosted_are_ours(serve: Serve) -> None:
    """The endpoint searches, the server executes code: in one turn and over several.

    Searches are stored when they end, functions with their turn: so a function stands behind a later search.
    """
    code = json.dumps({"code": "1"})
    model = HostedModel(
        [
            *searching(PASSAGE),
            ItemPiece("function"),
            ToolCallPiece(0, "f", "{}"),
            *searching(PASSAGE),
            ItemPiece("function"),
            ToolCallPiece(1, "python", code),
            ItemPiece("function"),
            ToolCallPiece(2, "f", "{}"),
            ending("tool_calls"),
        ],
        [*saying("Cake", CitationPiece("file-foods", "foods.txt")), ending()],
        hosted=["file_search"],
    )
    sessions = ScriptedSessions(Ran("1\n"))
    api = serve(model=model, tools=tools_with(sessions=sessions, files=Drawer()))
    run = held(api, wanted=[SEARCH, PYTHON, function("f")])
    asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert ["f", "f"] == [call["function"]["name"] for call in asked]
    run = api.settled(api.outputs(run, "one", "two"))
    assert "completed" == run["status"]
    kinds = [[call["type"] for call in step["step_details"].get("tool_calls", ())] for step in api.steps(run)]
    both = ["code_interpreter", "function"]
    assert [["file_search"], ["file_search"], ["function"], both, []] == kinds
    marker = "【0:0†source】 foods.txt\nFilip: cake"
    assert [marker, marker.replace("0:0", "1:0"), "one", "1", "two"] == outputs_in(model.prompts[1])
    assert "Cake【1:0†foods.txt】" == last_text(api, run)["value"]
    assert ["python", "f"] == [tool.name for tool in model.prompts[0].functions][::-1]


def test_citations_are_numbered_as_searches_of_ours_number_them(serve: Serve) -> None:
    """By the last search that found the file; a file that none has found stands behind its results."""
    other = FoundPassage("file-b", "b【x】.txt", 0.5, "B")
    said: list[str | Piece] = [
        "a",
        CitationPiece("file-b", "b【x】.txt"),
        "b",
        CitationPiece("file-x", "x.txt"),
        CitationPiece("file-y"),
        CitationPiece("file-x", "x.txt"),
        "🍰",
        CitationPiece("file-foods", "foods.txt"),
    ]
    turn: Turn = [*searching(PASSAGE, other), *searching(other, PASSAGE), *saying(*said), ending()]
    api = serve(model=HostedModel(turn))
    run = held(api)
    shown = last_text(api, run)
    markers = [
        "【1:0†b x .txt】",
        "【1:2†x.txt】",
        "【1:3†source】",
        "【1:2†x.txt】",
        "【1:1†foods.txt】",
    ]
    assert "a{}b{}{}{}🍰{}".format(*markers) == shown["value"]
    assert markers == [one["text"] for one in shown["annotations"]]
    ids = ["file-b", "file-x", "file-y", "file-x", "file-foods"]
    assert ids == [one["file_citation"]["file_id"] for one in shown["annotations"]]
    for one in shown["annotations"]:
        assert one["text"] == shown["value"][one["start_index"] : one["end_index"]]


def test_a_file_that_a_message_links_to_is_kept(serve: Serve) -> None:
    """Its link is annotated where it was said, once for each link; without a place at the end of the text."""
    made = MadeFilePiece("sandbox:/mnt/data/a.csv", "a.csv", b"1", "cfile_1", "cntr_1")
    twice = "[one](sandbox:/mnt/data/a.csv) and sandbox:/mnt/data/a.csv"
    nowhere = MadeFilePiece("", "b.csv", b"2", "cfile_2", "cntr_1")
    drawer = Drawer()
    turn: Turn = [*executing("1"), *saying(twice, made, made, nowhere), ending()]
    api = serve(model=HostedModel(turn), tools=tools_with(files=drawer))
    shown = last_text(api, held(api))
    assert {"file-made0": ("a.csv", "assistants_output"), "file-made1": ("b.csv", "assistants_output")} == (
        drawer.names
    )
    places = [
        (one["start_index"], one["end_index"], one["file_path"]["file_id"]) for one in shown["annotations"]
    ]
    assert [(35, 58, "file-made0"), (6, 29, "file-made0"), (58, 58, "file-made1")] == places
    assert twice == shown["value"]


@pytest.mark.parametrize("files", [None, FullDrawer()])
def test_what_cannot_be_kept_is_told_and_the_turn_goes_on(serve: Serve, files: Drawer | None) -> None:
    """An image as a line of what code printed, a linked file as a link to nothing."""
    made = MadeFilePiece("sandbox:/mnt/data/a.csv", "a.csv", b"1", "cfile_2")
    turn: Turn = [*executing("1", "x", IMAGE), *saying("sandbox:/mnt/data/a.csv", made), ending()]
    api = serve(model=HostedModel(turn), tools=tools_with(files=files))
    run = held(api)
    assert "completed" == run["status"]
    [call] = api.steps(run)[0]["step_details"]["tool_calls"]
    printed, lost = call["code_interpreter"]["outputs"]
    assert ("x", "logs", True) == (printed["logs"], lost["type"], "a.png was not kept" in lost["logs"])
    assert {"value": "sandbox:/mnt/data/a.csv", "annotations": []} == last_text(api, run)


@pytest.mark.parametrize("hosted", [["code_interpreter"], []])
def test_a_file_is_kept_once_though_nobody_knows_whether_it_was(serve: Serve, hosted: list[str]) -> None:
    """By its id it is found again: an image of hosted code, or of code that the server executes."""
    drawer = ForgetfulDrawer()
    code: Turn = [ToolCallPiece(0, "python", json.dumps({"code": "1"})), ending("tool_calls")]
    said: list[Piece] = [*saying("Look."), ending()]
    turns: list[Turn] = [[*executing("1", IMAGE), *said]] if hosted else [code, said]
    sessions = ScriptedSessions(Ran(images=[b"png"]))
    api = serve(model=HostedModel(*turns, hosted=hosted), tools=tools_with(sessions=sessions, files=drawer))
    run = held(api, wanted=[PYTHON])
    assert "completed" == run["status"]
    assert [*drawer.kept] == list_images(api.steps(run))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (searching(error="No such store."), {"results": []}),
        (executing("1", error="Too slow."), {"outputs": [{"type": "logs", "logs": "Too slow."}]}),
    ],
)
def test_a_call_that_came_to_nothing_is_shown_and_told(serve: Serve, call: Any, expected: Json) -> None:
    """As one of ours: its step completes, code has the reason in its logs, and the next turn is told it."""
    turn: Turn = [*call, ToolCallPiece(0, "f", "{}"), ending("tool_calls")]
    model = HostedModel(turn, [*saying("a"), ending()])
    api = serve(model=model)
    run = held(api, wanted=[SEARCH, PYTHON, function("f")])
    [shown] = api.steps(run)[0]["step_details"]["tool_calls"]
    about = shown[shown["type"]]
    assert expected == {name: about[name] for name in expected}
    api.settled(api.outputs(run, "o"))
    assert ("No such store." in outputs_in(model.prompts[1])[0]) == (shown["type"] == "file_search")
    assert 2 == len(outputs_in(model.prompts[1]))


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_what_a_cut_turn_has_carried_out_is_kept(serve: Serve, reason: Any) -> None:
    """Calls that came to something are; one that did not, and functions that were to be called, are not."""
    turn: Turn = [
        *searching(PASSAGE),
        *saying("Ca"),
        ToolCallPiece(0, "f", "{"),
        *executing("1")[:-1],
        ending(reason),
    ]
    api = serve(model=HostedModel(turn))
    run = held(api, wanted=[SEARCH, PYTHON, function("f")])
    assert "incomplete" == run["status"]
    steps = api.steps(run)
    assert ["tool_calls", "message_creation", "message_creation"] == [step["type"] for step in steps]
    messages = api.get(f"/threads/{run['thread_id']}/messages", order="asc")["data"][1:]
    assert ["completed", "incomplete"] == [message["status"] for message in messages]


MADE = MadeFilePiece("sandbox:/mnt/data/a.csv", "a.csv", b"1", "cfile_2", "cntr_1")


def list_images(steps: list[Json]) -> list[str]:
    """The ids of the images that steps show."""
    calls = [call for step in steps for call in step["step_details"].get("tool_calls", ())]
    outputs = [output for call in calls for output in call.get("code_interpreter", {}).get("outputs", ())]
    return [output["image"]["file_id"] for output in outputs if output["type"] == "image"]


def test_a_turn_that_breaks_off_leaves_what_has_ended(serve: Serve) -> None:
    """The run fails; steps and files of calls stay as the stream has told, files of the rest are deleted."""
    turn: Turn = [*executing("1", IMAGE), *searching(PASSAGE), *saying("Ca", MADE)]
    drawer = Drawer()
    api = serve(model=BreakingModel(turn), tools=tools_with(files=drawer), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[SEARCH, PYTHON]))
    told = [name for name, _ in events if name.endswith(("completed", "failed", "incomplete"))]
    ends = ["thread.run.step.completed"] * 2
    assert [*ends, "thread.message.incomplete", "thread.run.step.failed", "thread.run.failed"] == told
    [run] = [data for name, data in events if name == "thread.run.failed"]
    steps = api.steps(run)
    ended = [data for name, data in events if name == "thread.run.step.completed"]
    assert ended == [{**step, "expires_at": run["created_at"] + 600} for step in steps]
    assert [*drawer.kept] == list_images(steps)
    assert ["q"] == api.texts(run["thread_id"])
    assert 0 == run["usage"]["total_tokens"]


def test_a_run_that_is_cancelled_leaves_what_has_ended(serve: Serve) -> None:
    """Words before a call, and the call with its file; the message that was being said had one too."""
    drawer = Drawer()
    turn = [*saying("I look."), *executing("1", IMAGE), *saying("Look.", MADE), ending()]
    model = StoppedModel(turn)
    api = serve(model=model, tools=tools_with(files=drawer), executor=LoopExecutor())
    run = api.run(api.thread("q"), api.assistant(tools=[PYTHON]))
    assert model.reached.wait(30)
    wait_until(lambda: len(drawer.kept) == 2)
    api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    assert "cancelled" == api.settled(run)["status"]
    model.gate.set()
    said, ran = api.steps(run)
    assert ("message_creation", "completed", "completed") == (said["type"], said["status"], ran["status"])
    assert ["q", "I look."] == api.texts(run["thread_id"])
    api.client.close()  # which waits for what is under way
    assert [*drawer.kept] == list_images([ran])


def count_steps(api: Api) -> int:
    """How many steps are stored."""
    with api.server.database.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM step")).scalar_one())


def test_a_run_that_expires_leaves_what_has_ended(serve: Serve, clock: Clock) -> None:
    """What comes after its time is void."""
    drawer = Drawer()

    class LateModel(HostedModel):
        def answer(self, prompt: Prompt) -> Iterator[Piece]:
            for piece in super().answer(prompt):
                if piece == ItemPiece("code_interpreter", "ci_1"):
                    wait_until(lambda: count_steps(api) == 1)
                    clock.forward(700)
                yield piece

    model = LateModel([*searching(PASSAGE), *executing("1", IMAGE), *saying("Look."), ending()])
    api = serve(model=model, tools=tools_with(files=drawer))
    run = held(api)
    assert ("expired", {}) == (run["status"], drawer.kept)
    [step] = api.steps(run)
    assert ("completed", "file_search") == (step["status"], step["step_details"]["tool_calls"][0]["type"])


def test_a_thread_that_is_deleted_leaves_no_file(serve: Serve) -> None:
    """Those that came with the turn that was under way are deleted; nobody could find them."""
    drawer = Drawer()
    model = StoppedModel([*searching(PASSAGE), *saying("Look.", MADE), ending()])
    api = serve(model=model, tools=tools_with(files=drawer), executor=LoopExecutor())
    run = api.run(api.thread("q"), api.assistant(tools=[SEARCH, PYTHON]))
    assert model.reached.wait(30)
    wait_until(lambda: bool(drawer.kept))
    api.delete(f"/threads/{run['thread_id']}")
    model.gate.set()
    api.client.close()
    assert {} == drawer.kept


def test_a_run_that_was_taken_up_goes_on_from_what_has_ended(serve: Serve, tmp_path: Path) -> None:
    """Another server took it up: what comes of the first one's endpoint from then on is void."""
    drawer = Drawer()
    begun: Json = {"type": "code_interpreter_call", "id": "ci_1"}
    late: Turn = [
        *executing("1")[:-1],
        SoFarPiece((begun,)),
        HostedResultPiece(outputs=(IMAGE,)),
        *saying("first", MADE),
        ending(response_id="resp_1"),
    ]
    slow = StoppedModel(late)
    tools = tools_with(files=drawer)
    first = serve(model=slow, executor=LoopExecutor(1), path=tmp_path / "a.db", tools=tools)
    run = first.run(first.thread("q"), first.assistant(tools=[PYTHON]))
    assert slow.reached.wait(30)
    with first.server.database.write() as connection:
        connection.execute(text("UPDATE owner SET leased_until = 0"))
    again = HostedModel([*executing("2", HostedImage("b.png", b"2")), *saying("second"), ending()])
    second = serve(model=again, path=tmp_path / "a.db", tools=tools)
    assert "completed" == second.settled(run)["status"]
    slow.gate.set()
    first.client.close()
    assert [b"png", b"2"] == [*drawer.kept.values()]
    *called, said = second.steps(run)
    codes = [step["step_details"]["tool_calls"][0]["code_interpreter"]["input"] for step in called]
    assert (["1", "2"], [0, 0, 22]) == (
        codes,
        [step["usage"]["total_tokens"] for step in [*called, said]],
    )
    assert "second" == last_text(second, run)["value"]
    [message] = second.get(f"/threads/{run['thread_id']}/messages", limit=1)["data"]
    shown = [part["image_file"]["file_id"] for part in message["content"] if part["type"] == "image_file"]
    assert [*drawer.kept] == shown
    [prompt] = again.prompts
    assert AssistantMessage("", items=(begun,)) == prompt.messages[-1]
    with second.server.database.read() as connection:
        assert [] == find_upstream_ids(connection, "resp_1")


@pytest.mark.parametrize(
    "pieces",
    [
        [HostedResultPiece(queries=("a",))],
        [*searching(PASSAGE), HostedResultPiece(queries=("a",))],
        [*saying("a"), *executing("1")[1:]],
    ],
)
def test_pieces_in_an_order_that_means_nothing_fail_the_run(serve: Serve, pieces: Any) -> None:
    """With a sentence for whoever has written the model."""
    run = held(serve(model=HostedModel([*pieces, ending()])))
    assert "failed" == run["status"]
    assert "that it had not begun" in run["last_error"]["message"]
