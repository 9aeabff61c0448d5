"""Interrupts `execute` at random moments, and counts the runs that are still at work afterwards.

    python -m tests.faults.interruptions --count 1000 --seed 1

A third of the interruptions is Ctrl-C in blocking code, a third `task.cancel()`, a third `asyncio.timeout`.
The model calls a function in each of its turns, so no run ends by itself: one that is left is found.
Half of the calls follow their runs by streams.
"""

from __future__ import annotations

import _thread
import argparse
import asyncio
import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import httpx
from assistants_v2 import Assistants, AsyncAssistants, RunRequiresAction
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer, FinishPiece, Piece, Prompt, Server, ToolCallPiece, Usage
from attrs import define, field

from .audit import ENDED, PATIENCE, Json, listed
from .fault_server import fault_server

LONGEST = 0.3
"""Seconds within which a call is interrupted, most of them early: some calls are answered by then."""

DELAY = 0.03
"""Seconds that a request is on its way at most, to the server and back."""

AT_ONCE = 8
"""Async calls that are made side by side."""


class Asking:
    """A model that never comes to an end: in each of its turns it calls a function."""

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Call the function with another argument than before."""
        time.sleep(0.005)
        yield ToolCallPiece(0, "look_up", json.dumps({"number": len(prompt.messages)}))
        yield FinishPiece("tool_calls", Usage(prompt_tokens=1, completion_tokens=1))

    def close(self) -> None:
        """Do nothing: nothing is open."""


def look_up(number: int) -> str:
    """Look something up.

    Args:
        number: What.
    """
    time.sleep(0.002)
    return str(number)


@define
class Distant:
    """A server from which requests and replies take their time, and which notes when a run was being created.

    Attributes:
        server: What answers.
        dice: Decides how long.
        creations: When the request that creates a thread's run came, and when the reply left.
    """

    server: Server
    dice: Random
    creations: dict[str, tuple[float, float]] = field(factory=dict[str, tuple[float, float]])

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request."""
        came, there, back = time.monotonic(), self.dice.random() * DELAY, self.dice.random() * DELAY
        time.sleep(there)
        answer = self.server.handle(method, path, query, headers, body)
        time.sleep(back)
        if method == "POST" and path.endswith("/runs"):
            self.creations[path.split("/")[-2]] = came, time.monotonic()
        return answer


@define
class Site:
    """Where calls are made and interrupted.

    Attributes:
        faulty: The way to the server.
        assistant_id: An assistant whose model never comes to an end.
        interrupted: When the call on a thread was interrupted.
        unheard: Interruptions that Python did not let through: it ignores what is raised while it calls a
            weak reference's callback, and says so.
    """

    faulty: FaultServer
    assistant_id: str
    interrupted: dict[str, float] = field(factory=dict[str, float])
    unheard: int = 0

    def client(self, kind: Any, transport: Any) -> Any:
        """Return a new client; reading certificates that nobody needs would take longer than a call."""
        return kind(base_url=self.faulty.base_url, idempotency_metadata="nonce", transport=transport)

    def call(self, client: Any, thread_id: str) -> Any:
        """Return what the call that is interrupted returns."""
        return client.threads.runs.execute(
            thread_id, assistant_id=self.assistant_id, functions=[look_up], poll_interval_ms=10
        )

    def note(self, thread_id: str) -> None:
        """Note that the call on this thread is interrupted now."""
        self.interrupted[thread_id] = time.monotonic()


def made(server: Server, path: str, body: Any) -> str:
    """Create something past all delays, and return its id."""
    return str(json.loads(server.handle("POST", path, "", {}, json.dumps(body).encode()).body)["id"])


def press_ctrl_c(site: Site, moments: Mapping[str, float]) -> None:
    """Interrupt blocking calls, one after the other; half of them from another thread."""
    for number, (thread_id, moment) in enumerate(moments.items()):
        with site.client(Assistants, httpx.HTTPTransport(verify=False)) as client:
            alarm = by_signal if number % 2 else by_thread
            try:
                alarm(site, client, thread_id, moment)
            except RunRequiresAction as ended:  # all rounds of calls were made
                site.unheard += 1
                client.threads.runs.cancel(ended.run_id, thread_id=thread_id)


