"""A model endpoint that counts how often each question is asked, and answers when it is told to."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from contextlib import AbstractContextManager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from .loopback import served


class CountingEndpoint:
    """The endpoint; each question is the last thing that a user has said.

    Attributes:
        asked: How often each question was asked.
        holds: Whether answers wait.
    """

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.holds = True

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address without a path."""
        return served(Starlette(routes=[Route("/v1/chat/completions", self._chat, methods=["POST"])]))

    async def _chat(self, request: Request) -> Response:
        question = (await request.json())["messages"][-1]["content"]
        self.asked[question] += 1
        number = self.asked[question]
        while self.holds:  # noqa: ASYNC110  another thread says when it does no more
            await asyncio.sleep(0.01)
        choices = [
            {"index": 0, "delta": {"content": f"answer {number} to {question}"}},
            {"index": 0, "delta": {}, "finish_reason": "stop"},
        ]
        lines = [f"data: {json.dumps({'choices': [choice]})}\n\n" for choice in choices]
        return StreamingResponse(iter([*lines, "data: [DONE]\n\n"]), media_type="text/event-stream")
