"""What the HTTP door answers beside the operations: for operators, and the list of models.

`/healthz` and `/readyz` are open to everybody who reaches the server; `/metrics`, `/openapi.json`,
`/companions.json` and `/v1/models` are behind the key. `app` is the user.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

from ..answers import Answer
from ..models import ModelError
from ..requests.contracts import ASSISTANTS, COMPANIONS, read_contract
from ..requests.operations import strip_prefix
from ..server import Server
from ..service.models import find_model, render_models
from .metrics import CONTENT_TYPE, Metrics
from .threads import DoorThreads

_READY_SECONDS = 2.0
"""Seconds after which a database that has not answered does not answer."""

_Answering = Callable[[], Awaitable[Answer]]


class Neighbours:
    """The addresses beside the operations.

    Args:
        server: What is told of.
        metrics: What was counted.
        threads: Where the server is called.
    """

    def __init__(self, server: Server, metrics: Metrics, threads: DoorThreads) -> None:
        self._server = server
        self._threads = threads
        self._metrics = metrics
        self.is_closing = False
        self._open: Mapping[str, _Answering] = {
            "/healthz": self._tell_health,
            "/readyz": self._tell_readiness,
        }
        self._keyed: Mapping[str, _Answering] = {
            "/metrics": self._tell_metrics,
            "/openapi.json": partial(self._show_contract, ASSISTANTS, "openapi"),
            "/companions.json": partial(self._show_contract, COMPANIONS, "companions"),
        }

    def find_open(self, method: str, path: str) -> _Answering | None:
        """Return what answers an address that needs no key; None for any other."""
        return self._open.get(path) if method in {"GET", "HEAD"} else None

    def find_keyed(self, method: str, path: str) -> _Answering | None:
        """Return what answers an address that needs the key like the operations; None for any other."""
        if method not in {"GET", "HEAD"}:
            return None
        found = self._keyed.get(path)
        if found is not None:
            return found
        rest = strip_prefix(path)
        if rest == "/models":
            return self._list_models
        if rest.startswith("/models/"):
            return lambda: self._show_model(unquote(rest.removeprefix("/models/")))
        return None

    async def _tell_health(self) -> Answer:
        return _build_json({"status": "ok"}, "healthz")

    async def _tell_readiness(self) -> Answer:
        status = "closing"
        if not self.is_closing:
            try:
                async with asyncio.timeout(_READY_SECONDS):
                    is_ready = await self._threads.call("reading", self._server.is_ready)
            except TimeoutError:
                is_ready = False
            status = "ready" if is_ready else "database does not answer"
        return _build_json({"status": status}, "readyz", 200 if status == "ready" else 503)

    async def _tell_metrics(self) -> Answer:
        text = await self._threads.call("reading", self._metrics.render)
        return Answer(
            200, (("content-type", CONTENT_TYPE), ("content-length", str(len(text)))), text, "metrics"
        )

    async def _show_contract(self, package: str, operation: str) -> Answer:
        document = json.loads(await self._threads.call("reading", read_contract, package))
        return _build_json(document | {"servers": [{"url": "/v1"}]}, operation)

    async def _list_models(self) -> Answer:
        return _build_json(render_models(await self._fetch_names()), "listModels")

    async def _show_model(self, name: str) -> Answer:
        return _build_json(find_model(name, await self._fetch_names()), "retrieveModel")

    async def _fetch_names(self) -> list[str]:
        try:
            return await self._server.list_models()
        except ModelError as error:
            raise self._server.explain_models(error) from None


def _build_json(content: Mapping[str, Any], operation: str, status: int = 200) -> Answer:
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = (("content-type", "application/json"), ("content-length", str(len(body))))
    return Answer(status, headers, body, operation)
