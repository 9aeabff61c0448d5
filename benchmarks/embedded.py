"""The server in this process, asked without a client, and a file in which much has happened already.

The case about the server uses it: what a request costs is then the server's alone.
"""

from __future__ import annotations

import json

from assistants_v2_server import Server
from assistants_v2_server.store import MESSAGES, RUNS, Database, MessageRow, RunRow
from payloads import ASSISTANT, JSON, NOON, encoded, identifier, text

OLD_RUNS = 20_000
"""How many runs a long thread has had."""

MESSAGES_A_RUN = 5

BATCH = 1000
"""How many runs are stored in one transaction."""


class Embedded:
    """A server, and requests to it.

    Args:
        server: The server.

    Attributes:
        server: The server.
    """

    def __init__(self, server: Server) -> None:
        self.server = server
        self.assistant = str(self.post("/assistants", {"model": "rehearsal"})["id"])

    def post(self, path: str, body: JSON) -> JSON:
        """Send a POST; return the object that it is answered with."""
        return self._ask("POST", path, "", encoded(body))

    def get(self, path: str, query: str = "") -> JSON:
        """Send a GET; return the object that it is answered with."""
        return self._ask("GET", path, query, b"")

    def make_thread(self) -> str:
        """Make a thread with a message; return its id."""
        message = {"role": "user", "content": text(1, 1)}
        return str(self.post("/threads", {"messages": [message]})["id"])

    def begin_run(self, thread: str) -> str:
        """Make a run on a thread; return its id."""
        return str(self.post(f"/threads/{thread}/runs", {"assistant_id": self.assistant})["id"])

    def lengthen(self, thread: str) -> str:
        """Put many runs and their messages on a thread; return the id of one of the runs."""
        for first in range(0, OLD_RUNS, BATCH):
            store_runs(self.server.database, thread, range(first, first + BATCH))
        return identifier("run", OLD_RUNS // 2)

    def _ask(self, method: str, path: str, query: str, body: bytes) -> JSON:
        answer = self.server.handle(method, path, query, {}, body)
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body.decode()}")
        answered: JSON = json.loads(answer.body)
        return answered


def store_runs(database: Database, thread: str, numbers: range) -> None:
    """Store runs that have ended, with their messages."""
    with database.write() as connection:
        for number in numbers:
            RUNS.insert(connection, make_run(thread, number))
            for place in range(MESSAGES_A_RUN):
                MESSAGES.insert(connection, make_message(thread, number, place))


def make_run(thread: str, number: int) -> RunRow:
    """Return a run that has ended."""
    return RunRow(
        id=identifier("run", number),
        thread_id=thread,
        assistant_id=ASSISTANT,
        status="completed",
        created_at=NOON,
        expires_at=None,
        completed_at=NOON,
        settings={"model": "rehearsal", "instructions": text(number, 3), "tools": []},
        metadata={},
        answerer="rehearsal",
    )


def make_message(thread: str, number: int, place: int) -> MessageRow:
    """Return a message of a run."""
    return MessageRow(
        id=identifier("msg", number * MESSAGES_A_RUN + place),
        thread_id=thread,
        created_at=NOON,
        role="assistant",
        content=[{"type": "text", "text": {"value": text(number + place, 3), "annotations": []}}],
        attachments=[],
        metadata={},
        run_id=identifier("run", number),
        completed_at=NOON,
    )
