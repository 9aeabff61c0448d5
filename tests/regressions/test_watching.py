"""Following many runs at once on one client: each is yielded when it ends, within a budget of requests."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from assistants_v2 import NotFoundError, RunDeadlineExceeded
from assistants_v2_server import Answer
from assistants_v2_server.faults import (
    reset,
    status,
)

from ..ergonomic.objects import a_run
from ..faults.scripted import answer
from ..seams import port_of
from ..server.driving import ScriptedModel, calls, says
from .worlds import CANCEL, HASTY, LATER, RUN, SOON, Servers, Waits, World, rule, run_path, wire

pytestmark = pytest.mark.anyio


class Runs:
    """A server of runs that end after they were looked at so and so often.

    Attributes:
        looks: How many looks each still takes, by id.
        end: The status in which they end.
        asked: The ids that were looked at, in order.
    """

    def __init__(self, looks: Mapping[str, int], end: str = "completed") -> None:
        self.looks = dict(looks)
        self.end = end
        self.asked: list[str] = []
        self.lock = threading.Lock()

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer a look, or a cancellation."""
        run_id = path.split("/runs/")[1].partition("/")[0]
        with self.lock:
            if method == "POST":
                return wire(a_run("cancelling", id=run_id))
            if run_id not in self.looks:
                return answer({"error": {"message": "No such run."}}, 404)
            self.asked.append(run_id)
            self.looks[run_id] -= 1
            return wire(a_run(self.end if self.looks[run_id] <= 0 else "in_progress", id=run_id))


def many(count: int) -> list[Any]:
    """Return so many runs that have just been made."""
    return [a_run("queued", id=f"run_{number:03}") for number in range(count)]


async def waited(world: World, client: Any, runs: Any, **options: Any) -> list[str]:
    """Return the ids of *runs* in the order in which they are yielded."""
    ended = await world.all(client.threads.runs.wait_all(runs, **options))
    return [run.id for run in ended]


async def test_wait_all_in_the_order_of_their_ends(world: World, servers: Servers) -> None:
    """Each run is yielded once, as soon as it has ended, whatever the order in which they were made."""
    runs = many(4)
    looks = {run.id: number for run, number in zip(runs, (20, 4, 12, 1), strict=True)}
    client = world.client(servers.behind(Runs(looks)))
    ended = await waited(world, client, runs, requests_per_second=1000, **HASTY)
    assert ["run_003", "run_001", "run_002", "run_000"] == ended


async def test_wait_all_shows_each_look_where_it_is_asked(world: World, servers: Servers) -> None:
    """The hook is called on the caller's own thread, once for each look, never twice at once."""
    server = servers.behind(Runs({run.id: 3 for run in many(20)}))
    threads: list[threading.Thread] = []
    options = {"on_poll": lambda run: threads.append(threading.current_thread()), **HASTY}
    await waited(world, world.client(server), many(20), requests_per_second=1000, **options)
    assert {threading.current_thread()} == {*threads}
    assert 60 == len(threads)


async def test_wait_all_at_our_server(world: World, servers: Servers) -> None:
    """A run that waits for outputs is yielded as well, and so is one that had ended before."""
    server = servers.ours(model=ScriptedModel(says("One."), calls("look"), says("Three.")))
    client = world.client(server)
    tools = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]
    assistant = await world.do(client.assistants.create(model="test-model", tools=tools))
    made = []
    for _ in range(3):
        thread = await world.do(client.threads.create(messages=[{"role": "user", "content": "Look!"}]))
        run = await world.do(client.threads.runs.create(thread.id, assistant_id=assistant.id))
        made.append(await world.do(client.threads.runs.poll(run.id, thread_id=thread.id, **HASTY)))
    looks = len(server.seen("GET", RUN))
    statuses = [run.status for run in await world.all(client.threads.runs.wait_all(made))]
    assert ["completed", "completed", "requires_action"] == sorted(statuses)
    assert looks == len(server.seen("GET", RUN))


async def test_wait_all_of_very_many(world: World, servers: Servers) -> None:
    """Three hundred runs are followed on one client, and none is forgotten."""
    runs = many(300)
    client = world.client(servers.behind(Runs({run.id: 1 + index % 3 for index, run in enumerate(runs)})))
    ended = await waited(world, client, runs, requests_per_second=100_000, **HASTY)
    assert {run.id for run in runs} == {*ended}
    assert 300 == len(ended)


async def test_wait_all_of_none(world: World, servers: Servers) -> None:
    """Nothing to wait for is over at once."""
    assert [] == await waited(world, world.client(servers.behind(Runs({}))), [])


class Time:
    """A clock that only the client's own pauses move."""

    def __init__(self, client: Any) -> None:
        self.now = 1000.0
        self.looks: list[float] = []

        async def pause(seconds: float) -> None:
            self.now += seconds

        port = port_of(client)
        attempt = port.attempt

        async def look(*args: Any, **kwargs: Any) -> Any:
            self.looks.append(self.now)
            return await attempt(*args, **kwargs)

        port.pause, port.elapsed, port.attempt = pause, lambda: self.now, look


