"""An interruption while a run is being created: it is found by its mark and cancelled, and no other is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import execution, polling, runs
from assistants_v2.io.runner import finish
from assistants_v2_raw import models
from attrs import evolve

from ..objects import a_run
from .scripted_port import SETTINGS, ScriptedPort, refusal

MARKED = {"nonce": "token"}
QUEUED, CANCELLING = a_run("queued", metadata=MARKED), a_run("cancelling")
OTHER = a_run("in_progress", id="run_7", metadata={"nonce": "of another call"})
BUSY = refusal(400, "Thread thread_1 already has an active run run_7.")
CTRL_C = KeyboardInterrupt()

Flow = Callable[..., Coroutine[Any, Any, Any]]


def marking(*script: Any) -> ScriptedPort:
    """Return a port of a client that marks what it creates."""
    port = ScriptedPort(*script)
    port.settings = evolve(SETTINGS, idempotency_metadata="nonce")
    return port


def listed(*found: models.Run) -> models.RunList:
    """Return the only page of a list of runs."""
    data = [run.to_dict() for run in found]
    return models.RunList.from_dict({"object": "list", "data": data, "has_more": False})


def poll(port: ScriptedPort, **fields: Any) -> Coroutine[Any, Any, Any]:
    """Create a run and follow it."""
    return polling.create_and_poll(port, "thread_1", assistant_id="asst_1", **fields)


def execute(port: ScriptedPort, **fields: Any) -> Coroutine[Any, Any, Any]:
    """Create a run and take it to its end."""
    return execution.execute(port, "thread_1", assistant_id="asst_1", **fields)


def interrupt(flow: Coroutine[Any, Any, Any], by: type[BaseException] = KeyboardInterrupt) -> None:
    """Run a flow that an interruption ends."""
    with pytest.raises(by):
        finish(flow)


def cancelled(port: ScriptedPort) -> list[str]:
    """Return the ids of the runs that the server was asked to cancel."""
    return [ids[1] for operation, ids, _ in port.asked if operation == "cancel_run"]


@pytest.mark.parametrize("flow", [poll, execute])
def test_the_run_is_found_by_its_mark_and_cancelled(flow: Flow) -> None:
    """Nobody knows its id, but nobody else has its mark."""
    port = marking(CTRL_C, listed(OTHER, QUEUED), CANCELLING)
    interrupt(flow(port))
    assert ["create_run", "rescue", "list_runs", "cancel_run"] == port.log
    assert ["run_1"] == cancelled(port)


def test_a_run_of_another_call_is_left_alone() -> None:
    """After two seconds the search is given up, since the request may never have been sent."""
    port = marking(CTRL_C, *[listed(OTHER)] * 99)
    interrupt(poll(port))
    assert [] == cancelled(port)
    assert port.now == pytest.approx(2)


def test_the_run_may_be_stored_after_the_first_look() -> None:
    """The request may still be on its way: a look that does not find the run, or fails, is repeated."""
    port = marking(CTRL_C, listed(), refusal(503), listed(OTHER), listed(QUEUED), CANCELLING)
    interrupt(poll(port))
    assert 4 == port.log.count("list_runs")
    assert ["run_1"] == cancelled(port)


@pytest.mark.parametrize("raised", [LookupError("of a signal's handler"), SystemExit()], ids=repr)
def test_whatever_interrupts_the_request_counts(raised: BaseException) -> None:
    """A signal's handler may raise what it likes."""
    port = marking(raised, listed(QUEUED), CANCELLING)
    interrupt(poll(port), type(raised))
    assert ["run_1"] == cancelled(port)


def test_an_interruption_while_a_lost_reply_is_looked_for() -> None:
    """It is unknown whether the run was made, and looked for once more."""
    port = marking(refusal(500), CTRL_C, listed(QUEUED), CANCELLING)
    interrupt(poll(port))
    assert ["create_run", "list_runs", "rescue", "list_runs", "cancel_run"] == port.log


def test_an_interruption_while_another_run_is_waited_for() -> None:
    """There is no run of the call's own yet, so nothing is looked for, and the other one goes on."""
    port = marking(BUSY, OTHER)
    port.interruption = CTRL_C
    interrupt(poll(port, on_active_run="wait"))
    assert ["create_run", "get_run"] == port.log


def test_an_interruption_after_another_run_was_waited_for() -> None:
    """The run that is created then is found like any other."""
    over = a_run(id="run_7")
    port = marking(BUSY, OTHER, over, CTRL_C, listed(over, QUEUED), CANCELLING)
    interrupt(poll(port, on_active_run="wait"))
    assert ["run_1"] == cancelled(port)


