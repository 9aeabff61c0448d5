"""A file outlives its server: everything is still there, and runs that were under way go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from assistants_v2_server import ThreadPool

from .driving import Api, Clock, GatedModel, HeldExecutor, ScriptedModel, calls, function, says

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
    first = serve(path=file, executor=HeldExecutor())
    run = first.run(first.thread("q"), first.assistant())
    first.client.close()
    second = serve(path=file, model=ScriptedModel(says("a")))
    assert ("completed", ["q", "a"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))


def test_a_run_left_cancelling_is_cancelled(serve: Serve, file: Path) -> None:
    """A cancellation that was only asked for is carried out by the next server."""
    first = serve(path=file, executor=HeldExecutor())
    run = first.run(first.thread("q"), first.assistant())
    first.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
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
    first = serve(path=file, executor=HeldExecutor())
    run = first.run(first.thread("q"), first.assistant())
    first.client.close()
    clock.forward(600)
    model = ScriptedModel()
    assert ("expired", []) == (serve(path=file, model=model).settled(run)["status"], model.prompts)


def test_closing_lets_a_run_in_hand_finish(serve: Serve, file: Path) -> None:
    """A run that a worker is busy with is completed before the database closes."""
    model = GatedModel(says("a"))
    first = serve(path=file, model=model, executor=ThreadPool(1))
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    closing = threading.Thread(target=first.client.close)
    closing.start()
    model.gate.set()
    closing.join()
    assert "completed" == serve(path=file).settled(run)["status"]


_VICTIM = """
import sys, threading
import httpx
from assistants_v2_server import local_transport

asked = threading.Event()

class Stuck:
    def answer(self, prompt):
        asked.set()
        threading.Event().wait()
        yield

    def close(self):
        pass

client = httpx.Client(base_url="http://local", transport=local_transport(sys.argv[1], Stuck()))
assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
thread = client.post("/threads", json={"messages": [{"role": "user", "content": "q"}]}).json()["id"]
run = client.post(f"/threads/{thread}/runs", json={"assistant_id": assistant}).json()
asked.wait()
print(thread, run["id"], flush=True)
threading.Event().wait()
"""


def test_a_run_whose_process_was_killed_is_resumed(serve: Serve, file: Path) -> None:
    """A process that dies in the midst of a model turn leaves a run that the next one takes to its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _VICTIM, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as victim:
        assert victim.stdout is not None
        thread, run_id = victim.stdout.readline().split()
        victim.send_signal(signal.SIGKILL)
    api = serve(path=file, clock=time.time, model=ScriptedModel(says("a")))
    run = api.settled({"thread_id": thread, "id": run_id})
    assert ("completed", ["q", "a"]) == (run["status"], api.texts(thread))
