"""Reads which files and vector stores there are after a storm: over HTTP, in the file, and in its folder."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from assistants_v2_server import Server
from attrs import field, frozen

from .line import Line
from .notes import Json, Notes, Store
from .reading import walk

_LATER = 120
"""Seconds after which bytes that are nobody's are certainly deleted."""

_SWEEPS = 5
"""How often the file is opened and swept; each time a hundred such bytes are deleted."""


@frozen
class HeldEntry:
    """A file in a vector store.

    Attributes:
        status: What has become of it.
        error: Why it has failed.
        lines: Its text, in lines.
        found: By which of the words that it was searched for it was found.
    """

    status: str
    error: Json | None = None
    lines: Sequence[str] = ()
    found: Sequence[str] = ()


@frozen
class Held:
    """All files that there are.

    Attributes:
        files: The files, each with the digest of its bytes; None if they cannot be read.
        stores: What is in vector stores, by their name and the id of the file.
    """

    files: Sequence[tuple[Json, str | None]] = ()
    stores: Mapping[str, Sequence[Mapping[str, HeldEntry]]] = field(factory=dict)


async def read_files(line: Line, patience: float) -> Held:
    """Return all files and what is in vector stores, once nothing is indexed any more or patience ends."""
    stores = [store async for store in walk(line, "/vector_stores")]
    give_up = time.monotonic() + patience
    while time.monotonic() < give_up:
        counts = [(await line.get(f"/vector_stores/{store['id']}"))["file_counts"] for store in stores]
        if not any(count["in_progress"] for count in counts):
            break
        await asyncio.sleep(0.2)
    held: dict[str, list[Mapping[str, HeldEntry]]] = {}
    for store in stores:
        entries = await _read_store(line, store["id"], line.notes)
        held.setdefault(store["name"], []).append(entries)
    return Held([await _read_file(line, file) async for file in walk(line, "/files")], held)


async def _read_file(line: Line, file: Json) -> tuple[Json, str | None]:
    content = await line.fetch(f"/files/{file['id']}/content")
    return file, None if content is None else hashlib.sha256(content).hexdigest()


async def _read_store(line: Line, store_id: str, notes: Notes) -> dict[str, HeldEntry]:
    path = f"/vector_stores/{store_id}"
    documents = {paper.id: paper.document for paper in notes.papers if paper.id is not None}
    held: dict[str, HeldEntry] = {}
    async for entry in walk(line, f"{path}/files"):
        file_id, status = entry["id"], entry["status"]
        if status != "completed" or file_id not in documents:
            held[file_id] = HeldEntry(status, entry["last_error"])
            continue
        page = await line.get(f"{path}/files/{file_id}/content")
        lines = "".join(part["text"] for part in page["data"]).split("\n")
        words = [documents[file_id].find_word(number) for number in (0, len(lines) // 2, -1)]
        found = [word for word in words if await _is_found(line, path, file_id, word)]
        held[file_id] = HeldEntry(status, None, lines, found)
    return held


async def _is_found(line: Line, path: str, file_id: str, word: str) -> bool:
    reply = await line.send("POST", f"{path}/search", {"query": word, "max_num_results": 50})
    found = reply.body.get("data", ())
    return any(
        each["file_id"] == file_id and word in part["text"].split()
        for each in found
        for part in each["content"]
    )


def list_leftovers(path: Path) -> list[str]:
    """Return what nobody needs and is still there when the file has been opened, swept and closed again."""
    for _ in range(_SWEEPS):
        Server(path, clock=lambda: time.time() + _LATER).close()
    with closing(sqlite3.connect(path)) as connection:
        digests = {digest for (digest,) in connection.execute("SELECT digest FROM file")}
        orphans = "SELECT count(*) FROM chunk WHERE of_file NOT IN (SELECT seq FROM vector_store_file)"
        [(chunks,)] = connection.execute(orphans)
        unfinished = """SELECT count(*) FROM chunk JOIN vector_store_file AS f ON f.seq = of_file
            WHERE f.status != 'completed'"""
        [(half,)] = connection.execute(unfinished)
    folder = Path(f"{path}-files")
    stray = [each for each in folder.rglob("*") if each.is_file() and each.name not in digests]
    return [
        *(f"{each.relative_to(folder)} is nobody's" for each in stray),
        *([f"{chunks} chunks are in no vector store"] if chunks else []),
        *([f"{half} chunks are of files that are not completed"] if half else []),
    ]


def find_store(held: Held, store: Store) -> Sequence[Mapping[str, HeldEntry]]:
    """Return what is held of a vector store: nothing, one, or more than there should be."""
    return held.stores.get(store.name, ())
