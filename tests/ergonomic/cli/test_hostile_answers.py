"""What servers answer is shown at a terminal, and obeyed by none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ...server.loopback import served
from ...transcripts.reading import CONTROLS
from .commanding import run

HOSTILE = "\x1b]0;title\x07\x9b31m\u202e\x7f"


def answering(status: int, body: dict[str, Any]) -> Any:
    """Return an application that gives one answer to everything."""

    async def answer(scope: object, receive: object, send: object) -> None:
        from starlette.responses import JSONResponse

        await JSONResponse(body, status)(scope, receive, send)  # type: ignore[arg-type]  # as ASGI has them

    return answer


@pytest.mark.parametrize("words", ["threads dump thread_1", "runs show thread_1 run_1"])
def test_an_error_text_is_only_shown(words: str) -> None:
    """Servers put into it what they were sent."""
    app = answering(400, {"error": {"message": f"No {HOSTILE}.", "type": "invalid_request_error"}})
    with served(app) as address:
        done = run(*words.split(), "--base-url", f"{address}/v1", "--api-key", "sk-loopback")
    assert (1, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert not CONTROLS.search(done.err)
    assert "No \\x1b]0;title\\x07\\x9b31m\\u202e\\x7f" in done.err


def test_json_is_only_shown() -> None:
    """What a terminal would obey is escaped, and read back as it was."""
    app = answering(
        200, {"id": "run_1", "status": "completed", "model": HOSTILE, "data": [], "has_more": False}
    )
    with served(app) as address:
        done = run(
            "runs", "show", "thread_1", "run_1", "--json", "--base-url", f"{address}/v1", "--api-key", "k"
        )
    assert (0, "") == (done.status, done.err)
    assert not CONTROLS.search(done.out)
    assert HOSTILE == json.loads(done.out)["model"]
