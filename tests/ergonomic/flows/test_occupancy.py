"""Creating messages and runs on a thread that another run has locked."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import BadRequestError, ThreadBusy
from assistants_v2.flows import messages, polling
from assistants_v2.io.runner import finish
from assistants_v2_raw.models import Message, RunList

from ..objects import a_message, a_run
from .scripted_port import ScriptedPort, refusal

BUSY = refusal(400, "Can't add messages to thread_1 while a run run_9 is active.")
BUSY_WITHOUT_NAME = refusal(400, "Thread thread_1 already has an active run .")
WRITTEN = a_message("Hello?")


def busy(message: str = "Can't add messages to thread_1 while a run run_9 is active.") -> BadRequestError:
    """Return a new refusal; the workflow writes the thread's id into it."""
    error = refusal(400, message)
    assert isinstance(error, BadRequestError)
    return error


def write(port: ScriptedPort, **fields: Any) -> Message:
    """Add a message to the thread of the script."""
    return finish(messages.create(port, "thread_1", role="user", content="Hello?", **fields))


def test_a_busy_thread_is_an_error_that_names_the_run() -> None:
    """By default nothing is waited for, and the error says which run it is."""
    port = ScriptedPort(busy())
    with pytest.raises(ThreadBusy) as refused:
        write(port)
    assert ("run_9", "thread_1") == (refused.value.run_id, refused.value.thread_id)
    assert ["create_message"] == port.log


def test_another_refusal_is_not_taken_for_a_busy_thread() -> None:
    """Only the texts of the lock count."""
    port = ScriptedPort(refusal(400, "Unknown parameter: 'x'."))
    with pytest.raises(BadRequestError) as refused:
        write(port, on_active_run="wait")
    assert not isinstance(refused.value, ThreadBusy)


def test_the_run_is_waited_for() -> None:
    """The message is written when the run that the server named has ended."""
    port = ScriptedPort(busy(), a_run("in_progress"), a_run("completed"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="wait")
    assert "run_9" == port.asked[1][1][1]
    assert ["create_message", "get_run", "get_run", "create_message"] == [
        entry for entry in port.log if not entry.startswith("pause")
    ]


def test_a_run_that_waits_for_tools_is_waited_for_too() -> None:
    """Somebody else may answer it; requires_action is no end."""
    waiting = a_run("requires_action", ("call_1", "f", "{}"))
    port = ScriptedPort(busy(), waiting, waiting, a_run("completed"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="wait")


def test_the_run_is_cancelled() -> None:
    """Then its end is waited for, since a run that is being cancelled still locks."""
    port = ScriptedPort(busy(), a_run("in_progress"), a_run("cancelling"), a_run("cancelled"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="cancel")
    assert "cancel_run" in port.log


def test_a_run_that_ended_meanwhile_need_not_be_cancelled() -> None:
    """The server refuses to cancel it, and the run says why."""
    refused = refusal(400, "Cannot cancel run with status 'completed'.")
    port = ScriptedPort(busy(), a_run("in_progress"), refused, a_run("completed"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="cancel")


def test_a_server_that_names_no_run_is_asked_for_the_newest() -> None:
    """The text is a shortcut; the list of runs is the truth."""
    newest = RunList(object="list", data=[a_run("in_progress")], has_more=False)
    unnamed = busy("Can't add messages to thread_1 while a run is active.")
    port = ScriptedPort(unnamed, newest, a_run("completed"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="wait")
    assert "list_runs" in port.log


def test_a_lock_that_lingers_is_sat_out() -> None:
    """Some servers call a thread busy for a moment after its run has ended."""
    port = ScriptedPort(busy(), a_run("completed"), busy(), a_run("completed"), WRITTEN)
    assert WRITTEN == write(port, on_active_run="wait")


def test_a_lock_that_never_opens_is_an_error() -> None:
    """The patience with an idle thread ends."""
    port = ScriptedPort(*[answer for _ in range(500) for answer in (busy(), a_run("completed"))])
    with pytest.raises(ThreadBusy):
        write(port, on_active_run="wait")


def test_another_word_is_refused_before_anything_is_sent() -> None:
    """The error names the choices."""
    port = ScriptedPort()
    with pytest.raises(ValueError, match="'raise', 'wait' or 'cancel'"):
        write(port, on_active_run="ignore")
    assert [] == port.log


class TickingPort(ScriptedPort):
    """A port on which time passes whenever somebody looks at the clock."""

    def elapsed(self) -> float:
        self.now += 0.1
        return self.now


@pytest.mark.parametrize("tenths", range(5, 40))
def test_no_pause_is_for_less_than_no_time(tenths: int) -> None:
    """The deadline may pass between any two steps; a sleep of less than nothing would be an error."""
    port = TickingPort(*[answer for _ in range(99) for answer in (busy(), a_run("completed"))])
    with pytest.raises(ThreadBusy):
        finish(
            polling.create_and_poll(
                port, "thread_1", assistant_id="asst_1", on_active_run="wait", deadline=tenths / 10 + 0.05
            )
        )
    assert [] == [what for what in port.log if what.startswith("pause -")]
