"""Built-in tools that do as they are told, for the tests of what a run does with them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO

import attrs
from assistants_v2_server import Server
from assistants_v2_server.builtin_tools import BuiltinTools, InputFile
from assistants_v2_server.store import (
    FILES,
    THREADS,
    VECTOR_STORES,
    FileRow,
    VectorStoreRow,
)
from msgspec.structs import replace


@attrs.frozen(kw_only=True)
class Found:
    """A passage that was found."""

    file_id: str
    filename: str
    score: float
    text: str
    attributes: Mapping[str, Any]


@attrs.frozen
class Written:
    """A file that code has written."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.rpartition("/")[2]


@attrs.frozen
class Ran:
    """What running some code came to."""

    logs: str = ""
    images: Sequence[bytes] = ()
    files: Sequence[Written] = ()
    remarks: Sequence[str] = ()


FOODS = Found(
    file_id="file-foods", filename="foods.txt", score=0.75, text="Filip: cake", attributes={"year": 2026}
)
"""A passage that searches find."""


class ScriptedSearcher:
    """Finds what it was given, search by search, and keeps what it was asked."""

    def __init__(self, *found: Sequence[Found] | Exception) -> None:
        self.found = list(found)
        self.asked: list[dict[str, Any]] = []

    async def search(self, stores: Sequence[str], queries: Sequence[str], **options: Any) -> Sequence[Found]:
        """Find the next results."""
        self.asked.append({"stores": [*stores], "queries": [*queries], **options})
        found = self.found.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    async def aclose(self) -> None:
        """Close nothing."""


class ScriptedSessions:
    """Says that code did what it was given, call by call; `None` runs until it is cancelled."""

    note = "no numpy"

    def __init__(self, *outcomes: Ran | Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.executed: list[tuple[str, str]] = []
        self.files: dict[str, bytes] = {}
        self.ended: list[str] = []
        self.begun = threading.Event()

    @property
    def interpreter(self) -> ScriptedSessions:
        """What runs the code."""
        return self

    async def run(
        self,
        thread_id: str,
        code: str,
        files: Sequence[InputFile] = (),
        on_output: Callable[[str], None] | None = None,
    ) -> Ran:
        """Do what is next."""
        self.executed.append((thread_id, code))
        for file in files:
            with file.open() as content:
                self.files[file.name] = content.read()
        assert on_output is not None
        outcome = self.outcomes.pop(0)
        if outcome is None:
            self.begun.set()
            on_output("begun\n")
            try:
                await asyncio.sleep(60)
            finally:
                self.ended.append(code)
        if isinstance(outcome, Exception):
            raise outcome
        assert outcome is not None
        for line in outcome.logs.splitlines(keepends=True):
            on_output(line)
        return outcome

    async def close(self) -> None:
        """Close nothing."""


class Drawer:
    """Keeps files by their ids."""

    def __init__(self, **kept: bytes) -> None:
        self.kept = dict(kept)
        self.names: dict[str, tuple[str, str]] = {}

    def open(self, file_id: str) -> BinaryIO:
        """Look into it."""
        return BytesIO(self.kept[file_id])

    def make_id(self) -> str:
        """A number for the next file."""
        return f"file-made{len(self.names)}"

    def keep(self, filename: str, data: bytes, purpose: str, file_id: str) -> str:
        """Put a file into it."""
        self.kept[file_id], self.names[file_id] = data, (filename, purpose)
        return file_id

    def discard(self, file_id: str) -> None:
        """Take a file out of it."""
        del self.kept[file_id]


def tools_with(*, searcher: Any = None, sessions: Any = None, files: Any = None) -> BuiltinTools:
    """The built-in tools of a server."""
    return BuiltinTools(searcher=searcher, find_sessions=lambda: sessions, files=files)


def add_store(server: Server, thread_id: str | None = None, **changes: Any) -> str:
    """Make a vector store, for a thread if one is named; returns its id."""
    row = VectorStoreRow(
        id=changes.pop("id", "vs_1"),
        created_at=1,
        name=None,
        description=None,
        metadata={},
        last_active_at=1,
        **changes,
    )
    with server.database.write() as connection:
        VECTOR_STORES.insert(connection, row)
        if thread_id is not None:
            give_thread(server, connection, thread_id, "file_search", vector_store_ids=[row.id])
    return row.id


def add_file(server: Server, file_id: str, filename: str) -> None:
    """Make a file."""
    row = FileRow(id=file_id, created_at=1, filename=filename, purpose="assistants", bytes=1, digest="0" * 64)
    with server.database.write() as connection:
        FILES.insert(connection, row)


def give_thread(server: Server, connection: Any, thread_id: str, kind: str, **resources: Any) -> None:
    """Give a thread files for a tool."""
    del server
    thread = THREADS.get(connection, thread_id)
    assert thread is not None
    changed = replace(thread, tool_resources={**thread.tool_resources, kind: resources})
    THREADS.replace(connection, changed)
