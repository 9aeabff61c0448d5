"""A model endpoint on the loopback interface that does what a run's instructions say, and notes who asks.

It answers `/chat/completions` as a stream of words. Who asks is told by the key: each process has its own.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ..server.loopback import served
from .notes import Ask, Json, Plan

_PIECE = 2_000
"""Characters that are sent at a time."""

_KEY = "life-"


def write_key(life: int) -> str:
    """Return the key that a process asks with."""
    return f"{_KEY}{life}"


class ModelEndpoint:
    """The endpoint.

    Args:
        asks: Gets a line for each request.
    """

    def __init__(self, asks: list[Ask]) -> None:
        self._asks = asks

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address."""
        route = Route("/v1/chat/completions", self._answer, methods=["POST"])
        return served(Starlette(routes=[route]))

    async def _answer(self, request: Request) -> Response:
        moment = time.monotonic()
        try:
            messages = (await request.json())["messages"]
        except ClientDisconnect:  # it died before it had asked
            return Response()
        plan = Plan.read(messages[0]["content"])
        outputs = [message["content"] for message in messages if message["role"] == "tool"]
        life = int(request.headers["authorization"].partition(_KEY)[2])
        self._asks.append(Ask(plan.name, len(outputs), life, moment))
        return StreamingResponse(_stream(plan, outputs), media_type="text/event-stream")


async def _stream(plan: Plan, outputs: Sequence[str]) -> AsyncIterator[bytes]:
    """Yield a turn: a call for each round, then the answer."""
    turn = len(outputs)
    pieces = [_call(plan, turn)] if turn < plan.rounds else _say(plan.answer(outputs))
    for piece in pieces:
        yield _chunk({"delta": piece})
        await asyncio.sleep(plan.seconds / len(pieces))
    yield _chunk({"delta": {}, "finish_reason": "tool_calls" if turn < plan.rounds else "stop"})
    yield b"data: [DONE]\n\n"


def _call(plan: Plan, turn: int) -> Json:
    function = {"name": "look_up", "arguments": json.dumps({"turn": turn})}
    return {
        "tool_calls": [{"index": 0, "id": f"{plan.name}-{turn}", "type": "function", "function": function}]
    }


def _say(text: str) -> list[Json]:
    return [{"content": text[start : start + _PIECE]} for start in range(0, len(text), _PIECE)]


def _chunk(choice: Json) -> bytes:
    return b"data: %s\n\n" % json.dumps({"choices": [{"index": 0, **choice}]}).encode()
