"""A server that was open when its process was forked: it goes on in both, on the same file or on copies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import os, sys, time
import httpx
from assistants_v2_server import Rehearsal, local_transport

path, use = sys.argv[1:]

class Slow(Rehearsal):
    def answer(self, prompt):
        if "slow" in str(prompt.messages):
            time.sleep(1)
        yield from super().answer(prompt)

client = httpx.Client(base_url="http://local/v1", transport=local_transport(path, Slow()))
assistant = client.post("/assistants", json={"model": "m", "instructions": "x"}).json()["id"]

def begin(text):
    thread = {"messages": [{"role": "user", "content": text}]}
    run = client.post("/threads/runs", json={"assistant_id": assistant, "thread": thread}).json()
    return f"/threads/{run['thread_id']}/runs/{run['id']}"

def finish(path):
    while (status := client.get(path).json()["status"]) in ("queued", "in_progress"):
        time.sleep(0.01)
    return status

if use == "used":
    finish(begin("quick"))
own = begin("slow")
child = os.fork()
if not child:
    print("child", finish(begin("quick")), flush=True)
    client.close()
    os._exit(0)
os.waitpid(child, 0)
print("parent", finish(own), finish(begin("quick")), flush=True)
client.close()
"""


@pytest.mark.parametrize("use", ["used", "fresh"])
@pytest.mark.parametrize("place", ["memory", "file"])
def test_runs_are_worked_on_in_parent_and_child(tmp_path: Path, place: str, use: str) -> None:
    """The child works on its own runs, the parent goes on with what it had in hand, and both close."""
    path = ":memory:" if place == "memory" else str(tmp_path / "a.db")
    assert ("child completed\nparent completed completed\n", "") == _run(_PROGRAM, path, use)
    assert (["a.db"] if place == "file" else []) == [path.name for path in tmp_path.iterdir()]


_WRITING = """
import os, sys, threading, time
from assistants_v2_server import Server

server = Server(sys.argv[1])
begun = threading.Event()

def write():
    with server.database.write() as connection:
        connection.exec_driver_sql("UPDATE thread SET created_at = 0")
        begun.set()
        time.sleep(0.3)

writer = threading.Thread(target=write)
writer.start()
begun.wait()
child = os.fork()
status = server.handle("POST", "/v1/threads", "", {}, b"").status
if not child:
    print("child", status, flush=True)
    server.close()
    os._exit(0)
os.waitpid(child, 0)
print("parent", status, flush=True)
server.close()
"""


def test_a_fork_in_the_midst_of_a_write_locks_nobody_out(tmp_path: Path) -> None:
    """The fork waits for what another thread writes; else the child would find the file locked for ever."""
    assert ("child 200\nparent 200\n", "") == _run(_WRITING, str(tmp_path / "a.db"))


_READING = """
import os, sys, threading
from assistants_v2_server import Server

path = sys.argv[1]
server = Server(path)
over = threading.Event()

def read():
    while not over.is_set():
        Server(path).close()

readers = [threading.Thread(target=read) for _ in range(3)]
for reader in readers:
    reader.start()
for _ in range(20):
    child = os.fork()
    if not child:
        os._exit(server.handle("POST", "/v1/threads", "", {}, b"").status == 200)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), end="", flush=True)
over.set()
for reader in readers:
    reader.join()
server.close()
"""


def test_a_fork_in_the_midst_of_opening_a_file_locks_nobody_out(tmp_path: Path) -> None:
    """Other threads may open, read and close files; no lock of SQLite's is copied while they hold it."""
    assert ("1" * 20, "") == _run(_READING, str(tmp_path / "a.db"))


def _run(program: str, *arguments: str) -> tuple[str, str]:
    """Run a program; return what it printed, and its errors."""
    # From Python 3.12 on every fork of a process that has threads is warned of.
    quiet = [sys.executable, "-W", "ignore::DeprecationWarning", "-c"]
    done = subprocess.run([*quiet, program, *arguments], capture_output=True, text=True, timeout=60)
    return done.stdout, done.stderr
