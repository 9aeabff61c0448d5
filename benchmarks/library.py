"""Files that a server over HTTP is given to index and search, beside whatever else it does.

`cases.indexing` is the user. The files are uploaded beforehand; what goes on beside is their indexing and the
searches.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from conversing import Connection, connecting
from payloads import encoded
from served import Served

FILES = 1000
"""Files that are indexed."""

BATCH = 500
"""Files that one request puts into a vector store, which is the most it takes."""

PAUSE = 0.1
"""Seconds between two searches."""


def upload(served: Served) -> list[str]:
    """Upload the files, and return their ids; each is of some pages."""
    ids: list[str] = []
    with httpx.Client(base_url=served.base_url, timeout=60) as client:
        for number in range(FILES):
            text = f"word{number} seals are replaced once a year. " * 100
            form = {"file": (f"{number}.txt", text.encode())}
            answer = client.post("/files", data={"purpose": "assistants"}, files=form)
            ids.append(answer.raise_for_status().json()["id"])
    return ids


@dataclass
class Indexing:
    """How far a server is.

    Attributes:
        done: How many files it had indexed when the block was left.
    """

    done: int = 0


@asynccontextmanager
async def indexing(served: Served, files: Sequence[str]) -> AsyncGenerator[Indexing]:
    """Have files indexed and searched while a block goes on; nothing without files."""
    found = Indexing()
    if not files:
        yield found
        return
    async with connecting(served, 1) as (connection,):
        store, _ = await connection.request("POST", "/vector_stores", encoded({"name": "Manuals"}))
        path = f"/vector_stores/{store['id']}"
        for first in range(0, len(files), BATCH):
            body = encoded({"file_ids": files[first : first + BATCH]})
            await connection.request("POST", f"{path}/file_batches", body)
        searching = asyncio.create_task(_search(connection, path))
        yield found
        searching.cancel()
    async with connecting(served, 1) as (connection,):
        store, _ = await connection.request("GET", path)
        found.done = store["file_counts"]["completed"]


async def _search(connection: Connection, path: str) -> None:
    """Search until cancelled."""
    while True:
        await connection.request("POST", f"{path}/search", encoded({"query": "seals word3"}))
        await asyncio.sleep(PAUSE)
