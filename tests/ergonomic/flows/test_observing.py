"""What is told of requests, retries, tool calls and runs, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import execution, polling
from assistants_v2.flows.observing import add_observer, remove_observer
from assistants_v2.io.runner import finish
from assistants_v2.rules.client_events import LookEvent, RunEvent
from attrs import evolve

from ..objects import a_run, an_assistant, messages, steps
from .scripted_port import ScriptedPort, refusal

QUEUED, DONE = a_run("queued"), a_run("completed")


class Notes:
    """An observer that notes what it is told.

    Args:
        kinds: What it hears of; by default all.
    """

    def __init__(self, *kinds: type) -> None:
        self.kinds = kinds
        self.noted: list[tuple[str, Any]] = []

    def hears(self, kind: type) -> bool:
        return not self.kinds or kind in self.kinds

    def begin(self, event: Any, headers: dict[str, str]) -> str:
        headers["traceparent"] = "00-1"
        self.noted.append(("begin", event))
        return "begun"

    def activate(self, begun: str) -> Any:
        assert "begun" == begun
        return nullcontext()

    def end(self, begun: str, event: Any) -> None:
        assert "begun" == begun
        self.noted.append(("end", event))

    def tell(self, event: Any) -> None:
        self.noted.append(("tell", event))

    @property
    def names(self) -> list[str]:
        """What was told, as words."""
        return [f"{how} {type(event).__name__}" for how, event in self.noted]


@pytest.fixture
def notes() -> Iterator[Notes]:
    """An observer of everything."""
    observer = Notes()
    add_observer(observer)
    yield observer
    remove_observer(observer)


def hooked(port: ScriptedPort, **hooks: Any) -> ScriptedPort:
    """Return a port whose client has hooks."""
    port.settings = evolve(port.settings, hooks=evolve(port.settings.hooks, **hooks))
    return port


def execute(port: ScriptedPort, **options: Any) -> Any:
    """Run an assistant to the end."""
    return finish(execution.execute(port, "thread_1", assistant_id="asst_1", **options))


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


def test_a_run_is_told_from_its_begin_to_its_end(notes: Notes) -> None:
    """Each request and each tool call is told in between, in order."""
    waiting = a_run("requires_action", ("call_1", "add", '{"a": 1, "b": 2}'))
    execute(ScriptedPort(an_assistant(), waiting, DONE, messages("msg_1"), steps()), functions=[add])
    assert [
        "begin RunEvent",
        *["begin RequestEvent", "end RequestEvent"] * 2,
        "tell RunEvent",
        "begin ToolEvent",
        "end ToolEvent",
        *["begin RequestEvent", "end RequestEvent"] * 3,
        "end RunEvent",
    ] == notes.names
    requests = [event for how, event in notes.noted if how == "end" and isinstance(event, a.RequestEvent)]
    assert ("create_run", "POST", "/threads/thread_1/runs", "/threads/{thread_id}/runs", 200) == (
        requests[1].operation,
        requests[1].method,
        requests[1].path,
        requests[1].template,
        requests[1].status,
    )
    end = notes.noted[-1][1]
    assert ("completed", "run_1", "thread_1", None) == (end.status, end.run_id, end.thread_id, end.error)


def test_a_tool_call_is_told_with_what_came_of_it(notes: Notes) -> None:
    """What the function raised is told, and what the model was told of it."""

    def fail() -> None:
        """Fail."""
        raise LookupError("a secret")

    waiting = a_run("requires_action", ("call_1", "fail", "{}"))
    execute(ScriptedPort(an_assistant(), waiting, DONE, messages(), steps()), functions=[fail])
    begun, ended = (event for _, event in notes.noted if isinstance(event, a.ToolEvent))
    assert (None, None) == (begun.seconds, begun.output)
    assert ("LookupError", "fail", True) == (ended.error_type, ended.name, ended.is_known)
    assert "The tool fail accepted its arguments, but failed with LookupError." == ended.output


def test_a_call_of_an_unknown_function_is_told(notes: Notes) -> None:
    """The developer hears of what so far only the model was told."""
    waiting = a_run("requires_action", ("call_1", "subtract", "{}"))
    execute(ScriptedPort(an_assistant(), waiting, DONE, messages(), steps()), functions=[add])
    ended = [event for _, event in notes.noted if isinstance(event, a.ToolEvent)][-1]
    assert (False, "ToolError") == (ended.is_known, ended.error_type)


def test_nobody_is_asked_for_what_nobody_hears() -> None:
    """An observer that does not hear of a kind is not told of it."""
    observer = Notes(LookEvent)
    add_observer(observer)
    try:
        finish(polling.poll(ScriptedPort(a_run("queued"), DONE), "run_1", "thread_1"))
    finally:
        remove_observer(observer)
    assert ["tell LookEvent"] == observer.names
    assert ("completed", "run_1") == (observer.noted[0][1].status, observer.noted[0][1].run_id)


def test_an_observer_is_told_no_more_once_it_is_removed(notes: Notes) -> None:
    """Removing it twice does no harm."""
    remove_observer(notes)
    remove_observer(notes)
    finish(polling.poll(ScriptedPort(DONE), "run_1", "thread_1"))
    assert [] == notes.noted


def test_the_request_hook_is_told_when_a_request_has_ended() -> None:
    """Once for each, also for those that fail."""
    seen: list[a.RequestEvent] = []
    port = hooked(ScriptedPort(refusal(503), DONE), on_request=seen.append)
    finish(polling.poll(port, "run_1", "thread_1"))
    assert [(503, "InternalServerError"), (200, None)] == [(each.status, each.error_type) for each in seen]


def test_the_retry_hook_is_told_before_the_wait() -> None:
    """It hears of what is tried again, why, and for how long the client waits."""
    port = ScriptedPort(refusal(503), DONE)
    hooked(port, on_retry=lambda event: port.log.append(f"{event.reason} {event.seconds:.4g}"))
    finish(polling.poll(port, "run_1", "thread_1"))
    assert ["get_run", "InternalServerError 0.4375", "pause 0.4375", "get_run"] == port.log


def test_looks_that_fail_are_told_as_retries() -> None:
    """They are requests that are repeated by another rule."""
    seen: list[a.RetryEvent] = []
    port = hooked(ScriptedPort(a_run("queued"), refusal(503), refusal(500), DONE), on_retry=seen.append)
    finish(polling.poll(port, "run_1", "thread_1"))
    assert [("get_run", 503, 1), ("get_run", 500, 2)] == [(e.operation, e.status, e.attempts) for e in seen]
    assert {("thread_1", "run_1")} == {(event.thread_id, event.run_id) for event in seen}


def test_another_run_for_one_that_failed_is_told_as_a_retry() -> None:
    """Its reason is the code of the run's error."""
    seen: list[a.RetryEvent] = []
    failed = a_run("failed", last_error={"code": "server_error", "message": "Sorry."})
    port = hooked(ScriptedPort(failed, DONE, messages(), steps()), on_retry=seen.append)
    execute(port, retry_failed=1)
    assert [("create_run", "server_error", 2.0, 1)] == [
        (event.operation, event.reason, event.seconds, event.attempts) for event in seen
    ]


