"""Runs at a server that answers from a script, and how they are followed and executed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistants_v2.testing import FaultServer

from ..ergonomic.objects import a_message, a_run
from ..faults.scripted import answer
from .worlds import ASSISTANT, CANCEL, HASTY, MESSAGES, RUN, RUNS, STEPS, SUBMIT, Waits, World, wire

WAITING = wire(a_run("requires_action", ("call_1", "charge", '{"amount": 5}')))
REFUSED = answer({"error": {"message": 'Runs in status "in_progress" do not accept tool outputs.'}}, 400)


def following(*looks: Any, **created: Any) -> dict[str, Any]:
    """Return the script of a run that is created, looked at, and can be cancelled."""
    return {
        f"POST {RUNS}": [wire(a_run("queued", **created))],
        f"GET {RUN}": looks,
        f"POST {CANCEL}": [wire(a_run("cancelling"))],
    }


async def create_and_poll(world: World, client: Any, **options: Any) -> Any:
    """Create the scripted run and follow it."""
    runs = client.threads.runs
    return await world.do(runs.create_and_poll("thread_1", assistant_id="asst_1", **{**HASTY, **options}))


def page(*items: Any) -> Any:
    """Return the answer that lists objects as they are on the wire."""
    return answer({"object": "list", "data": list(items), "has_more": False})


def script(*looks: Any, messages: Any = (), steps: Any = ()) -> dict[str, Any]:
    """Return the script of runs that are looked at, and of what they made."""
    return {
        f"GET {ASSISTANT}": [answer({"id": "asst_1", "object": "assistant", "tools": []})],
        f"POST {RUNS}": [wire(a_run("queued", id=f"run_{number}")) for number in range(1, 9)],
        f"GET {RUN}": looks,
        f"POST {SUBMIT}": [wire(a_run("queued"))],
        f"POST {CANCEL}": [wire(a_run("cancelling"))],
        f"GET {MESSAGES}": [page(*messages)],
        f"GET {STEPS}": [page(*steps)],
    }


def said(*texts: str) -> Any:
    """Return a message of the assistant's with these text parts, as it is on the wire."""
    return a_message(*texts).to_dict()


async def executed(world: World, server: FaultServer, *functions: Callable[..., Any], **options: Any) -> Any:
    """Execute the scripted run; its pauses are not waited for."""
    client = world.client(server)
    Waits(client)
    runs = client.threads.runs
    return await world.do(
        runs.execute("thread_1", assistant_id="asst_1", functions=functions, **{**HASTY, **options})
    )
