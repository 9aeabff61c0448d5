"""What a client tells of its doings."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import ConfigurationError, RequestEvent, ToolEvent
from assistants_v2.rules.client_events import NO_HOOKS
from assistants_v2.rules.configuration import change_hooks
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

CALL = ToolEvent("get_weather", "call_1", "thread_1", "run_1", '{"city": "Paris"}')
ENDED = evolve(CALL, output="rain", seconds=0.5, error=KeyError("Paris"))


def test_printing_an_event_shows_no_content() -> None:
    """Neither arguments and output of a tool are shown, nor the text of what it raised."""
    assert "Paris" not in repr(ENDED)
    assert "rain" not in repr(ENDED)
    assert "error=KeyError" in repr(ENDED)


def test_a_call_says_whether_it_is_over() -> None:
    """The hook is called twice, and can tell the two apart."""
    assert not CALL.is_over
    assert ENDED.is_over
    assert (None, "KeyError") == (CALL.error_type, ENDED.error_type)


def test_events_cannot_be_changed() -> None:
    """What one observer is told is what the next one is told."""
    event: Any = RequestEvent("get_run", "GET", "/threads/t/runs/r", "", "https://host/v1")
    with pytest.raises(FrozenInstanceError):
        event.status = 200


def test_hooks_that_are_left_out_stay() -> None:
    """A copy of a client has its hooks, but for those that it is given."""
    hooks = change_hooks(NO_HOOKS, {"on_tool": print, "on_retry": None})
    changed = change_hooks(hooks, {"on_tool": None, "on_retry": repr})
    assert (print, repr, None) == (changed.on_tool, changed.on_retry, changed.on_request)


@pytest.mark.parametrize(("name", "event"), [("on_request", "RequestEvent"), ("on_retry", "RetryEvent")])
def test_a_hook_that_cannot_be_called_is_refused(name: str, event: str) -> None:
    """It is found when the client is made, and not at the first request."""
    with pytest.raises(ConfigurationError, match=f"{name} is a function, got 'print'"):
        change_hooks(NO_HOOKS, {name: "print"})
    with pytest.raises(ConfigurationError, match=f"{name} is called with a {event}, but"):
        change_hooks(NO_HOOKS, {name: lambda: None})
