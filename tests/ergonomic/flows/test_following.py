"""Following a run until it rests, alone and behind what creates or answers it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import polling, runs
from assistants_v2.flows.following import follow_run
from assistants_v2.flows.watch import Watch
from assistants_v2.io.runner import finish
from assistants_v2.rules import failures
from assistants_v2.rules.outcomes import required_calls
from assistants_v2.rules.polling import GRACE, WITHOUT_EXPIRY
from assistants_v2_raw.models import Run

from ..objects import RESTING, a_run
from .scripted_port import SETTINGS, ScriptedPort, refusal

ADVICE = {"openai-poll-after-ms": "2000"}


def poll(port: ScriptedPort, **fields: Any) -> Run:
    """Poll the run of the script."""
    return finish(polling.poll(port, "run_1", thread_id="thread_1", **fields))


@pytest.mark.parametrize("fields", RESTING, ids=lambda fields: fields["status"])
def test_a_run_at_rest_is_returned_at_once(fields: dict[str, Any]) -> None:
    """Who has nothing to wait for does not wait."""
    port = ScriptedPort(a_run(**fields))
    assert fields["status"] == poll(port).status
    assert [("get_run", ("thread_1", "run_1"), {})] == port.asked


@pytest.mark.parametrize("missing", [None, ...])
def test_an_action_that_is_not_to_be_seen_yet_is_waited_for(missing: Any) -> None:
    """Some servers show the status before they show what the run waits for."""
    early = a_run("requires_action", required_action=missing)
    port = ScriptedPort(early, early, a_run("requires_action", ("call_1", "f", "{}")))
    assert ["call_1"] == [call.id for call in required_calls(poll(port))]


def test_a_reply_about_another_run_is_a_look_that_failed() -> None:
    """A cache may answer with yesterday's run; the run's own reply is waited for."""
    other = a_run("completed", id="run_of_yesterday")
    port = ScriptedPort(a_run("in_progress"), other, other, a_run("failed"))
    assert "failed" == poll(port).status
    with pytest.raises(a.APIResponseValidationError, match="answered with run run_of_yesterday"):
        poll(ScriptedPort(other))


@pytest.mark.parametrize("status", ["queued", "in_progress", "cancelling", "pondering", ...])
def test_any_other_status_is_waited_out(status: Any) -> None:
    """A run is looked at until it rests, also in a status that nobody knows, or without any."""
    port = ScriptedPort(a_run(status=status), a_run(status=status), a_run("completed"))
    assert "completed" == poll(port).status
    assert ["get_run", "pause 0.15", "get_run", "pause 0.21", "get_run"] == port.log


def test_the_servers_advice_is_taken_anew_at_each_look() -> None:
    """The recommended wait holds until the next answer, which may have another or none."""
    working = a_run("in_progress")
    port = ScriptedPort(
        working, (working, ADVICE), working, (working, {"openai-poll-after-ms": "?"}), a_run()
    )
    poll(port)
    assert ["pause 0.15", "pause 2", "pause 0.294", "pause 0.4116"] == port.log[1::2]


def test_a_fixed_interval_is_kept() -> None:
    """poll_interval_ms overrides schedule and advice."""
    working = a_run("in_progress")
    port = ScriptedPort(working, (working, ADVICE), working, a_run())
    poll(port, poll_interval_ms=500)
    assert ["pause 0.5"] * 3 == port.log[1::2]


def test_every_look_is_shown() -> None:
    """on_poll gets the run after each look."""
    seen: list[str] = []
    port = ScriptedPort(a_run("queued"), a_run("in_progress"), a_run())
    poll(port, on_poll=lambda run: seen.append(run.status))
    assert ["in_progress", "completed"] == seen


@pytest.mark.parametrize(
    "hiccup",
    [
        refusal(429),
        refusal(500),
        refusal(503),
        failures.make_timeout_error(SETTINGS, "ReadTimeout", timeout=60, waited=60, sent=True),
        failures.make_connection_error(SETTINGS, "reset", sent=False),
        failures.make_validation_error(SETTINGS, 200, b"<html>", "text/html"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_hiccup_is_sat_out(hiccup: a.APIError) -> None:
    """The run goes on at the server whatever happens to a look at it."""
    port = ScriptedPort(a_run("in_progress"), *[hiccup] * 9, a_run())
    assert "completed" == poll(port).status


def test_a_look_that_fails_is_given_longer_the_next_time() -> None:
    """A look that hangs is given up early, but a server that is slow is heard in the end."""
    hangs = failures.make_timeout_error(SETTINGS, "ReadTimeout", timeout=60, waited=60, sent=True)
    port = ScriptedPort(a_run("in_progress"), hangs, hangs, a_run("in_progress"), a_run())
    poll(port)
    assert [5.0, 10.0, 20.0, 5.0] == port.timeouts


def test_what_a_look_met_is_the_cause_of_the_error_at_the_deadline() -> None:
    """Who was not told how the run is learns why; a failure that was got over is no cause."""
    down, working = refusal(503), a_run("in_progress")
    with pytest.raises(a.RunDeadlineExceeded) as caught:
        poll(ScriptedPort(working, *[down] * 99), deadline=1)
    assert down is caught.value.__cause__
    with pytest.raises(a.RunDeadlineExceeded) as caught:
        poll(ScriptedPort(working, down, *[working] * 99), deadline=1)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_will_not_pass_is_raised(status: int) -> None:
    """A run that is gone, or a key that is taken away, ends the following; the error knows the run."""
    port = ScriptedPort(a_run("in_progress"), refusal(status))
    with pytest.raises(a.APIStatusError) as caught:
        poll(port)
    assert (status, "run_1", "thread_1") == (
        caught.value.status_code,
        caught.value.run_id,
        caught.value.thread_id,
    )
    assert "[run run_1 on thread thread_1]" in str(caught.value)


@pytest.mark.parametrize(
    ("seconds", "run", "fields"),
    [
        (7.5, a_run("in_progress"), {"deadline": 7.5}),
        (600 + GRACE, a_run("in_progress"), {}),
        (WITHOUT_EXPIRY, a_run("in_progress", expires_at=None), {}),
        (WITHOUT_EXPIRY, a_run("in_progress", expires_at=...), {}),
    ],
    ids=["the caller's", "the expiry's", "null", "absent"],
)
def test_a_run_is_not_followed_for_ever(seconds: float, run: Run, fields: dict[str, Any]) -> None:
    """At the deadline there is a last look, then an error with the run; the run is left alone."""
    port = ScriptedPort(*[run] * 10_000)
    with pytest.raises(
        a.RunDeadlineExceeded, match=rf"run_1 .* still 'in_progress' after {seconds:g} "
    ) as caught:
        poll(port, **fields)
    assert run is caught.value.run
    assert seconds == pytest.approx(port.now)
    assert "get_run" == port.log[-1]


def test_at_the_deadline_the_run_may_be_returned() -> None:
    """on_deadline="return" hands it over as it is."""
    port = ScriptedPort(*[a_run("in_progress")] * 99)
    assert "in_progress" == poll(port, deadline=1, on_deadline="return").status


def test_at_the_deadline_the_run_may_be_cancelled() -> None:
    """on_deadline="cancel" asks the server to stop it, and raises."""
    port = ScriptedPort(a_run("in_progress"), a_run("in_progress"), a_run("cancelling"))
    with pytest.raises(a.RunDeadlineExceeded):
        poll(port, deadline=0.1, on_deadline="cancel")
    assert ["get_run", "pause 0.1", "get_run", "rescue", "cancel_run"] == port.log


def test_a_cancellation_that_fails_is_tried_again() -> None:
    """There are two seconds for it, and the error says whether it was taken."""
    working, down = a_run("in_progress"), refusal(503)
    port = ScriptedPort(working, working, down, down, a_run("cancelling"))
    with pytest.raises(a.RunDeadlineExceeded) as caught:
        poll(port, deadline=0.1, on_deadline="cancel")
    assert caught.value.cancelled
    assert ["rescue", "cancel_run", "pause 0.4375", "cancel_run", "pause 0.875", "cancel_run"] == port.log[3:]


@pytest.mark.parametrize(
    "failure", [refusal(503), refusal(400, "Cannot cancel run with status 'completed'.")]
)
def test_a_cancellation_that_did_not_get_through_is_told(failure: a.APIError) -> None:
    """Whoever catches the error knows that the run may go on; no more than two seconds are spent on it."""
    working = a_run("in_progress")
    port = ScriptedPort(working, working, *[failure] * 9)
    with pytest.raises(a.RunDeadlineExceeded) as caught:
        poll(port, deadline=0.1, on_deadline="cancel")
    assert not caught.value.cancelled
    assert port.now <= 2.1


@pytest.mark.parametrize(("cancelled", "fields"), [(False, {}), (True, {"cancel_on_exit": True})])
def test_an_interruption_cancels_the_run_if_asked_to(cancelled: bool, fields: dict[str, Any]) -> None:
    """Ctrl-C leaves a run alone that was only watched, unless told otherwise."""
    port = ScriptedPort(a_run("in_progress"), a_run("cancelling"))
    port.interruption = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        poll(port, **fields)
    assert cancelled is ("cancel_run" in port.log)


@pytest.mark.parametrize("raised", [LookupError("no"), refusal(404), a.ToolError("no")], ids=repr)
def test_whatever_a_hook_raises_is_an_interruption(raised: Exception) -> None:
    """An error of a hook's own reaches the caller, also one of this package's, and the run is cancelled."""

    def fail(run: Run) -> None:
        raise raised

    port = ScriptedPort(a_run("queued"), a_run("in_progress"), a_run("cancelling"))
    with pytest.raises(type(raised)) as caught:
        finish(create(port, on_poll=fail))
    assert raised is caught.value
    assert ["rescue", "cancel_run"] == port.log[-2:]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("deadline is a number of seconds above 0, got '5'", {"deadline": "5"}),
        ("deadline is a number of seconds above 0, got 0", {"deadline": 0}),
        ("deadline is a number of seconds above 0, got nan", {"deadline": float("nan")}),
        ("poll_interval_ms is a number of milliseconds above 0, got -1", {"poll_interval_ms": -1}),
        ("on_deadline is 'raise', 'cancel' or 'return', got 'stop'", {"on_deadline": "stop"}),
    ],
)
def test_a_wrong_setting_is_refused_before_anything_is_sent(said: str, fields: dict[str, Any]) -> None:
    """The error names the argument and its range."""
    port = ScriptedPort()
    with pytest.raises(ValueError, match=said):
        poll(port, **fields)
    assert [] == port.log


def create(port: ScriptedPort, **fields: Any) -> Coroutine[Any, Any, Run]:
    """Create a run on a thread and poll it."""
    return polling.create_and_poll(port, "thread_1", assistant_id="asst_1", **fields)


def create_both(port: ScriptedPort, **fields: Any) -> Coroutine[Any, Any, Run]:
    """Create a thread with a run and poll that."""
    return polling.create_and_run_poll(port, assistant_id="asst_1", **fields)


def submit(port: ScriptedPort, **fields: Any) -> Coroutine[Any, Any, Run]:
    """Answer a run and poll it."""
    outputs: Any = [{"tool_call_id": "call_1", "output": "3"}]
    return polling.submit_tool_outputs_and_poll(
        port, "run_1", thread_id="thread_1", tool_outputs=outputs, **fields
    )


COMPOUNDS = pytest.mark.parametrize(
    ("flow", "first"),
    [
        (create, ("create_run", ("thread_1",), {"assistant_id": "asst_1"})),
        (create_both, ("create_thread_and_run", (), {"assistant_id": "asst_1"})),
        (
            submit,
            (
                "submit_tool_outputs_to_run",
                ("thread_1", "run_1"),
                {"tool_outputs": [{"tool_call_id": "call_1", "output": "3"}]},
            ),
        ),
    ],
)
Flow = Callable[..., Coroutine[Any, Any, Run]]


@COMPOUNDS
def test_a_compound_sends_and_then_polls(flow: Flow, first: tuple[Any, ...]) -> None:
    """Options of the following are not sent; the run that the server made is followed."""
    made = "run_1" if flow is submit else "run_9"
    port = ScriptedPort(a_run("queued", id=made), a_run(id=made, **RESTING[-1]))
    run = finish(flow(port, poll_interval_ms=1000, deadline=60, on_deadline="return"))
    assert "requires_action" == run.status
    assert [first, ("get_run", ("thread_1", made), {})] == port.asked
    assert "pause 1" == port.log[1]


@pytest.mark.parametrize("flow", [runs.submit_tool_outputs, polling.submit_tool_outputs_and_poll])
def test_outputs_may_come_with_no_stream(flow: Any) -> None:
    """stream=False is what the server does anyway; stream=True is refused, as where a run is created."""
    outputs = [{"tool_call_id": "call_1", "output": "3"}]
    port = ScriptedPort(a_run())
    run = finish(flow(port, "run_1", thread_id="thread_1", tool_outputs=outputs, stream=False))
    assert ("run_1", {"tool_outputs": outputs}) == (run.id, port.asked[0][2])
    with pytest.raises(TypeError, match="this method returns a Run, not a stream; leave it out"):
        finish(flow(ScriptedPort(), "run_1", thread_id="thread_1", tool_outputs=outputs, stream=True))


def test_a_mistake_in_the_outputs_does_not_cancel_the_run() -> None:
    """Nothing was sent yet, and nobody was interrupted."""
    port = ScriptedPort()
    with pytest.raises(TypeError, match="tool_outputs"):
        finish(polling.submit_tool_outputs_and_poll(port, "run_1", thread_id="thread_1", cancel_on_exit=True))  # type: ignore[call-arg]
    assert [] == port.log


@COMPOUNDS
def test_a_compound_refuses_wrong_settings_before_it_sends(flow: Flow, first: tuple[Any, ...]) -> None:
    """A deadline that makes no sense does not leave a run behind."""
    port = ScriptedPort()
    with pytest.raises(ValueError, match="deadline"):
        finish(flow(port, deadline=-1))
    assert [] == port.log


@pytest.mark.parametrize(("flow", "owner"), [(create, True), (create_both, True), (submit, False)])
def test_who_created_a_run_cancels_it_on_leaving(flow: Flow, owner: bool) -> None:
    """An interruption cancels a run of the caller's own, and not one that it only answered."""
    port = ScriptedPort(a_run("queued"), a_run("cancelling"))
    port.interruption = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        finish(flow(port))
    assert owner is ("cancel_run" in port.log)


def test_parts_to_include_are_asked_for() -> None:
    """`include` goes into the query of the creation."""
    port = ScriptedPort(a_run())
    include = ["step_details.tool_calls[*].file_search.results[*].content"]
    finish(create(port, include=include))
    assert include == port.asked[0][2]["include[]"]


def test_each_following_starts_fast_again() -> None:
    """A run that was answered after a minute is looked at as soon as one that was just made."""
    working, waiting = a_run("in_progress"), a_run("requires_action", ("call_1", "f", "{}"))
    port = ScriptedPort(working, waiting, working, a_run())
    watch = Watch(port)
    run = finish(follow_run(watch, working))
    port.now += 60
    finish(follow_run(watch, a_run("queued")))
    assert "requires_action" == run.status
    assert ["pause 0.15", "pause 0.21", "pause 0.15"] == [
        entry for entry in port.log if entry.startswith("pause")
    ][:3]
