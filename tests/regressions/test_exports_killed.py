"""An export that is killed at any moment, again and again: nothing is half, and the next one goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

from assistants_v2 import Assistants
from assistants_v2.history import export_history

from ..faults.fault_server import fault_server
from .foundry import PROJECT, Foundry, fill, read_folder

SCRIPT = """
import sys
from assistants_v2 import Assistants
from assistants_v2.history import export_history
client = Assistants(base_url=sys.argv[1], api_key="sk-test", server="foundry")
export_history(client, sys.argv[2], requests_per_second=1e6)
"""
ROUNDS = 6


def kill_amid(address: str, folder: Path, more: int, pause: float) -> bool:
    """Export until so many threads more are there, and a little longer; say whether it was killed."""
    goal = count_threads(folder) + more
    started = subprocess.Popen([sys.executable, "-c", SCRIPT, address, str(folder)])
    try:
        while started.poll() is None and count_threads(folder) < goal:
            time.sleep(0.001)
        time.sleep(pause)
        return started.poll() is None
    finally:
        started.kill()
        started.wait()


def count_threads(folder: Path) -> int:
    """Return how many threads have a file."""
    return len([*folder.glob("threads/*.json")])


def check_whole(folder: Path, project: Foundry) -> None:
    """Fail if anything under its own name is not all that the server has of it."""
    for name, found in read_folder(folder).items():
        if name.startswith("threads/") and not name.endswith(".part"):
            thread_id = found["thread_id"]
            assert project.messages[thread_id] == found["messages"]
            assert 2 == len(found["runs"][0]["steps"])
        if name.startswith("files/") and not name.endswith(".part"):
            assert project.contents[name.removeprefix("files/")] == found


def test_a_killed_export_is_gone_on_with(tmp_path: Path) -> None:
    """What was written stays and is not fetched again; in the end all is there, and nothing else."""
    project, chance = fill(threads=150, messages=30), Random(15)
    project.contents["assistant-image"] = b"image" * 1_000_000
    project.files["assistant-image"]["bytes"] = 5_000_000
    kills = 0
    with fault_server(project) as served:
        address = served.base_url.removesuffix("/v1") + PROJECT
        for _ in range(ROUNDS):
            kills += kill_amid(address, tmp_path, chance.randrange(12), chance.random() * 0.02)
            check_whole(tmp_path, project)
        assert kills >= 3
        before = count_threads(tmp_path)
        with Assistants(base_url=address, api_key="sk-test", server="foundry") as client:
            report = export_history(client, tmp_path, requests_per_second=1e6)
    assert (150 - before, before) == (report.totals.exported, report.totals.unchanged)
    check_whole(tmp_path, project)
    assert (150, True) == (count_threads(tmp_path), report.is_complete)
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
