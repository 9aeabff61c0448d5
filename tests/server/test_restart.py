"""A file outlives its server: everything is still there, and runs that were under way go on."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from assistants_v2_server import LoopExecutor
from sqlalchemy import text

from ..databases.places import Databases
from .driving import Api, Clock, GatedModel, HeldExecutor, ScriptedModel, calls, function, says, stuck_process

Serve = Callable[..., Api]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "assistants.db"


def test_everything_is_still_there(serve: Serve, file: Path) -> None:
    """Objects, lists, pages and places of deleted objects survive the server."""
    first = serve(path=file, model=ScriptedModel(says("a")))
    thread, assistant = first.thread("q1", "q2"), first.assistant(metadata={"k": "v"})
    run = first.settled(first.run(thread, assistant))
    messages = first.get(f"/threads/{thread}/messages")
    first.delete(f"/threads/{thread}/messages/{messages['data'][1]['id']}")
    before = [first.get(f"/assistants/{assistant}"), run, first.steps(run), first.get(f"/threads/{thread}")]
    first.client.close()

    second = serve(path=file)
    after = [second.get(f"/assistants/{assistant}"), second.settled(run), second.steps(run)]
    assert before == [*after, second.get(f"/threads/{thread}")]
    rest = second.get(f"/threads/{thread}/messages", after=messages["data"][1]["id"])
    assert messages["data"][2:] == rest["data"]
    assert ["q1", "a", "later"] == [*second.texts(thread), *_added(second, thread)]


def _added(api: Api, thread: str) -> list[str]:
    """The text of a message added now, which must be the newest."""
    api.post(f"/threads/{thread}/messages", {"role": "user", "content": "later"})
    return api.texts(thread)[-1:]


def test_a_queued_run_is_resumed(serve: Serve, file: Path) -> None:
    """A run that nobody had begun is worked on by the next server."""
    first = serve(path=file, executor=HeldExecutor(), model=ScriptedModel())
    run = first.run(first.thread("q"), first.assistant())
    first.client.close()
    second = serve(path=file, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))


def test_a_run_left_cancelling_is_cancelled(serve: Serve, file: Path) -> None:
    """A cancellation that an older version of the server left half done is carried out."""
    first = serve(path=file, executor=HeldExecutor(), model=ScriptedModel())
    run = first.run(first.thread("q"), first.assistant())
    with first.server.database.write() as connection:
        connection.execute(text("UPDATE run SET status = 'cancelling'"))
    first.client.close()
    assert "cancelled" == serve(path=file).settled(run)["status"]


def test_a_run_that_waits_for_outputs_goes_on_waiting(serve: Serve, file: Path) -> None:
    """A required action is still required, and its outputs are still taken."""
    first = serve(path=file, model=ScriptedModel(calls("f")))
    run = first.settled(first.run(first.thread("q"), first.assistant(tools=[function("f")])))
    first.client.close()
    second = serve(path=file, model=ScriptedModel(says("done")))
    assert run == second.settled(run)
    second.outputs(run, "o")
    assert "completed" == second.settled(run)["status"]


def test_a_run_whose_time_passed_meanwhile_has_expired(serve: Serve, file: Path, clock: Clock) -> None:
    """A server that comes back too late does not ask the model any more."""
    first = serve(path=file, executor=HeldExecutor(), model=ScriptedModel())
    run = first.run(first.thread("q"), first.assistant())
    first.client.close()
    clock.forward(600)
    model = ScriptedModel()
    assert ("expired", []) == (serve(path=file, model=model).settled(run)["status"], model.prompts)


def test_closing_lets_go_of_a_run_in_hand(serve: Serve, file: Path) -> None:
    """Closing does not wait for a model; the next server takes the run to its end at once."""
    model = GatedModel(says("too late"))
    first = serve(path=file, model=model, executor=LoopExecutor(1))
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    first.client.close()
    second = serve(path=file, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))
    model.gate.set()


def test_a_run_whose_process_was_killed_is_resumed(serve: Serve, file: Path, databases: Databases) -> None:
    """A process that dies in the midst of a model turn leaves a run that the next one takes to its end."""
    with stuck_process(databases.at(file)) as (run, victim):
        victim.send_signal(signal.SIGKILL)
    api = serve(path=file, clock=time.time, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (api.settled(run)["status"], api.texts(run["thread_id"]))
