"""Runs: made, listed, changed, cancelled, given outputs, expired; and what is refused meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import LoopExecutor, ModelError

from ..driving import (
    Api,
    Clock,
    GatedModel,
    HeldExecutor,
    ScriptedModel,
    calls,
    error_of,
    function,
    outputs_in,
    says,
)

Serve = Callable[..., Api]


def waiting_run(api: Api, *names: str) -> dict[str, Any]:
    """A run of a server with a scripted model that waits for the outputs of these functions."""
    assistant = api.assistant(tools=[function(name) for name in names])
    run = api.settled(api.run(api.thread("q"), assistant))
    assert "requires_action" == run["status"]
    return run


def path_of(run: dict[str, Any]) -> str:
    """Where a run is."""
    return f"/threads/{run['thread_id']}/runs/{run['id']}"


def call_ids(run: dict[str, Any]) -> list[str]:
    """The ids of the calls a run waits for."""
    return [call["id"] for call in run["required_action"]["submit_tool_outputs"]["tool_calls"]]


def test_a_new_run_is_queued_and_shows_its_settings(serve: Serve, clock: Clock) -> None:
    """The answer to a creation has every field of a run, with the defaults of the API."""
    api = serve(executor=HeldExecutor())
    thread, assistant = api.thread("q"), api.assistant(instructions="i")
    made = api.run(thread, assistant, metadata={"k": "v"})
    assert made.pop("id").startswith("run_")
    now = int(clock.now)
    assert {
        "object": "thread.run",
        "created_at": now,
        "assistant_id": assistant,
        "thread_id": thread,
        "status": "queued",
        "started_at": None,
        "expires_at": now + 600,
        "cancelled_at": None,
        "failed_at": None,
        "completed_at": None,
        "required_action": None,
        "last_error": None,
        "incomplete_details": None,
        "usage": None,
        "metadata": {"k": "v"},
        "model": "test-model",
        "instructions": "i",
        "tools": [],
        "tool_resources": {},
        "temperature": 1.0,
        "top_p": 1.0,
        "reasoning_effort": None,
        "max_completion_tokens": None,
        "max_prompt_tokens": None,
        "truncation_strategy": {"type": "auto", "last_messages": None},
        "response_format": "auto",
        "tool_choice": "auto",
        "parallel_tool_calls": True,
    } == made


def test_a_thread_and_its_run_are_made_together(serve: Serve) -> None:
    """One request makes the thread, its messages and the run; without a thread it needs instructions."""
    api = serve(model=ScriptedModel(says("hi"), says("ho")))
    assistant = api.assistant()
    thread = {"messages": [{"role": "user", "content": "q"}], "metadata": {"k": "v"}}
    made = api.post("/threads/runs", {"assistant_id": assistant, "thread": thread})
    assert ["q", "hi"] == api.texts(made["thread_id"])
    assert {"k": "v"} == api.get(f"/threads/{made['thread_id']}")["metadata"]
    bare = api.post("/threads/runs", {"assistant_id": assistant, "instructions": "Begin."})
    assert ["ho"] == api.texts(bare["thread_id"])


@pytest.mark.parametrize("path", ["/threads/{thread}/runs", "/threads/runs"])
@pytest.mark.parametrize(
    ("own", "given", "shown", "sent"),
    [
        ({}, {}, 1.0, None),
        ({"temperature": None}, {"temperature": None}, 1.0, None),
        ({"temperature": 1}, {}, 1.0, 1.0),
        ({}, {"temperature": 1.0}, 1.0, 1.0),
        ({"temperature": 0.5}, {"temperature": None}, 0.5, 0.5),
        ({"temperature": 0.5}, {"temperature": 1.0}, 1.0, 1.0),
    ],
)
def test_a_temperature_that_nobody_set_is_shown_and_not_sent(
    serve: Serve,
    path: str,
    own: dict[str, Any],
    given: dict[str, Any],
    shown: float,
    sent: float | None,
) -> None:
    """The API's default is sent to the model if the assistant or the run says it; null leaves it open."""
    model = ScriptedModel(says("hi"))
    api = serve(model=model)
    assistant = api.assistant(instructions="i", **own)
    made = api.post(path.format(thread=api.thread("q")), {"assistant_id": assistant, **given})
    assert (shown, shown) == (made["temperature"], api.settled(made)["temperature"])
    assert [sent] == [prompt.temperature for prompt in model.prompts]


