"""Reads what servers hold after a storm, over HTTP and in the file, and whether threads go on."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import evolve

from .audit import Thread
from .clients import is_working
from .line import Line
from .notes import ACTIVE, Json, Plan

_AT_ONCE = 8
"""Requests that are made side by side."""

T = TypeVar("T")
R = TypeVar("R")


async def list_threads(line: Line) -> list[str]:
    """Return the ids of all threads."""
    return [thread["id"] async for thread in walk(line, "/threads")]


async def wait_for_rest(line: Line, threads: Sequence[str], patience: float) -> list[str]:
    """Return which of some threads have a run that is still at work when patience ends."""
    give_up = time.monotonic() + patience
    working = [*threads]
    while working and time.monotonic() < give_up:
        before = working
        working = [thread_id for thread_id in working if is_working(await _list_runs(line, thread_id))]
        if len(working) == len(before):
            await asyncio.sleep(0.2)
    return working


async def read_all(line: Line, threads: Sequence[str]) -> list[Thread]:
    """Return what is held of threads."""
    return await _each(line, threads, _read)


async def try_all(line: Line, held: Sequence[Thread], assistant_id: str) -> list[Thread]:
    """Return the same threads, with the refusal of those that do not take a message and a run at once."""

    async def one(line: Line, thread: Thread) -> Thread:
        return evolve(thread, refusal=await _try(line, thread, assistant_id))

    return await _each(line, held, one)


async def check(path: Path) -> list[str]:
    """Return what `assistants-v2 check` says is wrong with a file, and what was left beside it."""
    main = "import sys; from assistants_v2.cli import main; sys.exit(main())"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", main, "check", str(path)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    wrong = said.decode().splitlines() or ([f"status {process.returncode}"] if process.returncode else [])
    beside = {*path.parent.glob(f"{path.name}-*")} - {path.with_name(f"{path.name}-files")}
    return [*wrong, *(f"{each.name} is left" for each in sorted(beside))]


async def walk(line: Line, path: str) -> AsyncIterator[Json]:
    """Walk a list, oldest first."""
    after = ""
    while True:
        page = await line.get(f"{path}?order=asc&limit=100{after}")
        for each in page["data"]:
            yield each
        if not page["has_more"]:
            return
        after = f"&after={page['last_id']}"


async def _list_runs(line: Line, thread_id: str) -> list[Json]:
    return [run async for run in walk(line, f"/threads/{thread_id}/runs")]


async def _read(line: Line, thread_id: str) -> Thread:
    path = f"/threads/{thread_id}"
    thread, runs = await line.get(path), await _list_runs(line, thread_id)
    messages = [message async for message in walk(line, f"{path}/messages")]
    steps = {run["id"]: [step async for step in walk(line, f"{path}/runs/{run['id']}/steps")] for run in runs}
    return Thread(thread_id, thread["metadata"], messages, runs, steps)


async def _try(line: Line, thread: Thread, assistant_id: str) -> str | None:
    """Return what a thread refuses; whatever waits in it for outputs is cancelled first."""
    path = f"/threads/{thread.id}"
    for run in thread.runs:
        if run["status"] in ACTIVE:
            await line.send("POST", f"{path}/runs/{run['id']}/cancel", {})
    said = await line.send("POST", f"{path}/messages", {"role": "user", "content": "Does it go on?"})
    if said.done != "yes":
        return f"a message: {said.body}"
    plan = Plan(f"trial-{thread.id}")
    asked = {"assistant_id": assistant_id, "instructions": plan.write(), "metadata": {"plan": plan.name}}
    made = await line.send("POST", f"{path}/runs", asked)
    return None if made.done == "yes" else f"a run: {made.body}"


async def _each(line: Line, things: Sequence[T], work: Callable[[Line, T], Awaitable[R]]) -> list[R]:
    """Return what *work* returns for each thing, some at a time."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(thing: T) -> R:
        async with places:
            return await work(line, thing)

    return [*await asyncio.gather(*map(one, things))]
