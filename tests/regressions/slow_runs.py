"""Runs at our server that take as long as a test wants them to."""

from __future__ import annotations

from typing import Any

from ..server.driving import GatedModel, says
from .worlds import HASTY, Servers, World, at, run_path


async def furnished(world: World, client: Any) -> tuple[str, str]:
    """Make a thread and an assistant, and return their ids."""
    assistant = await world.do(client.assistants.create(model="test-model"))
    thread = await world.do(client.threads.create(messages=[{"role": "user", "content": "Hello?"}]))
    return thread.id, assistant.id


async def begun(world: World, client: Any) -> Any:
    """Make an assistant, a thread and a run at our server."""
    thread_id, assistant_id = await furnished(world, client)
    return await world.do(client.threads.runs.create(thread_id, assistant_id=assistant_id))


async def created_and_polled(world: World, client: Any, **options: Any) -> Any:
    """Make an assistant, a thread and a run at our server, and follow the run."""
    thread_id, assistant_id = await furnished(world, client)
    fields = {"assistant_id": assistant_id, **HASTY, **options}
    return await world.do(client.threads.runs.create_and_poll(thread_id, **fields))


class SlowRun:
    """A run at our server whose model does not answer before the gate is opened."""

    def __init__(self, servers: Servers) -> None:
        self.model = GatedModel(says("At last."))
        self.server = servers.ours(model=self.model)

    def status_of(self, run: Any) -> str:
        """Return the run's status at the server, once its model is done with it."""
        self.model.gate.set()
        return str(at(self.server, run_path(run))["status"])