def test_a_temperature_can_be_unset_again(serve: Serve) -> None:
    """Null in a change of an assistant takes it away, so that the model has its own again."""
    model = ScriptedModel(says("hi"), says("ho"))
    api = serve(model=model)
    assistant = api.assistant(instructions="i", temperature=1.0, top_p=1.0)
    api.post("/threads/runs", {"assistant_id": assistant})
    api.post(f"/assistants/{assistant}", {"temperature": None, "top_p": None})
    api.post("/threads/runs", {"assistant_id": assistant})
    assert [(1.0, 1.0), (None, None)] == [(prompt.temperature, prompt.top_p) for prompt in model.prompts]


def test_additional_messages_come_before_the_run(serve: Serve) -> None:
    """They are part of the thread from then on, and count as something to answer."""
    api = serve(model=ScriptedModel(says("hi")))
    thread = api.thread()
    api.run(thread, api.assistant(), additional_messages=[{"role": "user", "content": "late"}])
    assert ["late", "hi"] == api.texts(thread)


def test_a_run_needs_something_to_answer(api: Api) -> None:
    """Neither a user's message nor instructions: the run is refused and nothing of it stays."""
    thread, assistant = api.thread(), api.assistant()
    added = [{"role": "assistant", "content": "I speak first"}]
    answer = api.run(thread, assistant, 400, additional_messages=added)
    expected = "Run creation requires a Thread with a user message or an assistant with instructions."
    assert (expected, None, "invalid_thread") == error_of(answer)
    assert ([], []) == (api.texts(thread), api.get(f"/threads/{thread}/runs")["data"])


def test_an_unknown_assistant_or_thread_is_named(api: Api) -> None:
    """A run needs both to exist; a thread made for it is not left behind."""
    answer = api.run(api.thread("q"), "asst_x", 404)
    assert ("No assistant found with id 'asst_x'.", None, None) == error_of(answer)
    answer = api.run("thread_x", api.assistant(), 404)
    assert ("No thread found with id 'thread_x'.", None, None) == error_of(answer)
    answer = api.get(f"/threads/{api.thread()}/runs/run_x", 404)
    assert ("No run found with id 'run_x'.", None, None) == error_of(answer)


def test_stream_false_and_null_are_no_streaming(serve: Serve) -> None:
    """Saying that one does not want a stream is not asking for one."""
    api = serve(model=ScriptedModel(says("a"), says("b")))
    for value in (False, None):
        assert "queued" == api.run(api.thread("q"), api.assistant(), stream=value)["status"]


def test_a_second_run_on_a_thread_is_refused(serve: Serve) -> None:
    """While a run is active its thread takes no other, however that one comes."""
    api = serve(executor=HeldExecutor())
    thread, assistant = api.thread("q"), api.assistant()
    run = api.run(thread, assistant)
    expected = f"Thread {thread} already has an active run {run['id']}."
    assert (expected, None, None) == error_of(api.run(thread, assistant, 400))
    api.run(api.thread("q"), assistant)


def test_metadata_changes_unless_the_run_is_running(serve: Serve) -> None:
    """A run that waits or has ended takes metadata; one that its model is answering does not."""
    model = GatedModel(says("hi"))
    api = serve(executor=LoopExecutor(), model=model)
    run = api.run(api.thread("q"), api.assistant(), metadata={"a": "1"})
    assert model.asked.wait(30)
    answer = api.post(path_of(run), {"metadata": {"b": "2"}}, 400)
    assert ("Cannot update run with status 'in_progress'.", None, None) == error_of(answer)
    model.gate.set()
    api.settled(run)
    assert {"a": "1", "b": "2"} == api.post(path_of(run), {"metadata": {"b": "2"}})["metadata"]


