"""What the server costs: a retrieve over HTTP, its start, a run in this process, requests to a long thread.

Over HTTP, what counts is the CPU of a server's process, on a file, with metrics and a log in JSON. The own
time of a run in this process goes from the request that makes it to its end; nobody looks meanwhile.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from assistants_v2_server import Server
from embedded import MESSAGES_A_RUN, OLD_RUNS, Embedded
from harness import Comparison, Contestant, Metric, Sample, Target, cpu_and_wall, repeated
from loopback import starting
from payloads import JSON, encoded, text
from served import Served, serving_ours

CONSTANT_APP = str(Path(__file__).parent.parent / "constant_app.py")

RETRIEVES, CONSTANTS = 1000, 8000
"""Requests of a sample, ours and the floor's: the clock of a process counts hundredths of a second."""

RUNS = 50
APPENDS = 50
LISTS = 200

RETRIEVE = (Metric("cpu", "server CPU µs", 1e6, Target(of_floor=12, at_most=500)),)
START = (Metric("cpu", "CPU ms", 1e3, Target(at_most=350)),)
OWN_TIME = (
    Metric("p50", "own time, p50 ms", 1e3, Target(at_most=5)),
    Metric("cpu", "CPU ms", 1e3, Target(at_most=5)),
)
LONG = cpu_and_wall("µs", 1e6, Target(of_floor=2))

serve = serving_ours("--log-format", "json")


class Asking:
    """A connection to a server that is kept alive."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.connection = HTTPConnection(urlsplit(served.base_url).netloc)

    def ask(self, method: str, path: str, body: JSON | None = None) -> JSON:
        """Send a request; return the object that it is answered with."""
        headers = {} if body is None else {"content-type": "application/json"}
        self.connection.request(method, f"/v1{path}", None if body is None else encoded(body), headers)
        answered: JSON = json.loads(self.connection.getresponse().read())
        return answered

    def finish_run(self) -> str:
        """Have a run made, and wait for its end; return its path."""
        assistant = self.ask("POST", "/assistants", {"model": "rehearsal"})["id"]
        thread = {"messages": [{"role": "user", "content": text(1, 1)}]}
        run = self.ask("POST", "/threads/runs", {"assistant_id": assistant, "thread": thread})
        path = f"/threads/{run['thread_id']}/runs/{run['id']}"
        while self.ask("GET", path)["status"] != "completed":
            time.sleep(0.01)
        return path

    def repeat(self, path: str, times: int) -> Contestant:
        """Return a contestant that sends a GET again and again."""

        def sample() -> Sample:
            before = self.served.cpu()
            for _ in range(times):
                self.connection.request("GET", f"/v1{path}")
                self.connection.getresponse().read()
            return {"cpu": (self.served.cpu() - before) / times}

        return sample


def start() -> Sample:
    """Start a server on a new file, and end it."""
    with serve() as served:
        return {"cpu": served.cpu()}


def running(embedded: Embedded) -> Contestant:
    """Return a contestant that has runs made, and waits for the end of each."""

    def sample() -> Sample:
        took: list[float] = []
        cpu = 0.0
        for thread in [embedded.make_thread() for _ in range(RUNS)]:
            began, before = time.perf_counter(), time.process_time()
            embedded.begin_run(thread)
            while embedded.server.count_in_hand():
                time.sleep(0.0002)
            took.append(time.perf_counter() - began)
            cpu += time.process_time() - before
        return {"p50": median(took), "cpu": cpu / RUNS}

    return sample


def appending(embedded: Embedded, thread: str) -> Contestant:
    """Return a contestant that adds messages to a thread."""
    message: JSON = {"role": "user", "content": text(2, 1)}
    return repeated(lambda: embedded.post(f"/threads/{thread}/messages", message), APPENDS)


def listing(embedded: Embedded, thread: str, run: str) -> Contestant:
    """Return a contestant that lists the messages of a run."""
    path, query = f"/threads/{thread}/messages", f"run_id={run}&limit=1"
    return repeated(lambda: embedded.get(path, query), LISTS)


def compare_over_http(stack: ExitStack) -> list[Comparison]:
    """Return what is compared over HTTP."""
    ours = Asking(stack.enter_context(serve()))
    constant = stack.enter_context(starting(CONSTANT_APP))
    floor = Asking(Served(constant.base_url, constant.pid))
    path = ours.finish_run()
    retrieving = ours.repeat(path, RETRIEVES), None, floor.repeat(path, CONSTANTS)
    return [
        Comparison("retrieve a run over HTTP, beside an ASGI constant", *retrieving, RETRIEVE),
        Comparison("start `serve` on a new file", start, None, None, START),
    ]


def compare_embedded(stack: ExitStack) -> list[Comparison]:
    """Return what is compared in this process."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    memory, file = Embedded(Server()), Embedded(Server(folder / "some.db"))
    for embedded in (memory, file):
        stack.callback(embedded.server.close)
    return [
        Comparison("a run, embedded in memory", running(memory), None, None, OWN_TIME),
        Comparison("a run, embedded on a file", running(file), None, None, OWN_TIME),
        *compare_lengths(file),
    ]


def compare_lengths(embedded: Embedded) -> list[Comparison]:
    """Return what is compared between a long thread and a short one, in one file."""
    long, short = embedded.make_thread(), embedded.make_thread()
    runs = embedded.lengthen(long), embedded.begin_run(short)
    while embedded.server.count_in_hand():
        time.sleep(0.01)
    size = f"a thread of {OLD_RUNS:,} runs and {OLD_RUNS * MESSAGES_A_RUN:,} messages, beside a short one"
    appends = appending(embedded, long), None, appending(embedded, short)
    lists = listing(embedded, long, runs[0]), None, listing(embedded, short, runs[1])
    return [
        Comparison(f"append to {size}", *appends, LONG),
        Comparison(f"messages of one run in {size}", *lists, LONG),
    ]


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with ExitStack() as stack:
        yield [*compare_over_http(stack), *compare_embedded(stack)]
