"""Whoever leaves early leaves nothing behind: no run at work, no thread, no socket."""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
import trio
from assistants_v2 import AsyncAssistants
from assistants_v2.rules import paging
from assistants_v2_server import Server
from assistants_v2_server.faults import Backend
from assistants_v2_server.faults import (
    slow as late,
)

from ..ergonomic.objects import a_run
from ..faults.scripted import ScriptedBackend
from ..server.driving import GatedModel, ScriptedModel, calls, says
from .worlds import (
    CANCEL,
    HASTY,
    MESSAGES,
    PATIENCE,
    RUN,
    RUNS,
    SUBMIT,
    Hanging,
    Servers,
    Triggering,
    World,
    at,
    rule,
    stored,
    until,
    wire,
)

PROGRAM = Path(__file__).with_name("interrupted.py")


class Desk:
    """A thread and an assistant at a server of ours, whose model waits until the test lets it go on."""

    def __init__(
        self, servers: Servers, model: GatedModel | ScriptedModel, backend: Backend | None = None
    ) -> None:
        self.model = model
        self.server = servers.behind(backend) if backend else servers.ours(model=model)
        self.thread = self.made("/threads", b'{"messages": [{"role": "user", "content": "Hello?"}]}')
        self.assistant = self.made("/assistants", b'{"model": "rehearsal"}')

    def made(self, path: str, body: bytes) -> str:
        """Create something, past all faults, and return its id."""
        return str(json.loads(self.server.backend.handle("POST", path, "", {}, body).body)["id"])

    def statuses(self) -> list[str]:
        """Return the statuses of the thread's runs, oldest first, once the model is done with them."""
        if isinstance(self.model, GatedModel):
            self.model.gate.set()
        runs = stored(self.server, f"/threads/{self.thread}/runs")
        until(lambda: all(at(self.server, path_of(run))["status"] in ENDS for run in runs))
        return [str(at(self.server, path_of(run))["status"]) for run in runs]


ENDS = ("completed", "cancelled", "expired", "failed")


def path_of(run: Any) -> str:
    """Return the path of a run as it is on the wire."""
    return f"/threads/{run['thread_id']}/runs/{run['id']}"


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """What a test leaves open is heard of in that test, and not in a later one."""
    yield
    gc.collect()


@pytest.fixture
def slow(servers: Servers) -> Iterator[Desk]:
    """A desk whose runs take as long as the test wants them to."""
    model = GatedModel(*[says("At last.")] * 3)
    yield Desk(servers, model)
    model.gate.set()


