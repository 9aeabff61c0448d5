"""The way of clients to the servers of a storm: each request is sent once, to whichever server answers.

`clients`, `keepers` and `reading` send requests by it.
"""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any, Protocol

import httpx
from attrs import define, field, frozen

from .notes import Json, Notes, Word


@frozen
class Reply:
    """What became of a request.

    Attributes:
        done: Whether what it asked for was done, as far as the client was told.
        status: The status; 0 if no answer came.
        body: The answer, if it is an object.
        content: Its bytes.
    """

    done: Word
    status: int = 0
    body: Json = field(factory=dict[str, object])
    content: bytes = b""


class Addresses(Protocol):
    """Processes that serve."""

    def choose_address(self, dice: Random) -> str | None:
        """Return where one of them does; None if none does."""
        ...


@define(eq=False)
class Line:
    """The way of a client to the servers.

    Attributes:
        fleet: The servers.
        http: Sends requests.
        notes: Gets answers that no client should get.
        dice: Chooses a server.
    """

    fleet: Addresses
    http: httpx.AsyncClient
    notes: Notes
    dice: Random

    async def send(self, method: str, path: str, body: Json | None = None) -> Reply:
        """Send a request once, to a server that can be reached."""
        return await self._send(method, path, json=body)

    async def upload(self, name: str, content: bytes) -> Reply:
        """Send a file once, to a server that can be reached."""
        return await self._send(
            "POST", "/files", data={"purpose": "assistants"}, files={"file": (name, content)}
        )

    async def fetch(self, path: str) -> bytes | None:
        """Return bytes that were acknowledged, however often one has to ask; None for a 404."""
        while True:
            reply = await self._send("GET", path)
            if reply.done == "yes":
                return reply.content
            if reply.status == 404:
                return None
            await asyncio.sleep(0.05)

    async def _send(self, method: str, path: str, **content: Any) -> Reply:
        while True:
            address = self.fleet.choose_address(self.dice)
            if address is None:
                await asyncio.sleep(0.02)
                continue
            try:
                response = await self.http.request(method, address + path, **content)
                return self._read(f"{method} {path}", response)
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
            except httpx.TransportError:
                return Reply("unknown")

    async def get(self, path: str) -> Json:
        """Return something that was acknowledged, however often one has to ask."""
        while True:
            reply = await self.send("GET", path)
            if reply.done == "yes":
                return reply.body
            if reply.status == 404:
                self.notes.lost.append(f"GET {path} is not found")
                raise LookupError(path)
            await asyncio.sleep(0.05)

    def _read(self, request: str, response: httpx.Response) -> Reply:
        status = response.status_code
        if status not in {200, 400, 404, 503}:
            self.notes.strange.append(f"{request} was answered with {status}: {response.text[:300]}")
        if status == 200:
            is_json = response.headers["content-type"].startswith("application/json")
            return Reply("yes", status, response.json() if is_json else {}, response.content)
        is_refused = status < 500 or "retry-after" in response.headers
        return Reply("no" if is_refused else "unknown", status, {"text": response.text})