def test_outputs_take_a_run_on_to_its_answer(serve: Serve, clock: Clock) -> None:
    """Outputs of all calls queue the run again, with its first start kept, and the model hears them."""
    model = ScriptedModel(calls("f", "g"), says("done"))
    executor = HeldExecutor()
    api = serve(model=model, executor=executor)
    run = api.run(api.thread("q"), api.assistant(tools=[function("f"), function("g")]))
    executor.let_go()
    waiting = api.get(path_of(run))
    assert ("requires_action", None, None) == (waiting["status"], waiting["usage"], waiting["completed_at"])
    clock.forward(5)
    queued = api.outputs(waiting, "one", "two")
    expected = {**waiting, "status": "queued", "required_action": None}
    assert expected == queued
    clock.forward(5)
    executor.let_go()
    done = api.get(path_of(run))
    start = int(clock.now)
    assert ("completed", start, start, None) == (
        done["status"],
        done["started_at"],
        done["completed_at"],
        done["expires_at"],
    )
    assert ["one", "two"] == outputs_in(model.prompts[1])


def test_outputs_must_answer_exactly_the_calls(serve: Serve) -> None:
    """Too few, too many, unknown or repeated ids are refused and leave the run waiting."""
    api = serve(model=ScriptedModel(calls("f", "g"), says("done")))
    run = waiting_run(api, "f", "g")
    first, second = call_ids(run)
    for wrong in (
        [],
        [first],
        [first, "call_x"],
        [first, first],
        [first, second, "call_x"],
        [first, second, second],
    ):
        given = [{"tool_call_id": call_id, "output": "o"} for call_id in wrong]
        answer = api.post(f"{path_of(run)}/submit_tool_outputs", {"tool_outputs": given}, 400)
        expected = f"Expected tool outputs for call_ids ['{first}', '{second}'], got {wrong}"
        assert (expected, None, None) == error_of(answer)
    assert run == api.get(path_of(run))
    given = [{"tool_call_id": second, "output": "2"}, {"tool_call_id": first}]
    api.post(f"{path_of(run)}/submit_tool_outputs", {"tool_outputs": given})
    outputs = [call["function"]["output"] for call in api.steps(run)[0]["step_details"]["tool_calls"]]
    assert ["", "2"] == outputs


def test_an_output_must_say_whose_it_is(serve: Serve) -> None:
    """An output without a call id is a missing parameter with its place."""
    api = serve(model=ScriptedModel(calls("f")))
    run = waiting_run(api, "f")
    answer = api.post(f"{path_of(run)}/submit_tool_outputs", {"tool_outputs": [{"output": "o"}]}, 400)
    place = "tool_outputs[0].tool_call_id"
    assert (f"Missing required parameter: '{place}'.", place, "missing_required_parameter") == error_of(
        answer
    )


def test_outputs_are_taken_once(serve: Serve) -> None:
    """A second submission of the same outputs is refused by the run's new status."""
    executor = HeldExecutor()
    api = serve(model=ScriptedModel(calls("f"), says("done")), executor=executor)
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    executor.let_go()
    waiting = api.get(path_of(run))
    api.outputs(waiting, "o")
    answer = api.outputs(waiting, "o", status=400)
    assert ('Runs in status "queued" do not accept tool outputs.', None, None) == error_of(answer)
    executor.let_go()
    answer = api.outputs(waiting, "o", status=400)
    assert ('Runs in status "completed" do not accept tool outputs.', None, None) == error_of(answer)


@pytest.mark.parametrize("status", ["queued", "requires_action"])
def test_a_run_that_waits_can_be_cancelled(serve: Serve, clock: Clock, status: str) -> None:
    """The answer says `cancelling`; the run ends at once, its open step with it, and the thread is free."""
    executor = HeldExecutor()
    model = ScriptedModel(calls("f"))
    api = serve(executor=executor, model=model)
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    if status == "requires_action":
        executor.let_go()
    asked = api.post(f"{path_of(run)}/cancel")
    assert ("cancelling", None, run["expires_at"], None) == (
        asked["status"],
        asked["cancelled_at"],
        asked["expires_at"],
        asked["required_action"],
    )
    assert [] == executor.list_in_hand()
    ended = api.get(path_of(run))
    spent = 0 if status == "queued" else 10
    assert ("cancelled", int(clock.now), None, spent) == (
        ended["status"],
        ended["cancelled_at"],
        ended["expires_at"],
        ended["usage"]["total_tokens"],
    )
    assert ["cancelled"][: len(model.prompts)] == [step["status"] for step in api.steps(run)]
    api.post(f"/threads/{run['thread_id']}/messages", {"role": "user", "content": "free"})


