"""Has a server work until SIGTERM, and tell its health and its numbers at most. For the command `work`."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Generator, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import uvicorn

from ..requests import refusals
from ..server import Server
from .ending import end_in_time, hearing_signals
from .metrics import Metrics
from .neighbours import Neighbours
from .threads import DoorThreads

if TYPE_CHECKING:
    from .bodies import Receive
    from .streams import Send

Scope: TypeAlias = MutableMapping[str, Any]

_LOOK_EVERY = 0.1
"""Seconds between two looks at whether the process was asked to end, and at what is in hand then."""

_LOG = logging.getLogger(__name__)


def work_until_asked(
    server: Server,
    *,
    drain_seconds: float = 0.0,
    listening: socket.socket | None = None,
    when_started: Callable[[], None] = lambda: None,
) -> None:
    """Work until SIGTERM or Ctrl-C; the server is closed then, and others take up what it lets go of.

    The process does nothing else: it is ended if it does not end.

    Args:
        server: Works on runs.
        drain_seconds: How long runs in hand may go on after the signal, 0 by default; no others are begun. A
            second signal ends that.
        listening: A socket on which health and numbers are told; None, the default, for none.
        when_started: Called when the server works.
    """
    health = None if listening is None else HealthDoor(server)
    asked = _Asked()
    with hearing_signals(asked.note), _telling(health, listening):
        when_started()
        asked.wait_for(1)
        if health is not None:
            health.begin_closing()
        server.stop_taking()
        _LOG.info("the server closes: %d runs in hand", server.count_in_hand())
        until = time.monotonic() + drain_seconds
        while server.count_in_hand() and time.monotonic() < until and not asked.wait_for(2, _LOOK_EVERY):
            pass
        end_in_time()
        server.close()


class HealthDoor:
    """Answers `/healthz`, `/readyz` and `/metrics`, and nothing else: an ASGI application.

    Args:
        server: What is told of.
    """

    def __init__(self, server: Server) -> None:
        metrics = Metrics(server)
        self._server = server
        self._neighbours = Neighbours(server, metrics, DoorThreads())

    def begin_closing(self) -> None:
        """Say from now on that the server is not ready."""
        self._neighbours.is_closing = True

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request."""
        method, path = scope["method"], scope["path"]
        answering = self._neighbours.find_open(method, path)
        if answering is None and path == "/metrics":
            answering = self._neighbours.find_keyed(method, path)
        if answering is None:
            answer = self._server.refuse(refusals.unknown_url(method, path))
        else:
            answer = await answering()
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})


class _Asked:
    """How often the process was asked to end. It is looked at: a signal may come amid any lock."""

    def __init__(self) -> None:
        self._times = 0

    def note(self, *_: object) -> None:
        """Note that it was."""
        self._times += 1

    def wait_for(self, times: int, at_most: float | None = None) -> bool:
        """Wait until it was asked so often; say whether it was."""
        until = None if at_most is None else time.monotonic() + at_most
        while self._times < times and (until is None or time.monotonic() < until):
            time.sleep(_LOOK_EVERY)
        return self._times >= times


@contextmanager
def _telling(door: HealthDoor | None, listening: socket.socket | None) -> Generator[None]:
    """Answer requests in a thread of its own for the time of a block."""
    if door is None or listening is None:
        yield
        return
    config = uvicorn.Config(
        door, ws="none", interface="asgi3", lifespan="off", log_config=None, access_log=False
    )
    serving = uvicorn.Server(config)
    thread = threading.Thread(
        target=serving.run, args=([listening],), name="assistants-v2-health", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        serving.should_exit = True
        thread.join(1)