def by_signal(site: Site, client: Any, thread_id: str, moment: float) -> None:
    """Raise KeyboardInterrupt in a signal's handler."""

    def interrupt(*_: object) -> None:
        site.note(thread_id)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, moment)
        site.call(client, thread_id)
    except KeyboardInterrupt:
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    raise AssertionError("the call ended by itself")


def by_thread(site: Site, client: Any, thread_id: str, moment: float) -> None:
    """Have another thread interrupt the main one."""

    def interrupt() -> None:
        site.note(thread_id)
        _thread.interrupt_main()

    timer = threading.Timer(moment, interrupt)
    try:
        timer.start()
        site.call(client, thread_id)
    except KeyboardInterrupt:
        return
    finally:
        timer.join()
    raise AssertionError("the call ended by itself")


async def interrupt_tasks(site: Site, moments: Mapping[str, float], way: Callable[..., Any]) -> None:
    """Interrupt async calls of one client in one of the two ways, several at once."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(client: Any, thread_id: str, moment: float) -> None:
        async with places:
            await way(site, client, thread_id, moment)

    async with site.client(AsyncAssistants, httpx.AsyncHTTPTransport(verify=False)) as client:
        await asyncio.gather(*(one(client, *each) for each in moments.items()))


async def by_cancellation(site: Site, client: Any, thread_id: str, moment: float) -> None:
    """Cancel the task."""
    task = asyncio.ensure_future(site.call(client, thread_id))
    await asyncio.sleep(moment)
    site.note(thread_id)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled(), f"the call ended by itself: {task}"


async def by_timeout(site: Site, client: Any, thread_id: str, moment: float) -> None:
    """Bound the call by a time-out."""
    asyncio.get_running_loop().call_later(moment, site.note, thread_id)
    try:
        async with asyncio.timeout(moment):
            await site.call(client, thread_id)
    except TimeoutError:
        return
    raise AssertionError("the call ended by itself")


def left_at_work(server: Server, threads: Sequence[str]) -> tuple[int, list[Json]]:
    """Return how many runs there are, and those not ended after a grace for requests under way."""
    give_up = time.monotonic() + PATIENCE
    while True:
        runs = [run for thread_id in threads for run in listed(server, f"/threads/{thread_id}/runs")]
        left = [run for run in runs if run["status"] not in ENDED]
        if not left or time.monotonic() > give_up:
            return len(runs), left
        time.sleep(0.5)


def interrupt(count: int, seed: int, *, streams: bool) -> tuple[str, int]:
    """Interrupt so many calls; return what there is to say of them, and how many runs are left at work.

    Args:
        count: How many.
        seed: Decides when, and how long requests take.
        streams: Whether the server streams, or has its runs looked at.
    """
    dice = Random(seed)
    with Server(model=Asking()) as server:
        distant = Distant(server, Random(seed + 1))
        with fault_server(distant, streams=streams) as faulty:
            site = Site(faulty, made(server, "/assistants", {"model": "test-model"}))
            question = {"messages": [{"role": "user", "content": "Please look it up."}]}
            moments = {made(server, "/threads", question): dice.random() ** 2 * LONGEST for _ in range(count)}
            third = [dict([*moments.items()][start::3]) for start in range(3)]
            press_ctrl_c(site, third[0])
            asyncio.run(interrupt_tasks(site, third[1], by_cancellation))
            asyncio.run(interrupt_tasks(site, third[2], by_timeout))
            runs, left = left_at_work(server, [*moments])
    hit = sum(came <= site.interrupted[each] <= sent for each, (came, sent) in distant.creations.items())
    kind = "streamed" if streams else "polled"
    said = f"seed {seed}, {kind}: {count} interruptions, {site.unheard} unheard by Python, {runs} runs made"
    return f"{said}, {hit} interrupted while being created", len(left)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Count the runs that interrupted calls leave at work.")
    parser.add_argument("--count", type=int, default=1_000, help="how many calls are interrupted")
    parser.add_argument("--seed", type=int, default=1, help="decides when, and how long requests take")
    chosen = parser.parse_args(arguments)
    lefts: list[int] = []
    for streams in (True, False):
        said, left = interrupt(chosen.count // 2, chosen.seed, streams=streams)
        sys.stdout.write(f"{said}; runs left at work: {left}\n")
        lefts.append(left)
    return 1 if any(lefts) else 0


if __name__ == "__main__":
    sys.exit(main())