@pytest.mark.parametrize("rate", [4.0, 50.0])
async def test_wait_all_within_a_budget(world: World, servers: Servers, rate: float) -> None:
    """By the client's own clock, no second sees more requests than allowed, but for the first few at once."""
    runs = many(40)
    client = world.client(servers.behind(Runs({run.id: 3 for run in runs})))
    time = Time(client)
    await waited(world, client, runs, requests_per_second=rate, poll_interval_ms=10)
    assert 120 == len(time.looks)
    for moment in {*time.looks}:
        within = sum(moment <= look < moment + 1 for look in time.looks)
        assert within <= rate + 8
    assert all(earlier <= later for earlier, later in pairwise(time.looks))
    assert time.looks[-1] - time.looks[0] >= (120 - 8) / rate - 1e-6


async def test_wait_all_treats_every_run_alike(world: World, servers: Servers) -> None:
    """When the budget is short, no run is looked at again before the others have had their turn."""
    runs, backend = many(30), Runs({run.id: 4 for run in many(30)})
    client = world.client(servers.behind(backend))
    Time(client)
    await waited(world, client, runs, requests_per_second=5, poll_interval_ms=1)
    rounds = [{*backend.asked[start : start + 30]} for start in range(0, 120, 30)]
    assert [{run.id for run in runs}] * 4 == rounds


async def test_wait_all_sits_out_failures(world: World, servers: Servers) -> None:
    """What fails for a moment is looked at again, more often than other requests are repeated."""
    server = servers.behind(
        Runs({"run_000": 2, "run_001": 2}),
        rule(f"GET {RUN}", status(500, headers=SOON), times=12),
        rule(f"GET {RUN}", reset(acted=True), nth=13),
    )
    client = world.client(server)
    Waits(client)
    assert {"run_000", "run_001"} == {*await waited(world, client, many(2), **HASTY)}


async def test_wait_all_names_the_run_that_cannot_be_looked_at(world: World, servers: Servers) -> None:
    """A look that will never succeed is an error with the ids of the run; the cause of it is kept."""
    client = world.client(servers.behind(Runs({"run_000": 500, "run_002": 500})))
    with pytest.raises(NotFoundError) as raised:
        await waited(world, client, many(3), requests_per_second=1000, **HASTY)
    assert ("run_001", "thread_1") == (raised.value.run_id, raised.value.thread_id)


@pytest.mark.parametrize(("on_deadline", "cancelled"), [("raise", 0), ("cancel", 1)])
async def test_wait_all_at_the_deadline(
    world: World, servers: Servers, on_deadline: str, cancelled: int
) -> None:
    """A run that has not ended by then is an error that names it; it is cancelled only on request."""
    server = servers.behind(Runs({"run_000": 1, "run_001": 10_000_000}))
    seen: list[Any] = []
    waiting = world.client(server).threads.runs.wait_all(
        many(2), deadline=LATER, on_deadline=on_deadline, **HASTY
    )
    with pytest.raises(RunDeadlineExceeded) as raised:
        await world.all(waiting, seen)
    assert (["run_000"], "run_001") == ([run.id for run in seen], raised.value.run_id)
    assert cancelled == len(server.seen("POST", CANCEL))


async def test_wait_all_returns_what_has_not_ended(world: World, servers: Servers) -> None:
    """With `return` such a run is yielded as it is, and all the others as they end."""
    server = servers.behind(Runs({"run_000": 10_000_000, "run_001": 1, "run_002": 10_000_000}))
    waiting = world.client(server).threads.runs.wait_all(
        many(3), deadline=LATER, on_deadline="return", **HASTY
    )
    runs = await world.all(waiting)
    assert "run_001" == runs[0].id
    assert {"run_000": "in_progress", "run_001": "completed", "run_002": "in_progress"} == {
        run.id: run.status for run in runs
    }


async def test_wait_all_tells_the_hook(world: World, servers: Servers) -> None:
    """The hook sees each run after each look at it."""
    seen: list[str] = []
    client = world.client(servers.behind(Runs({"run_000": 2, "run_001": 1})))
    hook = world.hook(lambda run: seen.append(f"{run.id} {run.status}"))
    await waited(world, client, many(2), on_poll=hook, **HASTY)
    assert ["run_000 completed", "run_000 in_progress", "run_001 completed"] == sorted(seen)


@pytest.mark.parametrize("wrong", [{"requests_per_second": 0}, {"deadline": -1}], ids=str)
async def test_wait_all_refuses_what_makes_no_sense(
    world: World, servers: Servers, wrong: dict[str, float]
) -> None:
    """An option out of range names itself."""
    client = world.client(servers.behind(Runs({})))
    with pytest.raises(ValueError, match=next(iter(wrong))):
        await waited(world, client, many(1), **wrong)


async def test_leaving_wait_all_early(world: World, servers: Servers) -> None:
    """Whoever has seen enough stops waiting, and the runs go on."""
    server = servers.behind(Runs({"run_000": 1, "run_001": 10_000}))
    waiting = world.client(server).threads.runs.wait_all(many(2), **HASTY)
    first = await anext(waiting) if world.colour == "async" else next(waiting)
    assert "/threads/thread_1/runs/run_000" == run_path(first)
    await world.do(waiting.aclose() if world.colour == "async" else waiting.close())
    assert [] == server.seen("POST", CANCEL)
