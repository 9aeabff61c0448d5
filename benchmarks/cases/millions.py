"""A PostgreSQL with ten million messages and a million runs, beside one with ten thousand. Run when named.

It is filled by SQL, which takes some minutes and twelve gigabytes of disk, and is gone afterwards. What is
asked of both goes through a server in this process, so that what differs is what PostgreSQL takes.
"""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median
from threading import Event

from assistants_v2_server import Server
from assistants_v2_server.models import FinishPiece, Piece, Prompt, TextPiece, Usage
from embedded import Embedded
from filling import LONG, Size, fill, name
from harness import Comparison, Contestant, Metric, Sample, Target
from payloads import JSON
from postgres import Postgres, running_postgres

BIG, SMALL = Size(10_000_000, 200), Size(10_000, 1)

ROUNDS = 9

UNLOGGED = {"wal_level": "minimal", "max_wal_senders": "0"}
"""Has PostgreSQL write the indexes that `fill` makes once, and not to its log besides."""

ASKED = 60
"""How often a sample asks for each thing, each time of another thread."""

SWEEPS = 5

SETTLED = 30.0
"""Seconds within which a run is to have ended."""

LIMIT = (
    Metric("p50", "p50 ms", 1e3, Target(of_floor=1.5)),
    Metric("longest", "longest ms", 1e3),
)


class Stamping:
    """A model that says a word, and when it was asked last."""

    identity = "stamping"

    def __init__(self) -> None:
        self.asked = 0.0
        self.has_been_asked = Event()

    async def answer(self, prompt: Prompt) -> AsyncIterator[Piece]:
        """Answer with a word."""
        del prompt
        self.asked = time.perf_counter()
        self.has_been_asked.set()
        yield TextPiece("Yes.")
        yield FinishPiece("stop", Usage(1, 1))

    def close(self) -> None:
        """Do nothing."""


class Side:
    """One of the two databases, and a server on it.

    Args:
        postgres: The database.
        size: How much is in it.
    """

    def __init__(self, postgres: Postgres, size: Size) -> None:
        self.model = Stamping()
        self.server = Server(postgres.url, self.model, works="shared")
        self.embedded = Embedded(self.server)
        self.size = size
        self._random = random.Random(size.messages)

    def pick_thread(self) -> str:
        """Return the path of some thread."""
        return f"/threads/{name('thread', self._random.randrange(self.size.threads))}"

    def pick_store(self) -> str:
        """Return the path of some vector store."""
        return f"/vector_stores/vs_{self._random.randrange(self.size.stores)}"

    def claim(self) -> float:
        """Queue a run; return the seconds until the model was asked, and see it to its end."""
        self.model.has_been_asked.clear()
        began = time.perf_counter()
        body: JSON = {"assistant_id": self.embedded.assistant}
        self.embedded.post(f"{self.pick_thread()}/runs", body)
        if not self.model.has_been_asked.wait(SETTLED):
            raise RuntimeError("the model was not asked")
        until = time.monotonic() + SETTLED
        while self.server.count_in_hand() and time.monotonic() < until:
            time.sleep(0.0005)
        return self.model.asked - began


def repeating(ask: Callable[[], object], times: int) -> Contestant:
    """Return a contestant that asks so often, and knows what it took."""

    def measure() -> float:
        began = time.perf_counter()
        ask()
        return time.perf_counter() - began

    return timing(measure, times)


def timing(measure: Callable[[], float], times: int) -> Contestant:
    """Return a contestant that has something measured so often."""

    def sample() -> Sample:
        took = [measure() for _ in range(times)]
        return {"p50": median(took), "longest": max(took)}

    return sample


def append(side: Side) -> Contestant:
    """Append messages to threads."""
    message: JSON = {"role": "user", "content": "And this year?"}
    return repeating(lambda: side.embedded.post(f"{side.pick_thread()}/messages", message), ASKED)


def read_messages(side: Side) -> Contestant:
    """Read the first page of the messages of threads."""
    return repeating(lambda: side.embedded.get(f"{side.pick_thread()}/messages"), ASKED)


def read_runs(side: Side) -> Contestant:
    """Read the first page of the runs of threads."""
    return repeating(lambda: side.embedded.get(f"{side.pick_thread()}/runs"), ASKED)


def read_threads(side: Side) -> Contestant:
    """Read the first page of all threads."""
    return repeating(lambda: side.embedded.get("/threads"), ASKED)


def read_long(path: str) -> Callable[[Side], Contestant]:
    """Return what reads the first page of something of the long thread of either."""
    return lambda side: repeating(lambda: side.embedded.get(f"/threads/{LONG}/{path}"), ASKED)


def claim(side: Side) -> Contestant:
    """Have runs queued and claimed."""
    return timing(side.claim, ASKED)


def sweep(side: Side) -> Contestant:
    """Sweep: runs of dead servers, runs whose time is up, what has expired, what is nobody's."""
    return repeating(side.server.sweep, SWEEPS)


def search(side: Side) -> Contestant:
    """Search vector stores by words."""
    body: JSON = {"query": "seals of pump number 17"}
    return repeating(lambda: side.embedded.post(f"{side.pick_store()}/search", body), ASKED)


CONTESTS: dict[str, Callable[[Side], Contestant]] = {
    "append a message": append,
    "first page of a thread's messages": read_messages,
    "first page of a thread's runs": read_runs,
    "first page of all threads": read_threads,
    "queue a run, claim it, ask the model": claim,
    "sweep everything": sweep,
    "search one vector store by words": search,
}


def compare_sides(big: Side, small: Side) -> list[Comparison]:
    """Return what is compared between the two."""
    size = f"{big.size.messages:,} messages beside {small.size.messages:,}"
    both = [
        Comparison(f"{what}, {size}", make(big), None, make(small), LIMIT, ROUNDS)
        for what, make in CONTESTS.items()
    ]
    long = f"of a thread of 20,000 messages beside one of 50, {big.size.messages:,} messages"
    pages: list[tuple[str, Callable[[Side], Contestant]]] = [("messages", read_messages), ("runs", read_runs)]
    return [
        *both,
        *[
            Comparison(f"{what} {long}", read_long(what)(big), None, read(big), LIMIT, ROUNDS)
            for what, read in pages
        ],
    ]


@contextmanager
def open_sides(big: Size, small: Size) -> Generator[tuple[Side, Side]]:
    """Make and fill two databases, and open a server on each."""
    with ExitStack() as stack:
        postgres = stack.enter_context(running_postgres(fsync=True, **UNLOGGED))
        print(postgres.describe(), flush=True)
        sides: list[Side] = []
        for title, size in (("big", big), ("small", small)):
            database = postgres.new(title)
            Server(database.url, works="none").close()
            began = time.monotonic()
            fill(database, size, with_long=size is big)
            [(bytes_taken,)] = database.fetch("SELECT pg_database_size(current_database())")
            print(
                f"{size.messages:,} messages and {size.runs:,} runs took {time.monotonic() - began:.0f} s "
                f"and {bytes_taken / 1e9:.2f} GB",
                flush=True,
            )
            sides.append(Side(database, size))
            stack.callback(sides[-1].server.close)
        yield sides[0], sides[1]


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with open_sides(BIG, SMALL) as (big, small):
        yield compare_sides(big, small)