@pytest.mark.parametrize(
    ("turn", "status"), [(says("hi"), "completed"), (ModelError("server_error", "no"), "failed")]
)
def test_an_ended_run_cannot_be_cancelled(serve: Serve, turn: Any, status: str) -> None:
    """Cancelling what is over is refused with the status it has."""
    api = serve(model=ScriptedModel(turn))
    run = api.run(api.thread("q"), api.assistant())
    answer = api.post(f"{path_of(run)}/cancel", status=400)
    assert (f"Cannot cancel run with status '{status}'.", None, None) == error_of(answer)


def test_a_run_is_cancelled_once(serve: Serve) -> None:
    """Asking again is refused."""
    api = serve(executor=HeldExecutor())
    run = api.run(api.thread("q"), api.assistant())
    api.post(f"{path_of(run)}/cancel")
    answer = api.post(f"{path_of(run)}/cancel", status=400)
    assert ("Cannot cancel run with status 'cancelled'.", None, None) == error_of(answer)


@pytest.mark.parametrize("looking", ["get", "list", "steps", "cancel", "outputs", "create"])
def test_whoever_looks_at_a_run_too_late_finds_it_expired(serve: Serve, clock: Clock, looking: str) -> None:
    """At its expiry a run ends with the first request that meets it, whichever that is."""
    api = serve(model=ScriptedModel(calls("f"), says("x")))
    run = waiting_run(api, "f")
    clock.forward(599)
    assert "requires_action" == api.get(path_of(run))["status"]
    clock.forward(1)
    match looking:
        case "list":
            found = api.get(f"/threads/{run['thread_id']}/runs")["data"][0]
            assert "expired" == found["status"]
        case "steps":
            assert "expired" == api.steps(run)[0]["status"]
        case "cancel":
            answer = api.post(f"{path_of(run)}/cancel", status=400)
            assert "Cannot cancel run with status 'expired'." == error_of(answer)[0]
        case "outputs":
            answer = api.outputs(run, "late", status=400)
            assert 'Runs in status "expired" do not accept tool outputs.' == error_of(answer)[0]
        case "create":
            api.run(run["thread_id"], run["assistant_id"])
        case _:
            pass
    ended = api.get(path_of(run))
    expected = {**run, "status": "expired", "expires_at": None, "required_action": None}
    assert {**expected, "usage": ended["usage"]} == ended
    assert (10, "expired") == (ended["usage"]["total_tokens"], api.steps(run)[0]["status"])


def test_runs_are_listed_newest_first(serve: Serve) -> None:
    """A thread's runs page like every list; other threads' runs are not among them."""
    api = serve(model=ScriptedModel(*(says(str(n)) for n in range(5))))
    thread, assistant = api.thread("q"), api.assistant()
    ids = [api.run(thread, assistant)["id"] for _ in range(4)]
    api.run(api.thread("q"), assistant)
    page = api.get(f"/threads/{thread}/runs", limit=3)
    assert (ids[:0:-1], True) == ([run["id"] for run in page["data"]], page["has_more"])
    assert "No thread found with id 'thread_x'." == error_of(api.get("/threads/thread_x/runs", 404))[0]


def test_a_run_outlives_its_assistant(serve: Serve) -> None:
    """An assistant may be deleted while its run waits; the run goes on with what it was told."""
    api = serve(model=ScriptedModel(calls("f"), says("done")))
    run = waiting_run(api, "f")
    api.delete(f"/assistants/{run['assistant_id']}")
    api.outputs(run, "o")
    assert "completed" == api.get(path_of(run))["status"]
