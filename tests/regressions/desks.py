"""An assistant at our server that calls tools; the tests of tool calls sit at it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from assistants_v2.testing import FaultServer
from assistants_v2_server import FinishPiece, ToolCallPiece

from ..server.driving import DONE, ScriptedModel, Turn
from .worlds import HASTY, Servers, World, stored

SECRET = "the password is swordfish"


def asks(*calls: tuple[str, str]) -> Turn:
    """Return a turn of the model's that calls functions with arguments."""
    pieces = [ToolCallPiece(index, name, arguments) for index, (name, arguments) in enumerate(calls)]
    return (*pieces, FinishPiece("tool_calls", DONE.usage))


class Desk:
    """An assistant and a thread at our server, with a model that does as told.

    Attributes:
        outputs: What the calls of the last run were answered with at the server, by arguments.
    """

    def __init__(self, world: World, server: FaultServer, client: Any) -> None:
        self.world = world
        self.server = server
        self.client = client
        self.thread_id = self.assistant_id = ""

    async def furnish(self) -> Desk:
        """Make the thread and the assistant."""
        do = self.world.do
        self.assistant_id = (await do(self.client.assistants.create(model="test-model"))).id
        question = {"role": "user", "content": "Please do."}
        self.thread_id = (await do(self.client.threads.create(messages=[question]))).id
        return self

    async def execute(self, *functions: Callable[..., Any], client: Any = None, **options: Any) -> Any:
        """Run the assistant with functions."""
        runs = (client or self.client).threads.runs
        options = {"assistant_id": self.assistant_id, **HASTY, **options}
        return await self.world.do(runs.execute(self.thread_id, functions=functions, **options))

    async def resume(self, run_id: str, *functions: Callable[..., Any], client: Any = None) -> Any:
        """Take up a run again."""
        runs = (client or self.client).threads.runs
        return await self.world.do(
            runs.resume(run_id, thread_id=self.thread_id, functions=functions, **HASTY)
        )

    @property
    def run(self) -> Any:
        """The newest run as it is at the server."""
        return stored(self.server, f"/threads/{self.thread_id}/runs")[-1]

    @property
    def outputs(self) -> list[str]:
        """What the calls of the newest run were answered with at the server, in order."""
        steps = stored(self.server, f"/threads/{self.thread_id}/runs/{self.run['id']}/steps")
        calls = [call for step in steps for call in step["step_details"].get("tool_calls", ())]
        return [call["function"]["output"] for call in calls]


async def desk(world: World, servers: Servers, *turns: Turn, **options: Any) -> Desk:
    """Return a desk whose model plays *turns*; *options* are those of our server."""
    server = servers.ours(model=ScriptedModel(*turns), **options)
    return await Desk(world, server, world.client(server)).furnish()


class Crowd:
    """Counts how many calls run at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0

    def enter(self, number: int) -> int:
        """Stay for a moment."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        threading.Event().wait(0.01)
        with self.lock:
            self.now -= 1
        return number


class Counter:
    """A tool that counts how often it ran."""

    def __init__(self) -> None:
        self.ran: list[int] = []

    def charge(self, amount: int) -> str:
        """Charge somebody."""
        self.ran.append(amount)
        return f"charged {amount}"


CHARGE = asks(("charge", '{"amount": 5}'))


MIXED = asks(("charge", '{"amount": 5}'), ("look", "{}"), ("charge", '{"amount": 7}'))


def blind() -> str:
    """Look at nothing."""
    raise LookupError(SECRET)


def looking(seen: str) -> Callable[[], str]:
    """Return a tool `look` that sees something."""

    def look() -> str:
        return seen

    return look


def failing() -> Callable[[], str]:
    """Return a tool `look` that fails."""

    def look() -> str:
        return blind()

    return look
