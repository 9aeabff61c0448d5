"""Simultaneous requests: one wins where only one may, in memory and in a file, in threads and in tasks."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import LoopExecutor

from .driving import Api, HeldExecutor, ScriptedModel, calls, function, outputs_in, says

RACERS = 8


@pytest.fixture(params=["memory", "file"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Both kinds of database."""
    return ":memory:" if request.param == "memory" else tmp_path / "a.db"


def race(*contenders: Callable[[], Any]) -> list[Any]:
    """Start all of them at the same moment; returns what they returned."""
    start = threading.Barrier(len(contenders))
    results: list[Any] = [None] * len(contenders)

    def enter(index: int) -> None:
        start.wait(30)
        results[index] = contenders[index]()

    threads = [threading.Thread(target=enter, args=(index,)) for index in range(len(contenders))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_many_runs_at_once_one_is_made(serve: Callable[..., Api], path: Any) -> None:
    """Runs that are asked for at the same moment on one thread: one is queued, all others are refused."""
    api = serve(path=path, executor=HeldExecutor())
    thread, assistant = api.thread("q"), api.assistant()

    def create() -> int:
        body = {"assistant_id": assistant}
        return api.client.post(f"/threads/{thread}/runs", json=body).status_code

    assert Counter({400: RACERS - 1, 200: 1}) == Counter(race(*[create] * RACERS))
    assert 1 == len(api.get(f"/threads/{thread}/runs")["data"])


def test_of_two_submissions_at_once_one_wins(serve: Callable[..., Api], path: Any) -> None:
    """The loser is refused, and what the model hears is what the winner said."""
    for _ in range(5):
        model, executor = ScriptedModel(calls("f"), says("done")), HeldExecutor()
        api = serve(path=path, model=model, executor=executor)
        run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
        executor.let_go()
        here = f"/threads/{run['thread_id']}/runs/{run['id']}"
        [call] = api.get(here)["required_action"]["submit_tool_outputs"]["tool_calls"]

        def submit(output: str, here: str = here, api: Api = api, call: Any = call) -> tuple[str, int]:
            body = {"tool_outputs": [{"tool_call_id": call["id"], "output": output}]}
            return output, api.client.post(f"{here}/submit_tool_outputs", json=body).status_code

        results = race(partial(submit, "left"), partial(submit, "right"))
        [winner] = [output for output, status in results if status == 200]
        executor.let_go()
        assert [winner] == outputs_in(model.prompts[1])
        assert "completed" == api.get(here)["status"]
        api.server.close()


def test_a_cancellation_and_a_submission_do_not_both_win(serve: Callable[..., Api], path: Any) -> None:
    """Whichever comes first, the run ends in one way and its thread is free again."""
    for _ in range(5):
        model = ScriptedModel(calls("f"), says("done"))
        api = serve(path=path, model=model, executor=LoopExecutor(4))
        assistant = api.assistant(tools=[function("f")])
        run = api.settled(api.run(api.thread("q"), assistant))
        here = f"/threads/{run['thread_id']}/runs/{run['id']}"
        [call] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        outputs = {"tool_outputs": [{"tool_call_id": call["id"], "output": "o"}]}
        cancel, submit = race(
            partial(api.client.post, f"{here}/cancel"),
            partial(api.client.post, f"{here}/submit_tool_outputs", json=outputs),
        )
        ended = api.settled(run)
        assert (cancel.status_code == 200) == (ended["status"] == "cancelled")
        assert 200 in {cancel.status_code, submit.status_code}
        assert "in_progress" not in {step["status"] for step in api.steps(run)}
        api.post(f"/threads/{run['thread_id']}/messages", {"role": "user", "content": "free"})
        api.server.close()


def test_many_conversations_at_once_do_not_mix(serve: Callable[..., Api], path: Any) -> None:
    """Conversations in as many threads each get their own answers."""
    api = serve(path=path, executor=LoopExecutor(4))
    assistant = api.assistant(tools=[function("get_price", item={"type": "string"})])

    def converse(number: int) -> str:
        thread = api.thread(f"What is the price of item {number}?")
        waiting = api.settled(api.run(thread, assistant))
        [call] = waiting["required_action"]["submit_tool_outputs"]["tool_calls"]
        api.outputs(waiting, f"{call['function']['arguments']} costs {number} euro")
        assert "completed" == api.settled(waiting)["status"]
        return api.texts(thread)[-1]

    answers = race(*[partial(converse, number) for number in range(RACERS)])
    for number, answer in enumerate(answers):
        assert f'get_price returned {{"item": "{number}"}} costs {number} euro' in answer


def test_messages_of_many_writers_are_all_there(serve: Callable[..., Api], path: Any) -> None:
    """Every message that was taken is listed exactly once, each writer's in order."""
    api = serve(path=path)
    thread = api.thread()

    def write(writer: int) -> None:
        for number in range(10):
            body = {"role": "user", "content": f"{writer}:{number}"}
            api.post(f"/threads/{thread}/messages", body)

    race(*[partial(write, writer) for writer in range(RACERS)])
    texts = api.texts(thread)
    for writer in range(RACERS):
        own = [text for text in texts if text.startswith(f"{writer}:")]
        assert [f"{writer}:{number}" for number in range(10)] == own
