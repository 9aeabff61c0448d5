"""Calls of built-in tools that are stopped: by their run's end, or by the end of their server."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, LoopExecutor, ToolCallPiece, Usage
from assistants_v2_server.builtin_tools import BuiltinTools

from ..driving import Api, Clock, ScriptedModel, Turn, calls, function, outputs_in, says
from ..scripted_tools import (
    FOODS,
    Drawer,
    ScriptedSearcher,
    ScriptedSessions,
    add_store,
    tools_with,
)
from ..test_streams import names, open_stream, read_until

Serve = Callable[..., Api]
PYTHON: dict[str, Any] = {"type": "code_interpreter"}
LOST = "The server stopped while it executed this code."
BEGUN = [{"type": "logs", "logs": "begun\n"}]
"""What the code of `ScriptedSessions` prints before it waits."""


class WaitingSearcher(ScriptedSearcher):
    """Searches until it is cancelled."""

    def __init__(self) -> None:
        super().__init__([])
        self.begun = threading.Event()

    async def search(self, stores: Sequence[str], queries: Sequence[str], **options: Any) -> Any:
        """Search on and on."""
        await super().search(stores, queries, **options)
        self.begun.set()
        await asyncio.Event().wait()


def outputs_of(step: dict[str, Any]) -> Any:
    """What is shown of the code of a step."""
    [call] = step["step_details"]["tool_calls"]
    return call["code_interpreter"]["outputs"]


def runs(code: str) -> Turn:
    """A turn that executes code."""
    return calls("python", arguments=json.dumps({"code": code}))


def executing(serve: Serve, sessions: ScriptedSessions) -> tuple[Api, dict[str, Any]]:
    """A run whose code is being executed."""
    tools = tools_with(sessions=sessions, files=Drawer())
    api = serve(model=ScriptedModel(runs("1"), says("a")), tools=tools, executor=LoopExecutor())
    run = api.run(api.thread("q"), api.assistant(tools=[PYTHON]))
    assert sessions.begun.wait(30)
    return api, run


def test_a_cancelled_run_ends_its_code(serve: Serve) -> None:
    """The code is stopped at once, its step is cancelled, and the thread is free."""
    sessions = ScriptedSessions(None)
    api, run = executing(serve, sessions)
    [step] = api.steps(run)
    [call] = step["step_details"]["tool_calls"]
    assert ("in_progress", {"input": "1", "outputs": []}) == (step["status"], call["code_interpreter"])
    api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    assert "cancelled" == api.settled(run)["status"]
    assert ["cancelled"] == [step["status"] for step in api.steps(run)]
    api.client.close()  # which waits for what is under way
    assert ["1"] == sessions.ended


def test_an_expired_run_ends_its_code(serve: Serve, clock: Clock) -> None:
    """A run whose time is up does not wait for its code."""
    sessions = ScriptedSessions(None)
    api, run = executing(serve, sessions)
    clock.forward(601)
    assert "expired" == api.settled(run)["status"]
    assert ["expired"] == [step["status"] for step in api.steps(run)]


def test_a_deleted_thread_ends_its_code(serve: Serve) -> None:
    """Nothing is left to store, and nothing goes on."""
    sessions = ScriptedSessions(None)
    api, run = executing(serve, sessions)
    api.delete(f"/threads/{run['thread_id']}")
    api.client.close()
    assert ["1"] == sessions.ended


def test_a_stream_tells_that_code_was_stopped(serve: Serve) -> None:
    """Its step ends as its run does."""
    sessions = ScriptedSessions(None)
    tools = tools_with(sessions=sessions, files=Drawer())
    api = serve(model=ScriptedModel(runs("1")), tools=tools, executor=LoopExecutor())
    with open_stream(api, tools=[PYTHON]) as (run, texts):
        read_until(texts, "begun")
        api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
        rest = "".join(texts)
    told = [line.removeprefix("event: ") for line in rest.splitlines() if line.startswith("event: ")]
    ends = ["thread.run.cancelling", "thread.run.cancelled", "done"]
    assert {*ends, "thread.run.step.cancelled"} == set(names([(name, None) for name in told]))


def begun(serve: Serve, file: Path, tools: BuiltinTools, turn: Turn, wanted: list[Any]) -> tuple[Api, Any]:
    """A run whose calls are being made, beside a file that another server can open."""
    api = serve(path=file, model=ScriptedModel(turn), tools=tools, executor=LoopExecutor())
    thread = api.thread("q")
    add_store(api.server, thread)
    return api, api.run(thread, api.assistant(tools=wanted))


@pytest.mark.parametrize("kinds", [[PYTHON], [PYTHON, {"type": "file_search"}]])
def test_code_is_not_executed_twice(serve: Serve, tmp_path: Path, kinds: list[Any]) -> None:
    """After the end of the server the step fails with the reason, the model is told, and the run goes on.

    What the code had printed is shown.
    """
    file = tmp_path / "assistants.db"
    sessions = ScriptedSessions(None)
    tools = tools_with(sessions=sessions, files=Drawer(), searcher=ScriptedSearcher([FOODS]))
    first, run = begun(serve, file, tools, runs("1"), kinds)
    assert sessions.begun.wait(30)
    first.client.close()
    model = ScriptedModel(says("a"))
    untouched = ScriptedSessions()
    second = serve(path=file, model=model, tools=tools_with(sessions=untouched, files=Drawer()))
    assert ("completed", []) == (second.settled(run)["status"], untouched.executed)
    step = second.steps(run)[0]
    assert ("failed", "server_error") == (step["status"], step["last_error"]["code"])
    assert step["last_error"]["message"].startswith(LOST)
    assert BEGUN == outputs_of(step)
    assert [True] == [heard.startswith(LOST) for heard in outputs_in(model.prompts[0])]


def test_a_search_is_made_again(serve: Serve, tmp_path: Path) -> None:
    """Whoever takes the run up searches, and the step completes as if nothing had happened."""
    file = tmp_path / "assistants.db"
    search = calls("file_search", arguments='{"queries": ["x"]}')

    waiting = WaitingSearcher()
    kinds = [{"type": "file_search"}]
    first, run = begun(serve, file, tools_with(searcher=waiting), search, kinds)
    assert waiting.begun.wait(30)
    first.client.close()
    model, searcher = ScriptedModel(says("a")), ScriptedSearcher([FOODS])
    second = serve(path=file, model=model, tools=tools_with(searcher=searcher))
    assert ("completed", 1) == (second.settled(run)["status"], len(searcher.asked))
    assert ["completed"] * 2 == [step["status"] for step in second.steps(run)]
    assert ["【0:0†source】 foods.txt\nFilip: cake"] == outputs_in(model.prompts[0])


def test_functions_called_beside_lost_code_are_still_asked_for(serve: Serve, tmp_path: Path) -> None:
    """The step stays open for their outputs, and the model is told of the code."""
    file = tmp_path / "assistants.db"
    both = (
        ToolCallPiece(0, "f", "{}"),
        ToolCallPiece(1, "python", '{"code": "1"}'),
        FinishPiece("tool_calls", Usage()),
    )
    sessions = ScriptedSessions(None)
    tools = tools_with(sessions=sessions, files=Drawer())
    first, run = begun(serve, file, tools, both, [PYTHON, function("f")])
    assert sessions.begun.wait(30)
    first.client.close()
    model = ScriptedModel(says("a"))
    second = serve(path=file, model=model, tools=tools_with(sessions=sessions, files=Drawer()))
    waiting = second.settled(run)
    assert "requires_action" == waiting["status"]
    second.outputs(waiting, "out")
    assert "completed" == second.settled(run)["status"]
    told, lost = outputs_in(model.prompts[0])
    assert ("out", True) == (told, lost.startswith(LOST))
