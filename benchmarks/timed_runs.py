"""A server on 127.0.0.1 whose runs end at a set time, in a process of its own; it writes down every request.

`serving_runs` starts it. Who creates a run says in its metadata how it goes, on `time.monotonic`, which all
processes of a machine share:

    ends_at     when it is completed, in seconds
    asks_at     when it asks for three tools first, in seconds
    thinks      how many seconds after the outputs it is completed, for a run that asks
    pieces      in how many pieces it says its answer, evenly spread, where it is streamed

It gives no advice on when to look again. As a script it prints its port and serves until its standard input
closes; with the word `streams` it streams runs to those who ask for that.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.request import urlopen

import payloads
from loopback import answer, serve, starting
from payloads import ASSISTANT, JSON, encoded, identifier, page

TOOLS = 3

RUN = re.compile(r"/v1/threads/(?P<thread>[^/]+)/runs(?:/(?P<run>[^/]+))?(?P<rest>/[a-z_]+)?")
"""The path of a run, of what belongs to it, or of a thread's runs."""


STREAM = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

DONE = b"event: done\ndata: [DONE]\n\n"


def event(name: str, data: JSON) -> bytes:
    """Return an event as OpenAI's server wrote it."""
    return b"event: " + name.encode() + b"\ndata: " + encoded(data) + b"\n\n"


def chunk(content: bytes) -> bytes:
    """Return a chunk of an answer; one without content is its end."""
    return b"%x\r\n%b\r\n" % (len(content), content)


def moment(metadata: JSON, name: str) -> float:
    """Return a time, or a number of seconds, that metadata names; beyond all times if it does not."""
    return float(metadata.get(name, "inf"))


def called() -> JSON:
    """Return the step in which the tools were called."""
    step = payloads.step(0)
    step["step_details"]["tool_calls"] = [payloads.function_call(number) for number in range(TOOLS)]
    return step


