"""A model endpoint on loopback that can be made to lack what endpoints may lack: a list, streams, calls."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from typing import Any

from attrs import field, frozen
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .loopback import served


def _open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@frozen(kw_only=True)
class ChatEndpoint:
    """What it is like.

    Attributes:
        models: What it lists; None if it has no such list.
        key: The key that it asks for; empty for none.
        streams: Whether words come piece by piece.
        calls: Whether it calls functions.
        asked: Set when it is asked to answer.
        gate: Whether it answers yet; by default it does.
        traces: The `traceparent` of each request to answer.
    """

    models: tuple[str, ...] | None = ("text-embed", "talker")
    key: str = ""
    streams: bool = True
    calls: bool = True
    asked: threading.Event = field(factory=threading.Event)
    gate: threading.Event = field(factory=_open_gate)
    traces: list[str | None] = field(factory=list)

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address without a path."""
        chat = Route("/v1/chat/completions", self._chat, methods=["POST"])
        embed = Route("/v1/embeddings", self._embed, methods=["POST"])
        listing = [] if self.models is None else [Route("/v1/models", self._list)]
        return served(Starlette(routes=[chat, embed, *listing]))

    def _is_refused(self, request: Request) -> bool:
        return bool(self.key) and request.headers.get("authorization") != f"Bearer {self.key}"

    async def _list(self, request: Request) -> Response:
        if self._is_refused(request):
            return JSONResponse({"error": {"message": "no"}}, 401)
        return JSONResponse({"object": "list", "data": [{"id": name} for name in self.models or ()]})

    async def _embed(self, request: Request) -> Response:
        texts = (await request.json())["input"]
        return JSONResponse({"data": [{"index": place, "embedding": [1.0]} for place, _ in enumerate(texts)]})

    async def _chat(self, request: Request) -> Response:
        if self._is_refused(request):
            return JSONResponse({"error": {"message": "no"}}, 401)
        self.traces.append(request.headers.get("traceparent"))
        self.asked.set()
        await asyncio.to_thread(self.gate.wait, 60)
        asked = await request.json()
        call = {"index": 0, "id": "call_1", "function": {"name": "ping", "arguments": "{}"}}
        pieces: list[dict[str, Any]] = [{"content": word} for word in ("one ", "two ", "three")]
        if "tools" in asked and self.calls:
            pieces = [{"tool_calls": [call]}]
        if not self.streams:
            whole = {"content": "one two three"} if "content" in pieces[0] else pieces[0]
            choice = {"index": 0, "message": {"role": "assistant", **whole}, "finish_reason": "stop"}
            return JSONResponse({"id": "c", "object": "chat.completion", "choices": [choice]})
        return StreamingResponse(_write_events(pieces), media_type="text/event-stream")


async def _write_events(pieces: list[dict[str, Any]]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield _write_event({"index": 0, "delta": piece})
    yield _write_event({"index": 0, "delta": {}, "finish_reason": "stop"})
    yield b"data: [DONE]\n\n"


def _write_event(choice: dict[str, Any]) -> bytes:
    chunk = {"id": "c", "model": "llama-of-today", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"
