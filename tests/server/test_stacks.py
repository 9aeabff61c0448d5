"""The embedded server answers from however deep in a program it is asked."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

import pytest

from .driving import Api

DEEPEST: dict[str, Any] = {}
for _ in range(95):  # with the body, the tool and the function around it
    DEEPEST = {"x": DEEPEST}


def call_deep(frames: int, work: Callable[[], Any]) -> Any:
    """Return what a function returns that is called so many frames deeper."""
    return work() if frames <= 0 else call_deep(frames - 1, work)


@pytest.mark.parametrize("left", [60, 120, 250, 399, 401, 600])
def test_what_is_accepted_is_shown_whatever_is_left_of_the_stack(api: Api, left: int) -> None:
    """The deepest body that is taken is made, read and listed with few frames to go."""
    tool = {"type": "function", "function": {"name": "f", "parameters": DEEPEST}}
    body = b'{"model": "m", "tools": [%s]}' % api.client.build_request("POST", "/", json=tool).content
    frames = sys.getrecursionlimit() - left - _count_frames()

    def make_and_read() -> list[int]:
        paths = [("POST", body), ("GET", b"")]
        return [api.server.handle(way, "/v1/assistants", "", {}, sent).status for way, sent in paths]

    assert [200, 200] == call_deep(frames, make_and_read)
    assert DEEPEST == api.get("/assistants")["data"][0]["tools"][0]["function"]["parameters"]


def _count_frames() -> int:
    return len(inspect.stack(0))
