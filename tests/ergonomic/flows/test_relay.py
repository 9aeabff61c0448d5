"""Events as bytes to pass on."""

from __future__ import annotations

from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import streams
from assistants_v2.flows.relay import Relay
from assistants_v2.io.runner import each

from ..objects import a_run, messages, steps
from ..rules.streaming import DONE, event, message_event, run_event, text_delta
from .scripted_port import ScriptedPort

SAID = [
    run_event("created", "queued"),
    message_event("created"),
    text_delta("“Good”\nmorning"),
    event("thread.something.new", {"id": "new_1"}),
    message_event("completed", "“Good”\nmorning", status="completed"),
    run_event("completed"),
]


def relayed(*script: Any, **options: Any) -> list[bytes]:
    """Return the bytes that are passed on of a scripted run."""
    return [*each(Relay(streams.stream(ScriptedPort(*script), "thread_1", assistant_id="asst_1", **options)))]


def plain(events: list[bytes]) -> list[bytes]:
    """Return events without what may be written in several ways."""
    return [each.replace(b": ", b":").replace(b", ", b",") for each in events]


def test_a_stream_is_passed_on_as_it_came() -> None:
    """Each event by itself, those that nobody knows too, and the mark of the end."""
    assert plain([*SAID, DONE]) == plain(relayed([*SAID, DONE]))


def test_what_a_stream_did_not_tell_is_passed_on_too() -> None:
    """Whoever reads does not see that a connection broke."""
    broken = [SAID[0], a.APIConnectionError("reset", sent=True)]
    events = relayed(broken, a_run(), messages("msg_1"), steps())
    names = [each.split(b"\n")[0].removeprefix(b"event: ").decode() for each in events]
    assert "thread.message.delta" in names
    assert ["thread.run.completed", "done"] == names[-2:]


def test_a_failure_is_told_before_it_is_raised() -> None:
    """The reader gets a whole stream that says nothing of the reason; the program gets that."""
    port = ScriptedPort(a.AuthenticationError("key sk-1", status_code=401))
    relay = each(Relay(streams.stream(port, "thread_1", assistant_id="asst_1")))
    told = next(relay)
    with pytest.raises(a.AuthenticationError):
        next(relay)
    assert told.startswith(b"event: error\ndata: {")
    assert told.endswith(DONE)
    assert b"sk-1" not in told


def test_a_relay_that_is_left_leaves_the_run() -> None:
    """It is cancelled, as when a stream is left."""
    port = ScriptedPort([*SAID[:3]], a_run("cancelling"))
    relay = each(Relay(streams.stream(port, "thread_1", assistant_id="asst_1")))
    next(relay)
    relay.close()  # type: ignore[attr-defined]  # it is a generator
    assert "cancel_run" == port.asked[-1][0]
