"""Runs that are streamed: what a server sends of one, and what a client of either colour makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from assistants_v2 import AssistantEventHandler, AsyncAssistantEventHandler
from assistants_v2.resources.hooks import Hooks
from assistants_v2_server import Answer

from ..ergonomic.objects import a_run
from ..faults.scripted import answer
from .scripted_runs import page
from .worlds import CANCEL, MESSAGES, RUN, RUNS, STEPS, SUBMIT, World, wire

HOOKS = [name for name in vars(Hooks) if name.startswith("on_")]

NO_SUCH = answer({"error": {"message": "No run found."}}, 404)


def streamed(*events: bytes, **headers: str) -> Answer:
    """Return an answer that is a stream."""
    extra = tuple(headers.items())
    return Answer(200, (("content-type", "text/event-stream; charset=utf-8"), *extra), b"".join(events))


def script(
    *streams: Answer, run: Any = None, messages: Sequence[Any] = (), steps: Sequence[Any] = ()
) -> dict[str, list[Answer]]:
    """Return the answers of a server that streams, and of what can be looked at there; without a run, none.

    The objects are as on the wire; the first stream is of creating a run, others of submitting outputs.
    """
    return {
        f"POST {RUNS}": [streams[0]],
        f"POST {SUBMIT}": [*streams[1:]],
        f"GET {RUN}": [NO_SUCH if run is None else wire(run)],
        f"GET {RUNS}": [page()],
        f"GET {MESSAGES}": [page(*messages)],
        f"GET {STEPS}": [page(*steps)],
        f"POST {CANCEL}": [wire(a_run("cancelling"))],
    }


@asynccontextmanager
async def entered(world: World, stream: Any) -> AsyncIterator[Any]:
    """Enter a stream of either colour for the time of a block."""
    if world.colour == "blocking":
        with stream as opened:
            yield opened
    else:
        async with stream as opened:
            yield opened


async def take_events(world: World, stream: Any, seen: list[Any] | None = None) -> list[Any]:
    """Return all events of a stream; *seen* grows meanwhile."""
    async with entered(world, stream) as opened:
        return await world.all(opened, seen)


def start(client: Any, **options: Any) -> Any:
    """Return a stream of the scripted run, which has not been entered."""
    return client.threads.runs.stream("thread_1", assistant_id="asst_1", poll_interval_ms=5, **options)


def names(events: Sequence[Any]) -> list[str]:
    """Return the names of events without `thread.`, with a star where one is made up."""
    return [each.event.removeprefix("thread.") + "*" * each.recovered for each in events]


def text_in(events: Sequence[Any]) -> str:
    """Return the pieces of all texts in events, one after the other."""
    return "".join(
        block.text.value
        for each in events
        if each.event == "thread.message.delta"
        for block in each.data.delta.content
        if block.type == "text"
    )


def make_handler(world: World, hear: Callable[..., Any]) -> Any:
    """Return a handler, each of whose hooks calls *hear* with its name and its arguments."""

    def make_hook(name: str) -> Any:
        return world.hook(lambda self, *arguments: hear(name, *arguments))

    base: Any = AssistantEventHandler if world.colour == "blocking" else AsyncAssistantEventHandler
    kind: Any = type("Handler", (base,), {name: make_hook(name) for name in HOOKS})
    return kind()
