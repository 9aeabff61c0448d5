"""An endpoint of the Responses API on loopback. It answers as each test wants, and notes what it is asked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from attrs import define, field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .loopback import served


@define
class Asked:
    """A request: its method and path, its headers, its body as JSON, which is None if it has none."""

    line: str
    headers: Mapping[str, str]
    body: Any


@define
class ResponsesEndpoint:
    """The endpoint.

    Attributes:
        url: Where it is, without a path.
        answers: What it answers to turns, one after the other, the last one for ever: events, a whole answer,
            or a response of HTTP.
        others: What it answers to other requests, by method and path.
        asked: What it was asked.
    """

    url: str = ""
    answers: list[Any] = field(factory=list[Any])
    others: dict[str, Response] = field(factory=dict[str, Response])
    asked: list[Asked] = field(factory=list[Asked])

    @property
    def turns(self) -> list[Any]:
        """The bodies of the requests for turns."""
        return [each.body for each in self.asked if each.line == "POST /v1/responses"]

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve for the time of a block, which gets the address without a path."""
        methods = ["GET", "POST", "DELETE"]
        with served(Starlette(routes=[Route("/{path:path}", self._answer, methods=methods)])) as url:
            self.url = url
            yield url

    async def _answer(self, request: Request) -> Response:
        content = await request.body()
        line = f"{request.method} {request.url.path}"
        self.asked.append(Asked(line, dict(request.headers), json.loads(content) if content else None))
        if line == "POST /v1/responses":
            return render(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
        return self.others.get(line) or refuse(404)


def refuse(status: int, code: str | None = None, said: str = "no", **headers: str) -> Response:
    """A refusal."""
    return JSONResponse({"error": {"message": said, "code": code}}, status, headers=headers)


def render(answer: Any) -> Response:
    """Return an answer as a response of HTTP: a list as a stream of events."""
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, list):
        return StreamingResponse(_write(answer), media_type="text/event-stream")
    return JSONResponse(answer)


async def _write(events: list[Any]) -> AsyncIterator[bytes]:
    for event in events:
        yield f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
