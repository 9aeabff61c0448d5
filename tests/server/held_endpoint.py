"""An endpoint that makes vectors and answers chats, and waits where `test_killed_at_work` wants it to."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import AbstractContextManager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .loopback import served

HELD = "wait"
"""A text with this word in it gets no vector while the endpoint holds."""


class HeldEndpoint:
    """The endpoint.

    Attributes:
        call: The call that a chat begins with: the name of a function, and its arguments.
        heard: What such calls have come to, as chats told.
        asked: Set when somebody waits for a vector.
        holds: Whether texts wait for their vectors.
    """

    def __init__(self) -> None:
        self.call: tuple[str, dict[str, Any]] = ("", {})
        self.heard: list[str] = []
        self.asked = threading.Event()
        self.holds = True

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address."""
        routes = [
            Route("/v1/models", self._list),
            Route("/v1/embeddings", self._embed, methods=["POST"]),
            Route("/v1/chat/completions", self._chat, methods=["POST"]),
        ]
        return served(Starlette(routes=routes))

    async def _list(self, _: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": "an-embedding-model"}]})

    async def _embed(self, request: Request) -> Response:
        texts = (await request.json())["input"]
        while self.holds and any(HELD in text for text in texts):
            self.asked.set()
            await asyncio.sleep(0.01)
        data = [{"index": place, "embedding": [1.0, 1.0]} for place, _ in enumerate(texts)]
        return JSONResponse({"object": "list", "data": data})

    async def _chat(self, request: Request) -> Response:
        messages = (await request.json())["messages"]
        heard = [message["content"] for message in messages if message["role"] == "tool"]
        self.heard += heard
        name, arguments = self.call
        call = {
            "index": 0,
            "id": "call_1",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(arguments)},
        }
        delta = {"content": "done"} if heard else {"tool_calls": [call]}
        choices = [
            {"index": 0, "delta": delta},
            {"index": 0, "delta": {}, "finish_reason": "stop" if heard else "tool_calls"},
        ]
        lines = [f"data: {json.dumps({'choices': [choice]})}\n\n" for choice in choices]
        return StreamingResponse(iter([*lines, "data: [DONE]\n\n"]), media_type="text/event-stream")
