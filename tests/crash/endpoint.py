"""A model endpoint on the loopback interface that does what a run's instructions say, and notes who asks.

It answers `/chat/completions` as a stream of words, and makes vectors that say nothing. Who asks is told by
the key: each process has its own.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ..server.loopback import served
from .notes import Ask, Json, Plan

_PIECE = 2_000
"""Characters that are sent at a time."""

_KEY = "life-"


def write_key(life: int) -> str:
    """Return the key that a process asks with."""
    return f"{_KEY}{life}"


def name_trace(plan: str, turn: int) -> str:
    """Return the name of the file that the code of a turn leaves."""
    return f"trace-{plan}-{turn}.txt"


def write_code(plan: str, turn: int) -> str:
    """Return code that leaves a file, by which it is seen how often it was executed."""
    return f"open('/mnt/data/{name_trace(plan, turn)}', 'w').write('executed')\nprint('executed')"


class ModelEndpoint:
    """The endpoint.

    Args:
        note: Is told of each request.
    """

    def __init__(self, note: Callable[[Ask], None]) -> None:
        self._note = note

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address."""
        routes = [
            Route("/v1/chat/completions", self._answer, methods=["POST"]),
            Route("/v1/models", _list_models),
            Route("/v1/embeddings", _embed, methods=["POST"]),
        ]
        return served(Starlette(routes=routes))

    async def _answer(self, request: Request) -> Response:
        moment = time.monotonic()
        try:
            messages = (await request.json())["messages"]
        except ClientDisconnect:  # it died before it had asked
            return Response()
        plan = Plan.read(messages[0]["content"])
        outputs = [message["content"] for message in messages if message["role"] == "tool"]
        life = int(request.headers["authorization"].partition(_KEY)[2])
        heard = str(outputs[-1]) if outputs else ""
        self._note(Ask(plan.name, len(outputs), life, moment, heard))
        return StreamingResponse(_stream(plan, outputs), media_type="text/event-stream")


async def _list_models(_: Request) -> Response:
    """List a model that makes vectors, so that files are searched by them as well."""
    return JSONResponse({"object": "list", "data": [{"id": "storm-embedding", "object": "model"}]})


async def _embed(request: Request) -> Response:
    """Return one vector for all texts, so that words decide what is found."""
    try:
        asked = (await request.json())["input"]
    except ClientDisconnect:
        return Response()
    texts = [asked] if isinstance(asked, str) else asked
    data = [{"index": place, "embedding": [1.0, 1.0]} for place, _ in enumerate(texts)]
    return JSONResponse({"object": "list", "data": data, "model": "storm-embedding"})


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
    name, arguments = {
        "function": ("look_up", {"turn": turn}),
        "file_search": ("file_search", {"queries": [plan.sought]}),
        "code_interpreter": ("python", {"code": write_code(plan.name, turn)}),
    }[plan.tool]
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {
        "tool_calls": [{"index": 0, "id": f"{plan.name}-{turn}", "type": "function", "function": function}]
    }


def _say(text: str) -> list[Json]:
    return [{"content": text[start : start + _PIECE]} for start in range(0, len(text), _PIECE)]


def _chunk(choice: Json) -> bytes:
    return b"data: %s\n\n" % json.dumps({"choices": [{"index": 0, **choice}]}).encode()