@contextmanager
def started(colour: str, way: str, desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """Start the program that waits."""
    arguments = [sys.executable, str(PROGRAM), colour, way, desk.server.base_url, desk.thread, desk.assistant]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def pressed(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C, and return what the program printed after it ended from that."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (-signal.SIGINT, "KeyboardInterrupt") == (process.returncode, err.strip().splitlines()[-1])
    assert "Warning" not in err
    return out


@pytest.mark.parametrize("way", ["create_and_poll", "execute"])
def test_ctrl_c(colour: str, slow: Desk, way: str) -> None:
    """Ctrl-C while a run is polled cancels it at the server, and the program ends as interrupted ones do."""
    with started(colour, way, slow) as process:
        until(lambda: slow.server.seen("GET", RUN))
        pressed(process)
    assert 1 == len(slow.server.seen("POST", CANCEL))
    assert ["cancelled"] == slow.statuses()


def test_ctrl_c_while_the_run_is_created(colour: str, slow: Desk) -> None:
    """The reply that names the run never comes, and the run is cancelled all the same."""
    slow.server.inject(rule(f"POST {RUNS}", late(PATIENCE / 4)))
    with started(colour, "creating", slow) as process:
        until(lambda: slow.server.seen("POST", RUNS))
        pressed(process)
    assert ["cancelled"] == slow.statuses()


def test_ctrl_c_before_the_run_is_stored(colour: str, servers: Servers) -> None:
    """The server takes its time to store the run, and the client looks until it is there."""
    model, came = GatedModel(says("At last.")), threading.Event()
    ours = servers.stack.enter_context(Server(model=model))

    def dawdle() -> None:
        came.set()
        time.sleep(0.7)

    desk = Desk(servers, model, Triggering(ours, f"POST {RUNS}", 1, dawdle))
    with started(colour, "creating", desk) as process:
        assert came.wait(PATIENCE)
        pressed(process)
    assert len(desk.server.seen("GET", RUNS)) > 1
    assert ["cancelled"] == desk.statuses()


def test_ctrl_c_in_a_long_pause(colour: str, slow: Desk) -> None:
    """Ctrl-C does not wait for the pause between two looks to end."""
    with started(colour, "long_pause", slow) as process:
        until(lambda: slow.server.seen("POST", RUNS))
        time.sleep(0.2)  # the client's pause has begun when it has read the answer
        pressed(process)
    assert ([], 1) == (slow.server.seen("GET", RUN), len(slow.server.seen("POST", CANCEL)))
    assert ["cancelled"] == slow.statuses()


def test_ctrl_c_with_cancel_on_exit_false(colour: str, slow: Desk) -> None:
    """Who asks for that leaves the run at work."""
    with started(colour, "left_alone", slow) as process:
        until(lambda: slow.server.seen("GET", RUN))
        pressed(process)
    assert [] == slow.server.seen("POST", CANCEL)
    assert ["completed"] == slow.statuses()


def test_ctrl_c_while_another_run_locks_the_thread(colour: str, slow: Desk) -> None:
    """A run that is only waited for belongs to somebody else, and goes on."""
    slow.made(f"/threads/{slow.thread}/runs", f'{{"assistant_id": "{slow.assistant}"}}'.encode())
    with started(colour, "busy", slow) as process:
        until(lambda: len(slow.server.seen("GET", RUN)) > 1)  # the first only asks which run it is
        pressed(process)
    assert [] == slow.server.seen("POST", CANCEL)
    assert ["completed"] == slow.statuses()


@pytest.mark.parametrize("together", [1, 3])
def test_ctrl_c_in_a_tool(colour: str, servers: Servers, together: int) -> None:
    """Ctrl-C while tools run cancels the run without waiting for them.

    Those that run on threads cannot be interrupted, and finish what they have begun.
    """
    desk = Desk(servers, ScriptedModel(calls(*["look_up"] * together), says("Found.")))
    with started(colour, "execute", desk) as process:
        assert process.stdout is not None
        assert ["in the tool\n"] * together == [process.stdout.readline() for _ in range(together)]
        process.send_signal(signal.SIGINT)
        until(lambda: desk.server.seen("POST", CANCEL))
        assert process.poll() is None or (colour, together) == ("blocking", 1)
        out, err = process.communicate(timeout=PATIENCE)
    assert (-signal.SIGINT, "KeyboardInterrupt") == (process.returncode, err.strip().splitlines()[-1])
    in_threads = 0 if (colour, together) == ("blocking", 1) else together
    assert in_threads == out.count("finished")
    assert ["cancelled"] == desk.statuses()


def left_early(desk: Desk, **options: Any) -> Callable[[AsyncAssistants], Any]:
    """Return a workflow that would follow a run for ever."""
    fields = {"assistant_id": desk.assistant, **HASTY, **options}
    return lambda client: client.threads.runs.create_and_poll(desk.thread, **fields)


async def cancelled_task(desk: Desk, work: Callable[[AsyncAssistants], Any]) -> None:
    """Cancel a task that has begun to follow a run."""
    async with AsyncAssistants(base_url=desk.server.base_url, api_key="sk-test") as client:
        task = asyncio.ensure_future(work(client))
        await anyio.to_thread.run_sync(until, lambda: desk.server.seen("GET", RUN))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_task_cancellation(slow: Desk) -> None:
    """Cancelling the task of a workflow cancels its run at the server, and the task is cancelled."""
    asyncio.run(cancelled_task(slow, left_early(slow)))
    assert 1 == len(slow.server.seen("POST", CANCEL))
    assert ["cancelled"] == slow.statuses()


def test_task_cancellation_with_cancel_on_exit_false(slow: Desk) -> None:
    """Who asks for that leaves the run at work."""
    asyncio.run(cancelled_task(slow, left_early(slow, cancel_on_exit=False)))
    assert ([], ["completed"]) == (slow.server.seen("POST", CANCEL), slow.statuses())


def test_task_cancellation_of_one_of_many(slow: Desk) -> None:
    """The others that use the client go on."""
    other = slow.made("/threads", b'{"messages": [{"role": "user", "content": "And me?"}]}')

    async def two() -> Any:
        async with AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test") as client:
            runs = client.threads.runs
            fields: Any = {"assistant_id": slow.assistant, **HASTY}
            stays = asyncio.ensure_future(runs.create_and_poll(other, **fields))
            leaves = asyncio.ensure_future(runs.create_and_poll(slow.thread, **fields))
            await anyio.to_thread.run_sync(until, lambda: len(slow.server.seen("GET", RUN)) > 4)
            leaves.cancel()
            with pytest.raises(asyncio.CancelledError):
                await leaves
            assert isinstance(slow.model, GatedModel)
            slow.model.gate.set()
            return await stays

    assert "completed" == asyncio.run(two()).status
    assert ["cancelled"] == slow.statuses()


@pytest.mark.anyio
async def test_task_cancellation_after_the_client_was_closed(slow: Desk) -> None:
    """Nothing can be cancelled at the server then, and the task is cancelled all the same."""
    client = AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test")
    task = asyncio.ensure_future(left_early(slow, poll_interval_ms=60_000)(client))
    await anyio.to_thread.run_sync(until, lambda: slow.server.seen("POST", RUNS))
    await asyncio.sleep(0.1)
    await client.close()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.anyio
async def test_task_cancellation_while_outputs_are_submitted(servers: Servers) -> None:
    """Who asks for that has the run cancelled, although nothing but its id is known of it."""
    answers = {f"POST {SUBMIT}": [wire(a_run("queued"))], f"POST {CANCEL}": [wire(a_run("cancelling"))]}
    hanging = Hanging(ScriptedBackend(answers), f"POST {SUBMIT}")
    server = servers.behind(hanging)
    async with AsyncAssistants(base_url=server.base_url, api_key="sk-test") as client:
        submit = client.threads.runs.submit_tool_outputs_and_poll
        outputs: Any = [{"tool_call_id": "call_1", "output": "17"}]
        fields: Any = {"thread_id": "thread_1", "tool_outputs": outputs, "cancel_on_exit": True}
        task = asyncio.ensure_future(submit("run_1", **fields))
        await anyio.to_thread.run_sync(until, lambda: hanging.count)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert hanging.hung()
    assert 1 == len(server.seen("POST", CANCEL))


def test_timeout(slow: Desk) -> None:
    """A time-out around a workflow cancels its run."""

    async def timed() -> None:
        async with (
            AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test") as client,
            asyncio.timeout(None) as bound,
        ):

            async def end(run: object) -> None:
                bound.reschedule(0)

            await left_early(slow, on_poll=end)(client)

    with pytest.raises(TimeoutError):
        asyncio.run(timed())
    assert ["cancelled"] == slow.statuses()


def test_task_cancellation_on_trio(slow: Desk) -> None:
    """A cancelled scope around a workflow cancels its run as well."""

    async def scoped() -> bool:
        async with AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test") as client:
            with trio.CancelScope() as scope:

                async def end(run: object) -> None:
                    scope.deadline = trio.current_time()

                await left_early(slow, on_poll=end)(client)
        return scope.cancelled_caught

    assert trio.run(scoped)
    assert 1 == len(slow.server.seen("POST", CANCEL))
    assert ["cancelled"] == slow.statuses()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_task_cancellation_while_the_run_is_created(slow: Desk, backend: str) -> None:
    """The run is found by its mark, on a new thread too, and no other run is cancelled."""
    other = slow.made("/threads", b'{"messages": [{"role": "user", "content": "And I?"}]}')
    slow.made(f"/threads/{other}/runs", f'{{"assistant_id": "{slow.assistant}"}}'.encode())
    slow.server.inject(rule(f"POST {RUNS}", late(PATIENCE / 4), times=2))

    async def left() -> list[bool]:
        async with AsyncAssistants(
            base_url=slow.server.base_url, api_key="sk-test", idempotency_metadata="nonce"
        ) as client:
            fields: Any = {"assistant_id": slow.assistant}
            question: Any = {"messages": [{"role": "user", "content": "Hello?"}]}
            caught: list[bool] = []
            for call in (
                lambda: client.threads.runs.execute(slow.thread, **fields),
                lambda: client.threads.create_and_run_poll(thread=question, **fields),
            ):
                with anyio.move_on_after(0.5) as scope:
                    await call()
                caught.append(scope.cancelled_caught)
        return caught

    assert [True, True] == anyio.run(left, backend=backend)
    assert 2 == len(slow.server.seen("POST", CANCEL))
    assert ["cancelled"] == slow.statuses()
    assert ["cancelled"] != [run["status"] for run in stored(slow.server, f"/threads/{other}/runs")]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_task_cancellation_does_not_wait_for_a_server_that_hangs(servers: Servers, backend: str) -> None:
    """When the cancellation of the run gets no answer either, the caller is let go all the same."""
    gate, let_go = threading.Event(), list[bool]()
    hanging = {f"POST {CANCEL}": [wire(a_run("cancelling"))]}
    script = {f"POST {RUNS}": [wire(a_run("queued"))], f"GET {RUN}": [wire(a_run("in_progress"))], **hanging}
    hangs = Triggering(
        ScriptedBackend(script), f"POST {CANCEL}", 1, lambda: let_go.append(gate.wait(PATIENCE))
    )
    server = servers.behind(hangs)

    async def left() -> bool:
        async with AsyncAssistants(base_url=server.base_url, api_key="sk-test") as client:
            with anyio.CancelScope() as scope:

                async def end(run: object) -> None:
                    scope.deadline = anyio.current_time()

                await client.threads.runs.create_and_poll(
                    "thread_1", assistant_id="asst_1", poll_interval_ms=5, on_poll=end
                )
        return scope.cancelled_caught

    assert anyio.run(left, backend=backend)
    gate.set()
    until(lambda: let_go)
    assert [True] == let_go


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_break_out_of_an_async_list(servers: Servers, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving a list early needs no ceremony on any event loop: nothing warns, nothing stays open."""
    monkeypatch.setattr(paging, "WORTH_WHILE", 0.0)  # the next page is on its way, wherever that is possible
    desk = Desk(servers, ScriptedModel())
    for _ in range(5):
        desk.made(f"/threads/{desk.thread}/messages", b'{"role": "user", "content": "More"}')

    async def first() -> int:
        async with AsyncAssistants(base_url=desk.server.base_url, api_key="sk-test") as client:
            async for _ in client.threads.messages.list(desk.thread, limit=2):
                break
            async for _ in await client.threads.messages.list(desk.thread, limit=2):
                break
            async for _ in client.threads.messages.list(desk.thread, limit=2).pages():
                break
        return len(desk.server.seen("GET", MESSAGES))

    assert anyio.run(first, backend=backend) >= 3


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_break_out_of_wait_all(slow: Desk, backend: str) -> None:
    """Leaving `wait_all` early needs no ceremony either, and leaves the other runs at work."""

    message: Any = {"role": "user", "content": "Hello?"}

    async def first() -> bool:
        async with AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test") as client:
            threads, runs = client.threads, client.threads.runs
            fields: Any = {"assistant_id": slow.assistant, "thread": {"messages": [message]}}
            begun = [await threads.create_and_run(**fields) for _ in range(3)]
            await runs.cancel(begun[1].id, thread_id=begun[1].thread_id)
            async for run in runs.wait_all(begun):
                assert begun[1].id == run.id
                break
            others = [await runs.retrieve(run.id, thread_id=run.thread_id) for run in begun[::2]]
        return all(run.status in ("queued", "in_progress") for run in others)

    assert anyio.run(first, backend=backend)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # those that the loops left open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_client_outlives_its_event_loop(slow: Desk) -> None:
    """One async client serves one event loop after the other: connections are left with theirs."""
    client = AsyncAssistants(base_url=slow.server.base_url, api_key="sk-test", max_retries=0)

    async def asked(client: AsyncAssistants) -> list[str]:
        others = client.with_options(timeout=20), client.with_options(timeout=20).with_options(max_retries=1)
        return [(await each.threads.retrieve(slow.thread)).id for each in (client, *others) * 2]

    for backend in ("asyncio", "asyncio", "trio", "trio", "asyncio"):
        assert [slow.thread] * 6 == anyio.run(asked, client, backend=backend)
    anyio.run(client.close)
    del client


@pytest.mark.anyio
async def test_no_thread_and_no_socket_is_left(world: World, slow: Desk) -> None:
    """A closed client has closed its connections, and its threads have ended."""
    before = {*threading.enumerate()}
    client = world.client(slow.server)
    for _ in range(3):
        await world.do(client.threads.retrieve(slow.thread))
    assert 1 == slow.server.open_connections
    await world.close()
    await anyio.to_thread.run_sync(until, lambda: 0 == slow.server.open_connections)
    left = [thread.name for thread in {*threading.enumerate()} - before if "AnyIO" not in thread.name]
    assert [] == [name for name in left if not name.startswith("fault-server")]
