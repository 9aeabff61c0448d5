"""Hosted calls that are under way: they are stored then, and end with their run, as calls of ours do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import (
    HostedStartPiece,
    LoopExecutor,
    ModelError,
    Piece,
    Prompt,
    SoFarPiece,
    ToolMessage,
)
from assistants_v2_server.store.upstream_ids import find_upstream_ids
from sqlalchemy import text

from ...waiting import wait_until
from ..driving import Api, Clock, Json
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
from ..scripted_tools import Drawer, tools_with

Serve = Callable[..., Api]
SEARCH = {"type": "file_search"}
PYTHON = {"type": "code_interpreter"}
STARTED: list[Piece] = [SoFarPiece((), "resp_1"), HostedStartPiece()]
CODE_UNDER_WAY: list[Piece] = [*executing("1")[:-1], *STARTED]
SEARCH_UNDER_WAY: list[Piece] = [*searching()[:-1], *STARTED]
SHOWN = {
    "code_interpreter": {"input": "1", "outputs": []},
    "file_search": {
        "ranking_options": {"ranker": "default_2024_08_21", "score_threshold": 0.0},
        "results": [],
    },
}
UNDER_WAY = pytest.mark.parametrize(
    ("pieces", "kind"), [(CODE_UNDER_WAY, "code_interpreter"), (SEARCH_UNDER_WAY, "file_search")]
)


def seen(step: Json) -> tuple[str, dict[str, Any]]:
    """How the step of a call stands, and what it shows of the call."""
    [call] = step["step_details"]["tool_calls"]
    return step["status"], {call["type"]: call[call["type"]]}


def ask(api: Api, **options: Any) -> Json:
    """A run that may search and execute code."""
    return api.run(api.thread("q"), api.assistant(tools=[SEARCH, PYTHON]), **options)


def stopped(serve: Serve, pieces: Sequence[Piece], **options: Any) -> tuple[StoppedModel, Api, Json]:
    """A run whose model has given some pieces, and comes to no end."""
    model = StoppedModel([*pieces, ending()])
    api = serve(model=model, executor=LoopExecutor(), tools=tools_with(), **options)
    run = ask(api)
    assert model.reached.wait(30)
    wait_until(lambda: bool(api.steps(run)))
    return model, api, run


@UNDER_WAY
def test_a_call_that_is_under_way_is_stored_and_cancelled_with_its_run(
    serve: Serve, pieces: Sequence[Piece], kind: str
) -> None:
    """It is there while it is carried out, and stays; its endpoint's names of it can be followed back."""
    model, api, run = stopped(serve, pieces)
    expected = {kind: SHOWN[kind]}
    [step] = api.steps(run)
    assert ("in_progress", expected) == seen(step)
    api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    assert "cancelled" == api.settled(run)["status"]
    model.gate.set()
    [step] = api.steps(run)
    assert ("cancelled", expected) == seen(step)
    with api.server.database.read() as connection:
        ids = {(found.id, found.kind) for found in find_upstream_ids(connection, run["id"])}
    assert {(step["id"], "response"), (step["step_details"]["tool_calls"][0]["id"], "item")} == ids


def test_a_call_that_is_under_way_is_stored_by_what_came_of_it_when_it_ends(serve: Serve) -> None:
    """It is one step, which is told once, and its names at the endpoint are stored once."""
    turn = [*CODE_UNDER_WAY, HostedStartPiece(), *executing("1", "4")[-1:], *saying("4"), ending()]
    api = serve(model=HostedModel(turn), executor=LoopExecutor(), tools=tools_with())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[PYTHON]))
    told = [name.removeprefix("thread.run.step.") for name, _ in events if ".step." in name]
    assert ["created", "in_progress", *["delta"] * 3, "completed"] == told[:6]
    [run] = [data for name, data in events if name == "thread.run.completed"]
    called, _ = api.steps(run)
    assert ("completed", {"logs": "4", "type": "logs"}) == (
        called["status"],
        seen(called)[1]["code_interpreter"]["outputs"][0],
    )
    with api.server.database.read() as connection:
        kinds = [found.kind for found in find_upstream_ids(connection, run["id"])]
    assert ["response", "item", "item"] == kinds


@UNDER_WAY
def test_a_call_that_is_under_way_fails_with_its_run(
    serve: Serve, pieces: Sequence[Piece], kind: str
) -> None:
    """By the same error; the stream tells its end before that of the run."""
    api = serve(model=BreakingModel(pieces), executor=LoopExecutor(), tools=tools_with())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[SEARCH, PYTHON]))
    failed = [(name, data) for name, data in events if name.endswith("failed")]
    assert ["thread.run.step.failed", "thread.run.failed"] == [name for name, _ in failed]
    [step] = api.steps(failed[1][1])
    assert ("failed", {kind: SHOWN[kind]}) == seen(step)
    assert {"code": "server_error", "message": "It broke."} == step["last_error"]


