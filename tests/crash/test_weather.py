"""The troubles of a storm are real: servers feel them, and they pass."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import httpx
import pytest

from ..server.door.serving import Serving, serving
from .notes import Trouble
from .weather import Weather

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of other processes are Linux's")

WORDS = {"messages": [{"role": "user", "content": "word " * 20_000}]}


def post(served: Serving) -> int:
    """Make a thread with a long message; returns the status."""
    return httpx.post(f"{served.base_url}/threads", json=WORDS, trust_env=False, timeout=30).status_code


def test_a_disk_is_full_for_a_while(tmp_path: Path) -> None:
    """What is longer than the limit cannot be stored, in processes that begin meanwhile too; then it can."""
    troubles: list[Trouble] = []

    async def blow(*served: Serving) -> list[int]:
        weather = Weather(tmp_path / "a.db", Random(1), troubles)
        weather.reach(served[0].process.pid)
        filling = asyncio.create_task(weather.fill(60.0, 100_000))
        await asyncio.sleep(0)
        weather.reach(served[1].process.pid)
        during = [await asyncio.to_thread(post, each) for each in served]
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)
        return during + [await asyncio.to_thread(post, each) for each in served]

    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
    with (
        serving(folders[0], "--path", str(tmp_path / "a.db")) as first,
        serving(folders[1], "--path", str(tmp_path / "a.db")) as second,
    ):
        assert [503, 503, 200, 200] == asyncio.run(blow(first, second))
    assert [("full", True)] == [(trouble.kind, trouble.began < trouble.ended) for trouble in troubles]


def test_a_file_is_locked_for_a_while(tmp_path: Path) -> None:
    """Nobody else can write meanwhile; then everybody can."""
    path = tmp_path / "a.db"
    troubles: list[Trouble] = []

    async def blow(plain: sqlite3.Connection) -> None:
        locking = asyncio.create_task(Weather(path, Random(1), troubles).lock(60.0))
        await asyncio.sleep(0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            plain.execute("BEGIN IMMEDIATE")
        locking.cancel()
        await asyncio.gather(locking, return_exceptions=True)
        plain.execute("BEGIN IMMEDIATE").close()

    with closing(sqlite3.connect(path, timeout=0.0, isolation_level=None)) as plain:
        asyncio.run(blow(plain))
    assert ["lock"] == [trouble.kind for trouble in troubles]