@dataclass
class TimedRun:
    """A run that goes as its metadata says."""

    body: JSON
    ends_at: float = field(init=False)
    asks_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends_at = moment(self.body["metadata"], "ends_at")
        self.asks_at = moment(self.body["metadata"], "asks_at")

    def now(self, at: float) -> JSON:
        """Return the run as it is at a time."""
        if at >= self.ends_at:
            return self.body
        working = {**self.body, "completed_at": None, "usage": None}
        if at >= self.asks_at:
            return {**working, "status": "requires_action", "required_action": self.action()}
        return {**working, "status": "in_progress"}

    def action(self) -> JSON:
        """Return what the run asks for."""
        calls: list[JSON] = called()["step_details"]["tool_calls"]
        for call in calls:
            del call["function"]["output"]
        return {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": calls}}

    def take(self, at: float) -> None:
        """Have the tools' outputs, and think about them."""
        self.ends_at = at + moment(self.body["metadata"], "thinks")
        self.asks_at = float("inf")

    def events(self, at: float, head: str) -> Iterator[tuple[float, bytes]]:
        """Yield the events of a stream that begins at a time, and when each is sent.

        Args:
            at: The time.
            head: How the stream begins: `run.created`, or `run.step.completed` after tool outputs.
        """
        first = called() if head == "run.step.completed" else {**self.now(at), "status": "queued"}
        yield at, event(f"thread.{head}", first) + event("thread.run.in_progress", self.now(at))
        if self.asks_at < self.ends_at:
            begun = event("thread.run.step.created", {**called(), "status": "in_progress"})
            yield self.asks_at, begun + event("thread.run.requires_action", self.now(self.asks_at)) + DONE
            return
        said = {**payloads.message(1), "run_id": self.body["id"], "thread_id": self.body["thread_id"]}
        pieces = int(self.body["metadata"].get("pieces", 0))
        yield at, event("thread.message.created", {**said, "content": [], "status": "in_progress"})
        for number in range(pieces):
            delta = {"index": 0, "type": "text", "text": {"value": f" word{number}"}}
            data = {"id": said["id"], "object": "thread.message.delta", "delta": {"content": [delta]}}
            yield at + (self.ends_at - at) * (number + 1) / (pieces + 1), event("thread.message.delta", data)
        whole = event("thread.message.completed", {**said, "status": "completed"})
        yield self.ends_at, whole + event("thread.run.completed", self.body) + DONE


class Desk:
    """What all connections share: the runs, and the log of what was asked and answered.

    Args:
        streams: Whether runs are streamed to those who ask for it.
    """

    def __init__(self, *, streams: bool) -> None:
        self.streams = streams
        self.runs: dict[str, TimedRun] = {}
        self.numbers = count(1)
        self.log: list[JSON] = []

    def handle(self, method: str, path: str, body: bytes) -> JSON | None:
        """Answer a request and write it down; None for what is not here."""
        if path == "/log":
            return {"log": self.log}
        at = time.monotonic()
        found = self.object(path, body, at)
        self.log.append({"at": at, "method": method, "path": path, "status": (found or {}).get("status")})
        return found

    def stream(self, path: str, body: bytes, found: JSON) -> Iterator[tuple[float, bytes]] | None:
        """Return the events of a run that was just set to work, and when each is sent, if they are wanted."""
        if not self.streams or b'"stream":true' not in body.replace(b" ", b""):
            return None
        head = "run.step.completed" if path.endswith("/submit_tool_outputs") else "run.created"
        return self.runs[found["id"]].events(time.monotonic(), head)

    def object(self, path: str, body: bytes, at: float) -> JSON | None:
        """Return what a path stands for at a time, after doing what it and the body ask for."""
        if path == f"/v1/assistants/{ASSISTANT}":
            tools = [payloads.function_tool(1)]
            return {"id": ASSISTANT, "object": "assistant", "created_at": 1, "model": "m", "tools": tools}
        if re.fullmatch(r"/v1/threads/[^/]+/messages", path):
            return page([{**payloads.message(1), "run_id": None}])  # it is that of each run
        match = RUN.fullmatch(path)
        if match is None:
            return None
        if match["run"] is None:
            return self.create(match["thread"], json.loads(body)).now(at)
        run = self.runs[match["run"]]
        if match["rest"] == "/steps":
            return page([called()])
        if match["rest"] == "/submit_tool_outputs":
            run.take(at)
        return run.now(at)

    def create(self, thread: str, asked: JSON) -> TimedRun:
        """Make a run."""
        number = next(self.numbers)
        made = payloads.run(number, tools=1)
        made |= {"thread_id": thread, "metadata": asked["metadata"], "expires_at": made["created_at"] + 600}
        run = self.runs[made["id"]] = TimedRun(made)
        return run


class Connection(asyncio.Protocol):
    """A connection that is kept alive; bodies come with their length."""

    transport: asyncio.Transport

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, rest = self.received.partition(b"\r\n\r\n")
            announced = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
            length = int(announced[1]) if announced else 0
            if len(rest) < length:
                return
            self.received = rest[length:]
            method, target = head.decode("latin-1").split(" ", 2)[:2]
            path, content = target.partition("?")[0], rest[:length]
            found = self.desk.handle(method, path, content)
            if found is None:
                self.transport.write(answer(b"{}", "404 Not Found"))
            elif events := self.desk.stream(path, content, found):
                self.transport.write(STREAM)
                self.send(events)
            else:
                self.transport.write(answer(encoded(found)))

    def send(self, events: Iterator[tuple[float, bytes]]) -> None:
        """Send events, each at its time, and then the end of the answer."""
        for at, content in events:
            if at > time.monotonic():
                asyncio.get_running_loop().call_at(at, self.send_and_go_on, content, events)
                return
            self.transport.write(chunk(content))
        self.transport.write(chunk(b""))

    def send_and_go_on(self, content: bytes, events: Iterator[tuple[float, bytes]]) -> None:
        """Send an event, whose time has come, and those after it."""
        self.transport.write(chunk(content))
        self.send(events)


@dataclass(frozen=True)
class RunServer:
    """The server, as its clients see it."""

    base_url: str

    def log(self) -> list[JSON]:
        """Return what was asked so far: when, method, path, and the status of the run that was told."""
        with urlopen(f"{self.base_url.removesuffix('/v1')}/log") as response:
            log: list[JSON] = json.load(response)["log"]
        return log


def requests_for(log: list[JSON], run_id: str) -> list[JSON]:
    """Return those of a run's requests that look at it or change it; its creation is not among them."""
    return [entry for entry in log if run_id in entry["path"]]


def thread_of(number: int) -> str:
    """Return a thread's id; the server knows all threads."""
    return identifier("thread", number)


def metadata(**seconds: float) -> dict[str, str]:
    """Return the metadata that tells the server how a run goes."""
    return {name: repr(value) for name, value in seconds.items()}


@contextmanager
def serving_runs(*, streams: bool = False) -> Generator[RunServer]:
    """Start the server and yield it; it ends with the block, or with this process.

    Args:
        streams: Whether it streams; by default it is one of those whose runs have to be looked at.
    """
    with starting(__file__, *["streams"] * streams) as started:
        yield RunServer(started.base_url)


def main() -> None:
    """Serve until standard input closes."""
    desk = Desk(streams="streams" in sys.argv[1:])
    asyncio.run(serve(lambda: Connection(desk)))


if __name__ == "__main__":
    main()
