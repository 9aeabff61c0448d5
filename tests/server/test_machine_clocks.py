"""Machines whose clocks are an hour apart work on one PostgreSQL database, and nothing expires too early."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..databases.places import PostgresDatabases
from ..waiting import wait_until
from .counting_endpoint import CountingEndpoint
from .door.serving import serving, working

pytestmark = pytest.mark.slow

_HOUR = 3600

_SHIFT = """
import time
machine = time.time
time.time = lambda: machine() + {seconds}
"""


def shift_clock(folder: Path, seconds: int) -> dict[str, str]:
    """Return the environment of a process on a machine whose clock is wrong."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_SHIFT.format(seconds=seconds))
    return {"PYTHONPATH": os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])}


@pytest.mark.parametrize(("door_is_off", "worker_is_off"), [(0, _HOUR), (-_HOUR, 0), (_HOUR, -_HOUR)])
def test_a_run_is_worked_on_whatever_the_clocks_of_door_and_worker_say(
    tmp_path: Path, postgres_databases: PostgresDatabases, door_is_off: int, worker_is_off: int
) -> None:
    """It does not expire, which it does ten minutes after it was made, and its times are PostgreSQL's."""
    endpoint = CountingEndpoint()
    endpoint.holds = False
    options = ("--database", postgres_databases.new(), "--interpreter", "none")
    door_clock = shift_clock(tmp_path / "door", door_is_off)
    worker_clock = shift_clock(tmp_path / "worker", worker_is_off)
    log = tmp_path / "work.log"
    with (
        endpoint.serve() as url,
        working(log, *options, "--model-url", f"{url}/v1", **worker_clock),
        serving(tmp_path, "--no-work", *options, **door_clock) as door,
        httpx.Client(base_url=door.base_url, timeout=60, trust_env=False) as client,
    ):
        began = int(time.time())
        assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
        thread = {"messages": [{"role": "user", "content": "q"}]}
        body = {"assistant_id": assistant, "thread": thread}
        run: dict[str, Any] = client.post("/threads/runs", json=body).raise_for_status().json()
        path = f"/threads/{run['thread_id']}/runs/{run['id']}"
        wait_until(lambda: client.get(path).json()["status"] not in {"queued", "in_progress"}, seconds=120)
        ended: dict[str, Any] = client.get(path).json()
    assert "completed" == ended["status"], ended["last_error"]
    times = [run["created_at"], ended["started_at"], ended["completed_at"]]
    assert began - 1 <= times[0] <= times[1] + 1 <= times[2] + 2 <= time.time() + 3
