"""A port that spreads its requests over time, and stops."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import ClientClosed, RateLimitError
from assistants_v2.io.paced_port import PacedPort
from assistants_v2.io.runner import finish
from assistants_v2_raw.api.threads import get_thread
from assistants_v2_raw.models import Thread

from ..flows.scripted_port import ScriptedPort

THREAD = Thread.from_dict({"id": "thread_1", "object": "thread", "created_at": 1, "metadata": {}})
ASKED = get_thread.request("thread_1")


def test_requests_are_spread_over_time() -> None:
    """The first is sent at once, each other a part of a second after the one before."""
    port = ScriptedPort(THREAD, THREAD, THREAD)
    paced = PacedPort(port, rate=4)
    at: list[float] = []
    for _ in range(3):
        finish(paced.send(ASKED))
        at.append(port.elapsed())
    assert [0.0, 0.25, 0.5] == [moment - at[0] for moment in at]


def test_without_a_rate_nobody_waits() -> None:
    """Requests go as they come."""
    port = ScriptedPort(THREAD, THREAD)
    paced = PacedPort(port, rate=None)
    finish(paced.send(ASKED))
    finish(paced.send(ASKED))
    assert not [line for line in port.log if line.startswith("pause")]


def test_when_the_server_asks_to_wait_everybody_waits() -> None:
    """Not only the request that it was said to, which is sent again after that time."""
    busy = RateLimitError("slowly", status_code=429, headers={"retry-after": "3"})
    busy.retry_after = 3.0
    port = ScriptedPort(busy, THREAD, THREAD)
    paced = PacedPort(port, rate=None)
    with pytest.raises(RateLimitError):
        finish(paced.attempt(ASKED))
    before = port.elapsed()
    finish(paced.attempt(ASKED))
    assert 3.0 == pytest.approx(port.elapsed() - before)


def test_a_stopped_port_sends_nothing() -> None:
    """Also what waits for its turn ends."""
    port = ScriptedPort(THREAD)
    paced = PacedPort(port, rate=1)
    paced.stop()
    with pytest.raises(ClientClosed):
        finish(paced.send(ASKED))
    assert [] == port.log


def test_the_rest_is_the_other_ports() -> None:
    """Hooks, clocks and chance come from the port below."""
    port: Any = ScriptedPort()
    paced = PacedPort(port, rate=None)
    assert 5 == finish(paced.ask(lambda value: value + 1, 4))
    assert (port.elapsed(), port.clock(), port.chance()) == (paced.elapsed(), paced.clock(), paced.chance())
