"""What is left of the server without an API: a Starlette application that stores an object and gives it back.

The cases about load start it in a process of its own, to hold the same conversations with it as with ours.
A run is a row of JSON in a SQLite file, written as safely as ours, and has ended when its time is up; no
model is asked. It waits for the disk on its event loop, so what it costs is a floor, and how late it answers
is none. As a script, `python bare_app.py FILE`, it prints its port and serves until standard input closes.
"""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import sys
import time
from collections import deque
from itertools import count
from threading import Thread

import uvicorn
from payloads import ASSISTANT, identifier, run
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

JSON_TYPE = "application/json"


class Desk:
    """The runs and their file."""

    def __init__(self, path: str) -> None:
        self.file = sqlite3.connect(path, isolation_level=None)
        self.file.execute("PRAGMA journal_mode = WAL").close()
        self.file.execute("PRAGMA synchronous = FULL").close()
        self.file.execute("CREATE TABLE run (id TEXT PRIMARY KEY, ends_at REAL, body TEXT)").close()
        self.numbers = count(1)
        self.ends: deque[float] = deque()

    async def make_assistant(self, request: Request) -> Response:
        """Answer with the id of the one assistant."""
        del request
        return Response(json.dumps({"id": ASSISTANT}), media_type=JSON_TYPE)

    async def make_run(self, request: Request) -> Response:
        """Store a run that takes as long as its model's name says; other models take no time."""
        asked = json.loads(await request.body())
        waits = re.fullmatch(r"waits-([0-9.]+)", asked["model"])
        number = next(self.numbers)
        made = {**run(number), "thread_id": identifier("thread", number), "status": "queued"}
        ends_at = time.monotonic() + float(waits[1] if waits else 0)
        self.ends.append(ends_at)
        row = (made["id"], ends_at, json.dumps(made))
        self.file.execute("INSERT INTO run VALUES (?, ?, ?)", row).close()
        return self.show(row[2], is_over=False)

    async def get_run(self, request: Request) -> Response:
        """Show a run as it is now."""
        found = self.file.execute("SELECT body, ends_at FROM run WHERE id = ?", (request.path_params["run"],))
        body, ends_at = found.fetchone()
        found.close()
        return self.show(body, is_over=time.monotonic() >= ends_at)

    async def tell_metrics(self, request: Request) -> Response:
        """Tell how many runs have not ended."""
        del request
        return Response(f"assistants_v2_runs_in_hand {self.count_in_hand()}\n")

    def count_in_hand(self) -> int:
        """Return how many runs have not ended; those of one model end in the order of their creation."""
        while self.ends and self.ends[0] <= time.monotonic():
            self.ends.popleft()
        return len(self.ends)

    def show(self, body: str, *, is_over: bool) -> Response:
        """Return a run as an answer, with the same advice as ours if it is not over."""
        if is_over:
            ended = {**json.loads(body), "status": "completed"}
            return Response(json.dumps(ended), media_type=JSON_TYPE)
        wait = min(max(100, 5 * self.count_in_hand()), 5000)  # not imported, so that memory is its own
        advice = {"openai-poll-after-ms": str(wait)}
        return Response(body, media_type=JSON_TYPE, headers=advice)


def main() -> None:
    """Print a free port and serve there until standard input closes."""
    desk = Desk(sys.argv[1])
    app = Starlette(
        routes=[
            Route("/v1/assistants", desk.make_assistant, methods=["POST"]),
            Route("/v1/threads/runs", desk.make_run, methods=["POST"]),
            Route("/v1/threads/{thread}/runs/{run}", desk.get_run),
            Route("/metrics", desk.tell_metrics),
        ]
    )
    serve_app(app)


def serve_app(app: Starlette) -> None:
    """Print a free port and serve an application there until standard input closes."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_keep_alive=75, lifespan="off"))

    def wait_for_end() -> None:
        sys.stdin.read()
        server.should_exit = True

    Thread(target=wait_for_end, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening:
        print(listening.getsockname()[1], flush=True)
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