def test_a_call_that_is_under_way_expires_with_its_run(serve: Serve, clock: Clock) -> None:
    """Whoever looks at the run ends both."""
    model, api, run = stopped(serve, SEARCH_UNDER_WAY)
    clock.forward(700)
    assert "expired" == api.settled(run)["status"]
    model.gate.set()
    [step] = api.steps(run)
    assert "expired" == step["status"]


def test_a_call_that_is_under_way_when_its_turn_is_cut_is_cancelled(serve: Serve) -> None:
    """The run is incomplete, and nothing came of the call."""
    api = serve(model=HostedModel([*CODE_UNDER_WAY, ending("length")]), tools=tools_with())
    run = api.settled(ask(api))
    assert "incomplete" == run["status"]
    assert ["cancelled", "completed"] == [step["status"] for step in api.steps(run)]


def test_a_call_whose_end_nobody_tells_ends_with_its_turn(serve: Serve) -> None:
    """As one that came to nothing."""
    api = serve(model=HostedModel([*CODE_UNDER_WAY, *saying("a"), ending()]), tools=tools_with())
    run = api.settled(ask(api))
    called, _ = api.steps(run)
    assert ("completed", {"code_interpreter": SHOWN["code_interpreter"]}) == seen(called)
    assert "completed" == run["status"]


def test_a_call_that_is_under_way_when_its_server_dies_is_given_up(serve: Serve, tmp_path: Path) -> None:
    """Whoever takes the run up asks again, and does not tell the model of the call."""
    slow, first, run = stopped(serve, SEARCH_UNDER_WAY, path=tmp_path / "a.db")
    with first.server.database.write() as connection:
        connection.execute(text("UPDATE owner SET leased_until = 0"))
    again = HostedModel([*searching(PASSAGE), *saying("second"), ending()])
    second = serve(model=again, path=tmp_path / "a.db", tools=tools_with(files=Drawer()))
    assert "completed" == second.settled(run)["status"]
    slow.gate.set()
    first.client.close()
    given_up, searched, _ = second.steps(run)
    assert ["failed", "completed"] == [given_up["status"], searched["status"]]
    assert "the model was asked again" in given_up["last_error"]["message"]
    [prompt] = again.prompts
    assert [] == [message for message in prompt.messages if isinstance(message, ToolMessage)]
    assert 1 == len(prompt.messages)


def test_a_forced_search_that_was_given_up_is_forced_again(serve: Serve, tmp_path: Path) -> None:
    """It was never made, as far as anybody knows."""
    path = tmp_path / "a.db"
    model = StoppedModel([*SEARCH_UNDER_WAY, ending()])
    first = serve(model=model, executor=LoopExecutor(), tools=tools_with(), path=path)
    run = ask(first, tool_choice=SEARCH)
    assert model.reached.wait(30)
    wait_until(lambda: bool(first.steps(run)))
    with first.server.database.write() as connection:
        connection.execute(text("UPDATE owner SET leased_until = 0"))
    again = HostedModel([*searching(PASSAGE), *saying("second"), ending()])
    second = serve(model=again, path=path, tools=tools_with())
    assert "completed" == second.settled(run)["status"]
    model.gate.set()
    assert [model.prompts[0].tool_choice] == [prompt.tool_choice for prompt in again.prompts]


class FullModel(HostedModel):
    """Finds its prompt too long, the first time when a search is under way."""

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Give a turn."""
        yield from super().answer(prompt)
        if len(self.prompts) == 1:
            raise ModelError("server_error", "It is too long.", is_too_long=True)


def test_a_call_of_an_answer_that_was_too_long_is_given_up(serve: Serve) -> None:
    """What it found may be why: the model is asked again with less, and the run goes on."""
    model = FullModel(SEARCH_UNDER_WAY, [*searching(PASSAGE), *saying("a"), ending()])
    api = serve(model=model, tools=tools_with())
    run = api.settled(ask(api))
    assert "completed" == run["status"]
    assert ["failed", "completed", "completed"] == [step["status"] for step in api.steps(run)]


def test_that_a_call_is_under_way_is_told_of_one_that_has_begun(serve: Serve) -> None:
    """Else the pieces are in an order that means nothing."""
    run = serve(model=HostedModel([HostedStartPiece(), *saying("a"), ending()]), tools=tools_with())
    ended = run.settled(ask(run))
    assert "failed" == ended["status"]
    assert "that it had not begun" in ended["last_error"]["message"]
