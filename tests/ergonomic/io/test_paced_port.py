"""A port that spreads its requests over time, and stops."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIConnectionError, ClientClosed, RateLimitError
from assistants_v2.io.paced_port import PacedPort
from assistants_v2.io.runner import finish
from assistants_v2.rules.retrying import RetryPolicy
from assistants_v2_raw.api.threads import get_thread
from assistants_v2_raw.models import Thread
from attrs import evolve

from ..flows.scripted_port import ScriptedPort

THREAD = Thread.from_dict({"id": "thread_1", "object": "thread", "created_at": 1, "metadata": {}})
ASKED = get_thread.request("thread_1")


def ask_to_wait(seconds: float) -> RateLimitError:
    """Return the refusal of a server that asks to wait."""
    refusal = RateLimitError("slowly", status_code=429, headers={"retry-after": str(seconds)})
    refusal.retry_after = seconds
    return refusal


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
    port = ScriptedPort(ask_to_wait(3.0), ask_to_wait(3.0), THREAD, THREAD)
    paced = PacedPort(port, rate=None)
    before = port.elapsed()
    assert THREAD == finish(paced.send(ASKED))
    assert 6.0 == pytest.approx(port.elapsed() - before)


def test_who_waits_is_told_why_and_for_how_long() -> None:
    """A request that is sent again, and one that the server asked to wait with; a short wait is not told."""
    told: list[tuple[str, float]] = []
    lost = APIConnectionError("no answer.", sent=False)
    port = ScriptedPort(lost, lost, lost, ask_to_wait(3.0), THREAD)
    paced = PacedPort(port, None, lambda failure, seconds: told.append((failure.message, seconds)))
    paced.settings = evolve(port.settings, retries=RetryPolicy(max_retries=6))
    assert THREAD == finish(paced.send(ASKED))
    assert ("slowly", 3.0) == told[-1]
    assert {"no answer."} == {message for message, _ in told[:-1]}
    assert all(seconds >= 1 for _, seconds in told)


@pytest.mark.parametrize(("asked", "times"), [(3.0, 40), (500.0, 1)])
def test_a_server_that_asks_for_too_much_is_not_waited_for(asked: float, times: int) -> None:
    """Neither for ever, nor for as long as no request waits."""
    port = ScriptedPort(*[ask_to_wait(asked)] * times)
    with pytest.raises(RateLimitError):
        finish(PacedPort(port, rate=None).attempt(ASKED))
    assert min(times, 11) == port.log.count("get_thread")


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
