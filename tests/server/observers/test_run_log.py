"""What the log says of runs: their whole life for whoever looks closer, and no word of a conversation."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from assistants_v2_server import ModelError
from assistants_v2_server.observers.events import Observer, RunNote
from assistants_v2_server.observers.telling import add_observer, remove_observer

from ..driving import Api, Clock, HeldExecutor, ScriptedModel, calls, says
from ..scripted_tools import FOODS, ScriptedSearcher, add_store, tools_with

SECRET = "the user's secret"
Serve = Callable[..., Api]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Returns the lines of runs so far, with their levels, and names in place of ids and times."""
    caplog.set_level(logging.DEBUG, "assistants_v2_server")

    def list_lines() -> list[str]:
        records = [record for record in caplog.records if record.name == "assistants_v2_server.runs"]
        assert SECRET not in caplog.text
        texts = [f"{record.levelname} {record.getMessage()}" for record in records]
        plain = [re.sub(r"\b(run|thread|asst|call|owner)_\w+", r"<\1>", text) for text in texts]
        return [re.sub(r"[\d.]+ ms", "<time>", text) for text in plain]

    return list_lines


def function(name: str) -> dict[str, object]:
    """A function tool."""
    return {"type": "function", "function": {"name": name}}


def test_a_run_with_a_function_is_followed_from_its_queue_to_its_end(
    serve: Serve, lines: Callable[[], list[str]]
) -> None:
    """Each step of its life is a line, and only its end is for everybody."""
    api = serve(model=ScriptedModel(calls("look", arguments=f'{{"a": "{SECRET}"}}'), says(SECRET)))
    run = api.run(api.thread(SECRET), api.assistant(tools=[function("look")], name=SECRET))
    waiting = api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")
    [call] = waiting["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = [{"tool_call_id": call["id"], "output": SECRET}]
    path = f"/threads/{run['thread_id']}/runs/{run['id']}/submit_tool_outputs"
    api.post(path, {"tool_outputs": outputs})
    assert [
        "DEBUG run <run> was queued on <thread> for <asst>, model test-model",
        "DEBUG run <run> was claimed by <owner>",
        "DEBUG run <run> turn 1 of test-model took <time>: tool_calls, 1 calls, 7 + 3 tokens",
        "DEBUG run <run> waits for the outputs of 1 calls",
        "DEBUG run <run> was given the outputs of 1 calls, and is queued again",
        "DEBUG run <run> was claimed by <owner>",
        "DEBUG run <run> turn 2 of test-model took <time>: stop, 0 calls, 10 + 2 tokens",
        "INFO run <run> is completed: 2 turns, 17 + 5 tokens",
    ] == lines()


@pytest.mark.parametrize(
    ("found", "outcome"), [([FOODS], "was made"), (ValueError(SECRET), "failed (ValueError)")]
)
def test_calls_of_built_in_tools_are_lines(
    serve: Serve, lines: Callable[[], list[str]], found: object, outcome: str
) -> None:
    """With what came of them and how long they took; a failure by its class alone."""
    asked = calls("file_search", arguments=f'{{"queries": ["{SECRET}"]}}')
    searcher = ScriptedSearcher(found)  # type: ignore[arg-type]  # one of both kinds
    api = serve(model=ScriptedModel(asked, says(SECRET)), tools=tools_with(searcher=searcher))
    thread = api.thread(SECRET)
    add_store(api.server, thread)
    api.run(thread, api.assistant(tools=[{"type": "file_search"}]))
    assert f"DEBUG run <run> call <call> of file_search {outcome} in <time>" in lines()


def test_a_failure_is_a_warning_with_its_code(serve: Serve, lines: Callable[[], list[str]]) -> None:
    """The line of a turn that failed has no more than that either."""
    api = serve(model=ScriptedModel(ModelError("rate_limit_exceeded", "busy")))
    api.run(api.thread("a"), api.assistant())
    assert [
        "DEBUG run <run> turn 1 failed after <time>: rate_limit_exceeded",
        "WARNING run <run> is failed (rate_limit_exceeded): 0 turns, 0 + 0 tokens",
    ] == lines()[2:]


def test_runs_that_are_cancelled_expire_or_are_deleted_end_in_the_log_too(
    serve: Serve, lines: Callable[[], list[str]], clock: Clock
) -> None:
    """Whoever ends them."""
    api = serve(executor=HeldExecutor())
    assistant = api.assistant()
    cancelled = api.run(api.thread("a"), assistant)
    api.post(f"/threads/{cancelled['thread_id']}/runs/{cancelled['id']}/cancel")
    deleted = api.run(api.thread("a"), assistant)
    api.delete(f"/threads/{deleted['thread_id']}")
    expired = api.run(api.thread("a"), assistant)
    clock.forward(601)
    api.get(f"/threads/{expired['thread_id']}/runs/{expired['id']}")
    assert [
        "INFO run <run> is cancelled: 0 turns, 0 + 0 tokens",
        "DEBUG run <run> was deleted with its thread",
        "INFO run <run> is expired: 0 turns, 0 + 0 tokens",
    ] == lines()[1::2]


def test_an_answer_that_comes_too_late_is_a_line(serve: Serve, lines: Callable[[], list[str]]) -> None:
    """Its run was cancelled behind the worker's back."""
    executor = HeldExecutor()
    api = serve(executor=executor, model=ScriptedModel(says(SECRET)))
    run = api.run(api.thread("a"), api.assistant())
    work = executor.held.pop(run["id"])

    class Cancelling(Observer):
        """Cancels the run when it is claimed."""

        def note(self, event: RunNote) -> None:
            """Cancel it."""
            if event.news == "claimed":
                api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")

    observer = Cancelling()
    add_observer(observer)
    try:
        executor.submit(work, run["id"])
        executor.let_go()
    finally:
        remove_observer(observer)
    assert "INFO run <run> had ended or was another's: a late answer was dropped" == lines()[-1]


def test_a_normal_run_is_one_line_for_everybody(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    """The log of a busy server can be read."""
    api = serve(model=ScriptedModel(says("a")))
    with caplog.at_level(logging.INFO, "assistants_v2_server"):
        run = api.run(api.thread("a"), api.assistant())
    [record] = caplog.records
    assert f"run {run['id']} is completed: 1 turns, 10 + 2 tokens" == record.getMessage()
    assert run["thread_id"] == vars(record)["fields"]["thread_id"]


def test_requests_of_the_embedded_server_are_lines_for_those_who_look(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    """As the access log has them over HTTP: no path, no body."""
    api = serve()
    with caplog.at_level(logging.DEBUG, "assistants_v2_server"):
        api.get("/threads/thread_nothing", status=404)
    [record] = [record for record in caplog.records if record.name.endswith(".access")]
    assert re.fullmatch(r"GET getThread 404 [\d.]+ ms req_\w+", record.getMessage())


def test_an_observer_that_fails_fails_no_run(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    """It is a defect, told as one."""

    class Broken(Observer):
        """Fails."""

        def note(self, event: RunNote) -> None:
            """Fail."""
            raise ValueError(SECRET)

        def begin(self, watch: object) -> None:
            """Fail."""
            raise ValueError(SECRET)

    broken = Broken()
    add_observer(broken)
    try:
        api = serve(model=ScriptedModel(says("a")))
        run = api.run(api.thread("a"), api.assistant())
    finally:
        remove_observer(broken)
    assert "completed" == api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"]
    assert "an observer failed: ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_a_line_stays_one_whatever_a_model_is_called(serve: Serve, lines: Callable[[], list[str]]) -> None:
    """Who calls the API chooses the name, and could write lines of its own, or escape sequences."""
    api = serve(model=ScriptedModel(says("Hello!")))
    api.run(api.thread("Hi"), api.assistant(model="m\nINFO forged\x1b[2J\u2028"))
    written = lines()
    assert r"DEBUG run <run> was queued on <thread> for <asst>, model m\nINFO forged\x1b[2J\u2028" in written
    assert not any(re.search("[\n\x1b\u2028]", line) for line in written)
