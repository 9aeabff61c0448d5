"""Large uploads in parts: never whole in memory, and not lost with a server that is killed at their end."""

from __future__ import annotations

import hashlib
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from .door.serving import serving
from .test_large_files import MIB, read_memory, read_through

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read as Linux tells it"
)

PART = 64 * MIB
PIECE = bytes(range(256)) * (PART // 256)


def begin(client: httpx.Client, parts: int, size: int = PART) -> tuple[str, list[str]]:
    """Begin an upload of parts that have the same bytes; return its path and the ids of the parts."""
    fields = {"filename": "a.bin", "purpose": "assistants", "mime_type": "application/octet-stream"}
    upload = client.post("/uploads", json={"bytes": parts * size, **fields}).raise_for_status().json()
    path = f"/uploads/{upload['id']}"
    form = {"data": ("a.bin", PIECE[:size])}
    added = [client.post(f"{path}/parts", files=form).raise_for_status().json() for _ in range(parts)]
    return path, [part["id"] for part in added]


def complete(client: httpx.Client, path: str, parts: list[str]) -> Any:
    """Complete an upload; return its file."""
    size = len(parts) * PART
    md5 = hashlib.md5()
    for _ in parts:
        md5.update(PIECE)
    answer = client.post(f"{path}/complete", json={"part_ids": parts, "md5": md5.hexdigest()}, timeout=120)
    assert 200 == answer.status_code, answer.text
    file = answer.json()["file"]
    assert size == file["bytes"]
    return file


def test_an_upload_is_never_whole_in_memory(tmp_path: Path) -> None:
    """A quarter of a gigabyte in parts adds 32 MiB at most to what a small one needs."""
    with (
        serving(tmp_path, "--path", str(tmp_path / "a.db")) as server,
        httpx.Client(base_url=server.base_url, timeout=120) as client,
    ):
        path, parts = begin(client, 1, MIB)
        client.post(f"{path}/complete", json={"part_ids": parts}).raise_for_status()
        before = read_memory(server.process.pid)
        file = complete(client, *begin(client, 4))
        assert 4 * PART == read_through(client, file["id"])
        assert read_memory(server.process.pid) - before <= 32 * MIB


def test_a_server_that_is_killed_while_it_completes_loses_nothing(tmp_path: Path) -> None:
    """The next one removes what was half, has no file, and completes the upload when it is asked again."""
    path, folder = tmp_path / "a.db", tmp_path / "a.db-files"
    with (
        serving(tmp_path, "--path", str(path)) as server,
        httpx.Client(base_url=server.base_url, timeout=120) as client,
    ):
        upload, parts = begin(client, 8)
        [part] = [found for found in folder.rglob("*") if found.is_file()]  # they have the same bytes

        def ask() -> None:
            with pytest.raises(httpx.TransportError), httpx.Client(base_url=server.base_url) as other:
                other.post(f"{upload}/complete", json={"part_ids": parts, "md5": "0" * 32}, timeout=120)

        asking = threading.Thread(target=ask)
        asking.start()
        while not [found for found in (folder / "incoming").iterdir() if found.stat().st_size > MIB]:
            assert asking.is_alive()
            time.sleep(0.001)
        server.end(signal.SIGKILL)
        asking.join()
    with (
        serving(tmp_path, "--path", str(path)) as server,
        httpx.Client(base_url=server.base_url, timeout=120) as client,
    ):
        assert [part] == [found for found in folder.rglob("*") if found.is_file()]
        assert [] == client.get("/files").json()["data"]
        file = complete(client, upload, parts)
        assert [file] == client.get("/files").json()["data"]
        assert 8 * PART == read_through(client, file["id"])
        assert 1 == len([found for found in folder.rglob("*") if found.is_file()])
