"""What a settled run means to the caller."""

from __future__ import annotations

import assistants_v2 as a
import pytest
from assistants_v2.rules.outcomes import RunResult, make_run_error, required_calls
from assistants_v2_raw import models

from ..objects import a_message, a_run


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (a.RunFailed, "failed"),
        (a.RunExpired, "expired"),
        (a.RunCancelled, "cancelled"),
        (a.RunIncomplete, "incomplete"),
        (a.RunRequiresAction, "requires_action"),
    ],
)
def test_each_status_has_its_error(kind: type[a.RunError], status: str) -> None:
    """A run that did not complete becomes the error of its status, which carries the run."""
    run = a_run(status)
    error = make_run_error(run)
    assert isinstance(error, kind)
    assert (run, "run_1", "thread_1", None) == (error.run, error.run_id, error.thread_id, error.last_error)
    assert str(error).startswith("run run_1 on thread thread_1 ")


def test_a_completed_run_has_no_error() -> None:
    """Completed is what was asked for."""
    assert make_run_error(a_run("completed")) is None


@pytest.mark.parametrize(
    ("said", "run"),
    [
        (
            "ended as failed (server_error): Out of luck.",
            a_run("failed", last_error={"code": "server_error", "message": "Out of luck."}),
        ),
        (
            "ended as incomplete (max_prompt_tokens).",
            a_run("incomplete", incomplete_details={"reason": "max_prompt_tokens"}),
        ),
        ("ended as expired.", a_run("expired")),
        (
            "still waits for submit_tool_approval; answer it yourself, or cancel it to free the thread.",
            a_run("requires_action", required_action={"type": "submit_tool_approval"}),
        ),
        (
            "still waits for nothing it names; answer it yourself, or cancel it to free the thread.",
            a_run("requires_action", required_action=None),
        ),
    ],
)
def test_an_error_says_how_the_run_ended(said: str, run: models.Run) -> None:
    """The server's reason is in the text, with one full stop."""
    assert f"run run_1 on thread thread_1 {said}" == str(make_run_error(run))


def test_an_error_says_how_often_tools_were_asked_for() -> None:
    """A run that was given up on after some rounds says after how many."""
    run = a_run("requires_action", ("call_1", "f", "{}"))
    assert "submit_tool_outputs, after 3 rounds of tool calls;" in str(make_run_error(run, 3))


def test_a_run_that_waits_names_its_calls() -> None:
    """The calls are those of the required action, in its order."""
    run = a_run("requires_action", ("call_1", "f", "{}"), ("call_2", "g", "{}"))
    assert ["call_1", "call_2"] == [call.id for call in required_calls(run)]


@pytest.mark.parametrize(
    "run",
    [
        a_run("completed", ("call_1", "f", "{}")),
        a_run("failed", ("call_1", "f", "{}")),
        a_run("requires_action"),
        a_run("requires_action", required_action=None),
        a_run("requires_action", required_action={"type": "submit_tool_approval"}),
        a_run("requires_action", required_action={"type": "submit_tool_outputs", "submit_tool_outputs": {}}),
    ],
    ids=["completed", "failed", "absent", "null", "approval", "empty"],
)
def test_other_runs_wait_for_no_calls(run: models.Run) -> None:
    """A run that has settled, or waits for something else, has no calls to answer."""
    assert [] == [*(required_calls(run) or ())]


def test_the_text_of_a_result_is_all_that_was_said() -> None:
    """Parts of a message are a line apart, messages a blank line; what is no text is left out."""
    image = a_message(content=[{"type": "image_file", "image_file": {"file_id": "file_1"}}])
    unknown = a_message(content=[{"type": "hologram"}])
    said = [a_message("One.", "Two."), image, unknown, a_message(), a_message("Three.")]
    assert "One.\nTwo.\n\nThree." == RunResult(a_run(), said, []).text


def test_a_result_without_messages_has_no_text() -> None:
    """A run may complete without a word."""
    assert "" == RunResult(a_run(), [], []).text


def test_the_usage_of_a_result_is_the_runs() -> None:
    """Tokens come from the run, and are None where a server does not count them."""
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    counted = RunResult(a_run(usage=usage), [], []).usage
    assert counted is not None
    assert 3 == counted.total_tokens
    assert RunResult(a_run(), [], []).usage is None
    assert RunResult(a_run(usage=...), [], []).usage is None


def test_a_result_is_short_when_it_is_printed() -> None:
    """What was said and which tools were called can be read in a line; what is empty is left out."""
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "add", "arguments": '{"a": 1}', "output": "3"},
    }
    details = {"type": "tool_calls", "tool_calls": [call, call | {"type": "code_interpreter"}]}
    step = models.RunStep.from_dict({"id": "step_1", "object": "thread.run.step", "step_details": details})
    result = RunResult(a_run(), [a_message("Hello. " * 200)], [step], seconds={"call_1": 0.12345})
    shown = repr(result)
    assert shown.startswith("RunResult(status='completed', text='Hello. Hello. ")
    called = """AnsweredCall(name='add', arguments='{"a": 1}', output='3', seconds=0.123, id='call_1')"""
    assert f"tool_calls=[{called}], run='run_1', thread='thread_1')" in shown
    assert len(shown) < 600
    assert "RunResult(status='completed', run='run_1', thread='thread_1')" == repr(RunResult(a_run(), [], []))


def test_a_citation_is_short_when_it_is_printed() -> None:
    """The annotation as it came is long, and an attribute."""
    note = {"type": "file_citation", "text": "[1]", "file_citation": {"file_id": "file_1"}, "start_index": 0}
    content = [{"type": "text", "text": {"value": "As said[1].", "annotations": [note]}}]
    result = RunResult(a_run(), [a_message(content=content)], [])
    assert "[Citation(number=1, marker='[1]', file_id='file_1')]" == repr(result.citations)
