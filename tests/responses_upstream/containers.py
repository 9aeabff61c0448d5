"""The containers of an upstream: a real interpreter runs cells, and files lie there for a while."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from io import BytesIO
from typing import Any

from assistants_v2_server import Interpreter
from assistants_v2_server.builtin_tools.interpreters.cells import CellResult, Session
from attrs import define, field

from .refusals import Refusal, missing_object

IDLE_TIME = 20 * 60
"""Seconds after its last use when a container expires."""


@define
class _Container:
    session: Session
    used: float
    files: dict[str, tuple[str, bytes]] = field(factory=dict)


class Containers:
    """Starts containers, runs cells in them and keeps their files.

    Args:
        interpreter: What runs the cells.
        clock: Returns the time in seconds.
    """

    def __init__(self, interpreter: Interpreter, clock: Callable[[], float]) -> None:
        self._interpreter, self._clock = interpreter, clock
        self._kept: dict[str, _Container] = {}
        self._numbers = itertools.count(1)

    async def start(self, files: list[tuple[str, bytes]]) -> str:
        """Start a container in which files lie, by their names; return its id."""
        session = await self._interpreter.start()
        container_id = f"cntr_{next(self._numbers):06}"
        container = self._kept[container_id] = _Container(session, self._clock())
        for name, data in files:
            await self.put(container_id, name, data)
            container.files[self._number_file()] = (name, data)
        return container_id

    async def put(self, container_id: str, name: str, data: bytes) -> None:
        """Lay a file into a container."""
        problem = await self._find(container_id).session.put_file(name, BytesIO(data))
        if problem:
            raise Refusal(400, problem)

    def is_alive(self, container_id: str) -> bool:
        """Say whether there is a container that has not expired."""
        kept = self._kept.get(container_id)
        return kept is not None and self._clock() - kept.used < IDLE_TIME

    async def run(self, container_id: str, code: str) -> CellResult:
        """Run a cell."""
        container = self._find(container_id)
        result = await container.session.run(code)
        container.used = self._clock()
        for made in result.files:
            known = {name: file_id for file_id, (name, _) in container.files.items()}
            container.files[known.get(made.name) or self._number_file()] = (made.name, made.data)
        return result

    def find_file(self, container_id: str, name: str) -> tuple[str, bytes]:
        """Return the id and the bytes of a file of a container."""
        for file_id, (found, data) in self._find(container_id).files.items():
            if found == name:
                return file_id, data
        raise AssertionError(f"the code has not written {name}")

    def read_file(self, container_id: str, file_id: str) -> tuple[str, bytes]:
        """Return the name and the bytes of a file by its id."""
        files = self._find(container_id).files
        if file_id not in files:
            raise missing_object("Container file", file_id)
        return files[file_id]

    def list_files(self, container_id: str) -> list[dict[str, Any]]:
        """Return the files of a container as they are listed."""
        return [
            {
                "id": file_id,
                "object": "container.file",
                "created_at": int(self._clock()),
                "bytes": len(data),
                "container_id": container_id,
                "path": f"/mnt/data/{name}",
                "source": "assistant",
            }
            for file_id, (name, data) in self._find(container_id).files.items()
        ]

    async def close(self) -> None:
        """End all sessions."""
        for container in self._kept.values():
            await container.session.close()

    def _find(self, container_id: str) -> _Container:
        if container_id not in self._kept:
            raise missing_object("Container", container_id)
        if not self.is_alive(container_id):
            raise Refusal(400, "Container is expired.", code="container_expired")
        return self._kept[container_id]

    def _number_file(self) -> str:
        return f"cfile_{next(self._numbers):06}"