def test_the_tool_hook_is_told_twice() -> None:
    """When a call begins, and when it has ended: a program can show that something goes on."""
    seen: list[tuple[str, bool]] = []
    waiting = a_run("requires_action", ("call_1", "add", '{"a": 1, "b": 2}'))
    port = ScriptedPort(an_assistant(), waiting, DONE, messages(), steps())
    hooked(port, on_tool=lambda event: seen.append((event.name, event.is_over)))
    execute(port, functions=[add])
    assert [("add", False), ("add", True)] == seen


@pytest.mark.parametrize("hook", ["on_request", "on_tool"])
def test_what_a_hook_raises_is_an_interruption(hook: str) -> None:
    """It is raised as it is, and the run of the call's own is cancelled."""

    def fail(event: Any) -> None:
        if getattr(event, "operation", "") != "get_assistant":
            raise LookupError("of the program's own")

    waiting = a_run("requires_action", ("call_1", "add", '{"a": 1, "b": 2}'))
    port = hooked(ScriptedPort(an_assistant(), waiting, a_run("cancelling")), **{hook: fail})
    with pytest.raises(LookupError, match="of the program's own"):
        execute(port, functions=[add])
    if hook == "on_tool":
        assert "cancel_run" == port.log[-1]


def test_an_error_of_this_package_out_of_a_hook_is_not_taken_for_the_requests() -> None:
    """Else the request would be repeated, or the tool reported as failed."""

    def fail(event: a.RequestEvent) -> None:
        raise a.APIConnectionError("of another client")

    port = hooked(ScriptedPort(DONE), on_request=fail)
    with pytest.raises(RuntimeError, match="the hook for RequestEvent raised APIConnectionError"):
        finish(polling.poll(port, "run_1", "thread_1"))
    assert ["get_run"] == port.log


def test_a_run_that_is_left_at_its_deadline_is_told_with_the_error(notes: Notes) -> None:
    """The end says how the run was then, and why it is followed no longer."""
    working = a_run("in_progress")
    with pytest.raises(a.RunDeadlineExceeded):
        finish(polling.poll(ScriptedPort(*[working] * 40), "run_1", "thread_1", deadline=5))
    how, end = notes.noted[-1]
    assert ("end", "in_progress", "RunDeadlineExceeded") == (how, end.status, end.error_type)
    assert isinstance(end, RunEvent)