def test_an_interruption_while_a_failed_run_is_made_again() -> None:
    """The second run is a run of the call's own as well."""
    failed = a_run("failed", last_error={"code": "server_error", "message": "Sorry."}, metadata=MARKED)
    second = a_run("queued", id="run_2", metadata={"nonce": "token 2"})
    port = marking(failed, CTRL_C, listed(failed, second), CANCELLING)
    tokens = iter(("token", "token 2"))
    port.token = lambda: next(tokens)  # type: ignore[method-assign]  # each run has a mark of its own
    interrupt(execute(port, retry_failed=1))
    assert ["run_2"] == cancelled(port)


def test_an_interruption_while_the_run_is_cancelled_at_the_deadline() -> None:
    """The cancellation may not have been sent, so it is sent once more."""
    working = a_run("in_progress")
    port = marking(QUEUED, working, CTRL_C, CANCELLING)
    interrupt(poll(port, deadline=0.1))
    assert ["rescue", "cancel_run", "rescue", "cancel_run"] == port.log[-4:]


def test_without_a_mark_nothing_is_looked_for() -> None:
    """Nobody could tell which run it is."""
    port = ScriptedPort(CTRL_C)
    interrupt(poll(port))
    assert ["create_run"] == port.log


def test_who_does_not_want_the_run_cancelled_has_it_left() -> None:
    """`cancel_on_exit` holds for a run that nobody has seen, too."""
    port = marking(CTRL_C)
    interrupt(poll(port, cancel_on_exit=False))
    assert ["create_run"] == port.log


def test_a_run_on_a_new_thread_is_found_too() -> None:
    """Thread and run are made one after the other, so that the thread is known whose runs are searched."""
    thread = models.Thread.from_dict({"id": "thread_1", "object": "thread"})
    port = marking(thread, CTRL_C, listed(QUEUED), CANCELLING)
    messages = [{"role": "user", "content": "Hello?"}]
    fields: Any = {"assistant_id": "asst_1", "thread": {"messages": messages}, "metadata": {"nr": "1"}}
    interrupt(polling.create_and_run_poll(port, **fields))
    assert [
        ("create_thread", (), {"messages": messages}),
        ("create_run", ("thread_1",), {"assistant_id": "asst_1", "metadata": {"nr": "1"} | MARKED}),
    ] == port.asked[:2]
    assert ["run_1"] == cancelled(port)


def test_a_run_that_is_refused_leaves_no_thread_behind() -> None:
    """As where both are asked for at once."""
    thread = models.Thread.from_dict({"id": "thread_1", "object": "thread"})
    deleted = models.ThreadDeleted(id="thread_1", object="thread.deleted", deleted=True)
    port = marking(thread, refusal(404, "No such assistant."), deleted)
    with pytest.raises(a.NotFoundError, match="No such assistant") as raised:
        finish(polling.create_and_run_poll(port, assistant_id="asst_1"))
    assert raised.value.thread_id is None
    assert ["create_thread", "create_run", "delete_thread"] == port.log


def test_what_only_one_request_can_say_is_said_by_one() -> None:
    """`tool_resources` is no field of a run on a thread that is there already."""
    port = marking(a_run("completed"))
    resources: Any = {"code_interpreter": {"file_ids": []}}
    finish(polling.create_and_run_poll(port, assistant_id="asst_1", tool_resources=resources))
    assert ["create_thread_and_run"] == port.log


@pytest.mark.parametrize("flow", [poll, execute])
def test_an_interruption_after_the_reply_needs_no_search(flow: Flow) -> None:
    """The run is known, with a mark and without."""
    for port in (marking(QUEUED, CANCELLING), ScriptedPort(QUEUED, CANCELLING)):
        port.interruption = CTRL_C
        interrupt(flow(port))
        assert ["create_run", "rescue", "cancel_run"] == port.log


FULL = {f"key_{number}": "x" for number in range(16)}


@pytest.mark.parametrize(
    "call",
    [
        lambda port: runs.create(port, "thread_1", assistant_id="asst_1", metadata=FULL),
        lambda port: execute(port, metadata=FULL, functions=[len]),
        lambda port: polling.create_and_run_poll(port, assistant_id="asst_1", metadata=FULL),
    ],
)
def test_metadata_without_room_for_the_mark_is_refused(call: Any) -> None:
    """Nothing is sent, and the error says whose key is one too many."""
    port = marking()
    with pytest.raises(ValueError, match="16 keys, and idempotency_metadata='nonce' adds one"):
        finish(call(port))
    assert [] == port.log


def test_metadata_may_be_full_where_no_mark_is_made() -> None:
    """What the server makes of it is the server's to say."""
    port = ScriptedPort(a.NotFoundError("No.", status_code=404))
    with pytest.raises(a.NotFoundError):
        finish(runs.create(port, "thread_1", assistant_id="asst_1", metadata=FULL))
    assert FULL == port.asked[0][2]["metadata"]
