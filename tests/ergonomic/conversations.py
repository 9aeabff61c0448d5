"""Clients of both colours over a server that is a function: no socket, and every request on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
from assistants_v2 import Assistants, AsyncAssistants
from attrs import define, field

Answer = Callable[[httpx.Request], httpx.Response]

SETTINGS: dict[str, Any] = {"base_url": "https://host/v1", "api_key": "sk-1", "max_retries": 0}
"""What clients are made with unless a test says otherwise."""


@define
class Recorded:
    """A transport of both colours that answers by a function and keeps the requests.

    Attributes:
        answer: What answers.
        requests: What was asked, in order.
        closed: Whether the client closed its connections.
    """

    answer: Answer
    requests: list[httpx.Request] = field(factory=list)
    closed: bool = False

    @property
    def last(self) -> httpx.Request:
        """The last request."""
        return self.requests[-1]

    @property
    def body(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.last.content)


class RecordedTransport(httpx.MockTransport):
    """What carries requests to a Recorded."""

    def __init__(self, recorded: Recorded) -> None:
        super().__init__(self.keep)
        self.recorded = recorded

    def keep(self, request: httpx.Request) -> httpx.Response:
        self.recorded.requests.append(request)
        return self.recorded.answer(request)

    def close(self) -> None:
        self.recorded.closed = True

    async def aclose(self) -> None:
        self.recorded.closed = True


def always(status: int = 200, **answer: Any) -> Answer:
    """Return what gives every request the same answer, as keyword arguments of httpx.Response."""
    return lambda request: httpx.Response(status, **answer)


def blocking(answer: Answer, **settings: Any) -> tuple[Assistants, Recorded]:
    """Return a blocking client, and what records its requests."""
    recorded = Recorded(answer)
    return Assistants(transport=RecordedTransport(recorded), **{**SETTINGS, **settings}), recorded


def cooperative(answer: Answer, **settings: Any) -> tuple[AsyncAssistants, Recorded]:
    """Return an async client, and what records its requests."""
    recorded = Recorded(answer)
    return AsyncAssistants(transport=RecordedTransport(recorded), **{**SETTINGS, **settings}), recorded
