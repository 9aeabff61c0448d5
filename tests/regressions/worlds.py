"""What the scenarios are played with: clients of both colours in one text, and servers to let them down.

A scenario is a coroutine; `World.do` awaits what the async client returns, and takes what the blocking
one returns as it is. Behind the faults stands our own server, with a model that does as told, or a
backend that gives scripted answers where no server of ours would behave so.
"""

from __future__ import annotations

import inspect
import json
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Protocol

from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer, Server
from assistants_v2_server.faults import (
    Backend,
    Fault,
    Rule,
)

from ..faults.audit import listed
from ..faults.fault_server import fault_server
from ..faults.scripted import ScriptedBackend, answer, normal
from ..seams import hasten, port_of

THREAD = "/threads/{thread_id}"
MESSAGES = "/threads/{thread_id}/messages"
RUNS = "/threads/{thread_id}/runs"
RUN = "/threads/{thread_id}/runs/{run_id}"
CANCEL = "/threads/{thread_id}/runs/{run_id}/cancel"
SUBMIT = "/threads/{thread_id}/runs/{run_id}/submit_tool_outputs"
STEPS = "/threads/{thread_id}/runs/{run_id}/steps"
ASSISTANT = "/assistants/{assistant_id}"

SOON = {"retry-after-ms": "1"}
"""Headers that make a client try again at once, so that the tests do not wait."""

HASTY: Mapping[str, float] = {"poll_interval_ms": 5}
"""Looks at a run so often that the tests do not wait."""

LATER = 1.0
"""A deadline that tests let pass, in seconds: late enough for some requests on a busy machine."""

PATIENCE = 30.0
"""Seconds after which what should have happened has failed to."""

COLOURS: Mapping[str, Any] = {"blocking": Assistants, "async": AsyncAssistants}


class Addressed(Protocol):
    """What clients can be made for: something that knows its address."""

    @property
    def base_url(self) -> str:
        """Where clients find the API."""
        ...


class World:
    """Clients of one colour.

    Attributes:
        colour: `blocking` or `async`.
    """

    def __init__(self, colour: str) -> None:
        self.colour = colour
        self.opened: list[Any] = []

    def client(self, server: Addressed, **options: Any) -> Any:
        """Return a new client of *server*, which begins to try again at once; the test's end closes it."""
        client = COLOURS[self.colour](base_url=server.base_url, api_key="sk-test", **options)
        hasten(client)
        self.opened.append(client)
        return client

    async def do(self, outcome: Any) -> Any:
        """Return what a call of a client comes to."""
        return await outcome if inspect.isawaitable(outcome) else outcome

    async def each(self, listed: Any) -> AsyncGenerator[Any, None]:
        """Yield what a list or a stream of results yields, one by one."""
        if hasattr(listed, "__aiter__"):
            async for item in listed:
                yield item
        else:
            for item in listed:
                yield item

    async def all(self, listed: Any, seen: list[Any] | None = None) -> list[Any]:
        """Return everything that a list or a stream of results yields; *seen* grows meanwhile."""
        seen = [] if seen is None else seen
        async for item in self.each(listed):
            seen.append(item)
        return seen

    def hook(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* as a hook of the colour: a coroutine function for the async client."""
        if self.colour == "blocking":
            return function

        async def cooperative(*args: Any) -> Any:
            return function(*args)

        return cooperative

    async def close(self) -> None:
        """Close all clients."""
        while self.opened:
            await self.do(self.opened.pop().close())


class Servers:
    """Opens servers, and closes them when the test is over."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack

    def ours(self, *faults: Rule, **options: Any) -> FaultServer:
        """Return a new server of ours behind *faults*; *options* are those of `Server`."""
        return self.behind(self.stack.enter_context(Server(**options)), *faults)

    def scripted(self, answers: Mapping[str, Sequence[Answer]], *faults: Rule) -> FaultServer:
        """Return a server that gives *answers*, as `ScriptedBackend` takes them."""
        return self.behind(ScriptedBackend(answers), *faults)

    def behind(self, backend: Backend, *faults: Rule) -> FaultServer:
        """Return a fault server in front of *backend*."""
        return self.stack.enter_context(fault_server(backend, faults))


class Triggering:
    """A backend that does something when a certain request comes, before it passes that on.

    Args:
        backend: What answers.
        operation: Which request, such as `GET /threads/{thread_id}/runs/{run_id}`.
        nth: Which of those, counted from 1.
        action: What to do.
    """

    def __init__(self, backend: Backend, operation: str, nth: int, action: Callable[[], object]) -> None:
        self.backend = backend
        self.operation = normal(operation)
        self.nth = nth
        self.action = action
        self.count = 0

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request."""
        if normal(f"{method} {path}") == self.operation:
            self.count += 1
            if self.count == self.nth:
                self.action()
        return self.backend.handle(method, path, query, headers, body)


class Hanging(Triggering):
    """A backend that leaves a certain request without an answer until the test is over with it.

    Attributes:
        let_go: Whether each request that hung got its answer before the time was up.
    """

    def __init__(self, backend: Backend, operation: str, nth: int = 1) -> None:
        self.gate = threading.Event()
        self.let_go: list[bool] = []
        super().__init__(backend, operation, nth, lambda: self.let_go.append(self.gate.wait(30)))

    def hung(self) -> bool:
        """Say whether the client went on without the answer; it is given now."""
        went_on = not self.let_go
        self.gate.set()
        return went_on and self.count >= self.nth


class Waits(list[float]):
    """The pauses that a client's workflows ask for; none of them is waited for."""

    def __init__(self, client: Any) -> None:
        async def pause(seconds: float) -> None:
            self.append(seconds)

        port_of(client).pause = pause


def rule(operation: str, fault: Fault, nth: int = 1, times: int = 1) -> Rule:
    """Return the rule that *fault* happens to an operation, such as `POST /threads`."""
    method, _, path = operation.partition(" ")
    return Rule(method, path, fault, nth=nth, times=times)


def wire(made: Any, **headers: str) -> Answer:
    """Return the answer that carries an object of the API; header names have underscores for hyphens."""
    return answer(made.to_dict(), **headers)


def at(server: FaultServer, path: str) -> Any:
    """Return an object as it is at the server, past all faults."""
    found = server.backend.handle("GET", path, "", {}, b"")
    assert 200 == found.status, found.body
    return json.loads(found.body)


def stored(server: FaultServer, path: str) -> list[Any]:
    """Return a list as it is at the server, oldest first, past all faults."""
    return list(listed(server.backend, path))


def texts(messages: Iterable[Any]) -> list[str]:
    """Return the texts of messages, be they objects or as they are on the wire."""
    wired = [message if isinstance(message, dict) else message.to_dict() for message in messages]
    return ["".join(part["text"]["value"] for part in message["content"]) for message in wired]


def sent(server: FaultServer, operation: str) -> list[Any]:
    """Return the bodies of the requests of an operation that a scripted server got."""
    backend = server.backend
    assert isinstance(backend, ScriptedBackend)
    return [each.json for each in backend.asked if normal(f"{each.method} {each.path}") == normal(operation)]


def run_path(run: Any) -> str:
    """Return the path of a run."""
    return f"/threads/{run.thread_id}/runs/{run.id}"


def until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, "it never came to hold"
        time.sleep(0.005)
