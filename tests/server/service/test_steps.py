"""Run steps: what they show while open and once ended, and where they are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..driving import Api, Clock, ScriptedModel, calls, error_of, function, says


def usage(prompt: int, completion: int) -> dict[str, Any]:
    """A usage object."""
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_token_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def test_steps_tell_what_a_run_did_and_what_it_cost(serve: Callable[..., Api], clock: Clock) -> None:
    """Calls, then the message: each with its own usage, and the run's usage is their sum."""
    api = serve(model=ScriptedModel(calls("f", arguments='{"a": 1}'), says("done")))
    thread, assistant = api.thread("q"), api.assistant(tools=[function("f")])
    run = api.run(thread, assistant)
    waiting = api.get(f"/threads/{thread}/runs/{run['id']}")
    [call] = waiting["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert {"name": "f", "arguments": '{"a": 1}'} == call["function"]

    [step] = api.steps(run)
    now = int(clock.now)
    opened = {
        "id": step["id"],
        "object": "thread.run.step",
        "created_at": now,
        "run_id": run["id"],
        "assistant_id": assistant,
        "thread_id": thread,
        "type": "tool_calls",
        "status": "in_progress",
        "cancelled_at": None,
        "completed_at": None,
        "expires_at": run["expires_at"],
        "failed_at": None,
        "last_error": None,
        "step_details": {
            "type": "tool_calls",
            "tool_calls": [{**call, "function": {**call["function"], "output": None}}],
        },
        "usage": None,
    }
    assert opened == step

    clock.forward(2)
    api.outputs(waiting, "42")
    called, said = api.steps(run)
    answered = {**call, "function": {**call["function"], "output": "42"}}
    assert {
        **opened,
        "status": "completed",
        "completed_at": now + 2,
        "expires_at": None,
        "step_details": {"type": "tool_calls", "tool_calls": [answered]},
        "usage": usage(7, 3),
    } == called
    message = api.get(f"/threads/{thread}/messages")["data"][0]
    creation = {"type": "message_creation", "message_creation": {"message_id": message["id"]}}
    assert (creation, usage(10, 2), "completed") == (said["step_details"], said["usage"], said["status"])
    assert usage(17, 5) == api.get(f"/threads/{thread}/runs/{run['id']}")["usage"]


def test_steps_are_listed_newest_first_and_found_one_by_one(serve: Callable[..., Api]) -> None:
    """Steps page like every list; a step is only found under its own run."""
    api = serve(model=ScriptedModel(calls("f"), calls("f"), says("done"), says("other")))
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    path = f"/threads/{run['thread_id']}/runs/{run['id']}"
    for _ in range(2):
        api.outputs(api.get(path), "o")
    ids = [step["id"] for step in api.steps(run)]
    assert 3 == len(ids)
    included: dict[str, Any] = {"include[]": "step_details.tool_calls[*].file_search.results[*].content"}
    page = api.get(f"{path}/steps", limit=2, **included)
    assert (ids[:0:-1], True) == ([step["id"] for step in page["data"]], page["has_more"])
    assert ids[0] == api.get(f"{path}/steps/{ids[0]}")["id"]

    other = api.run(run["thread_id"], run["assistant_id"])
    runs = f"/threads/{run['thread_id']}/runs"
    answer = api.get(f"{runs}/{other['id']}/steps/{ids[0]}", 404)
    assert (f"No run step found with id '{ids[0]}'.", None, None) == error_of(answer)
    assert ("No run found with id 'run_x'.", None, None) == error_of(api.get(f"{runs}/run_x/steps", 404))


def test_a_step_expires_with_its_run(serve: Callable[..., Api]) -> None:
    """An ended step of a run that goes on shows the run's expiry, and none once the run has ended."""
    api = serve(model=ScriptedModel(calls("f"), calls("f"), says("done")))
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    path = f"/threads/{run['thread_id']}/runs/{run['id']}"
    api.outputs(api.get(path), "o")
    done, waiting = api.steps(run)
    assert ("completed", "in_progress") == (done["status"], waiting["status"])
    assert [run["expires_at"]] * 2 == [done["expires_at"], waiting["expires_at"]]
    assert run["expires_at"] == api.get(f"{path}/steps/{done['id']}")["expires_at"]
    api.outputs(api.get(path), "o")
    assert [None] * 3 == [step["expires_at"] for step in api.steps(run)]
