"""What a door and workers on a PostgreSQL do, each a process, with a disk that is waited for and without.

Runs a second with one worker and more, beside SQLite in one process and the commits that `pgbench` gets; how
fast runs are claimed on tables that nobody has analyzed; how soon one is begun, and how soon its first word
is at the client; and which statements a run costs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

from chat_endpoint import model_at, model_of
from conversing import Conversation, hold_many
from listening import listen_one_by_one
from loopback import serving
from machines import running_machines
from postgres import Postgres, running_postgres
from queueing import measure_claims, measure_starts
from rich.console import Console
from rich.table import Table
from served import Served, serving_ours
from statement_counts import count_statements

from .conversations import ENDPOINT

WORKERS = (1, 2, 4)

REHEARSAL = "rehearsal"

MOST = max(WORKERS)


@dataclass(frozen=True)
class Amount:
    """How much is measured.

    Attributes:
        rounds: How often everything is; what is shown are medians.
        clients: How many hold conversations side by side.
        each: How many each of them holds.
        queued: How many runs are queued to be claimed.
        alone: How many runs and streams are begun one after the other.
        seconds: How long pgbench commits.
    """

    rounds: int = 3
    clients: int = 200
    each: int = 8
    queued: int = 2_000
    alone: int = 100
    seconds: int = 3


@dataclass(frozen=True)
class Line:
    """A figure.

    Attributes:
        label: What it is, with the unit.
        values: What was measured, round by round.
        least: What it is to be at least; None for no demand.
        most: What it is to be at most; None for no demand.
    """

    label: str
    values: list[float]
    least: float | None = None
    most: float | None = None

    @property
    def verdict(self) -> str:
        """Return what it is to be, and whether it is."""
        value = median(self.values)
        if self.least is not None:
            return f"≥ {self.least:g} {'✓' if value >= self.least else '✗'}"
        if self.most is not None:
            return f"≤ {self.most:g} {'✓' if value <= self.most else '✗'}"
        return ""


GOALS: Mapping[str, tuple[float | None, float | None]] = {
    f"claims a second, {MOST} workers, fresh tables": (400, None),
    "queued → model asked, p50 ms": (None, 20),
    "queued → model asked, p90 ms": (None, 60),
    "first word through door and worker, p50 ms": (None, 60),
}
"""What figures are to be, at least and at most."""


def show(amount: Amount = Amount()) -> None:
    """Measure and print."""
    for fsync in (True, False):
        with serving(ENDPOINT) as url, running_postgres(fsync=fsync, autovacuum="off") as postgres:
            rounds = [dict(measure(postgres, url, amount)) for _ in range(amount.rounds)]
            show_lines(postgres.describe(), collect(rounds), amount.rounds)
            if fsync:
                show_statements(postgres, url, amount)


def collect(rounds: list[dict[str, float]]) -> list[Line]:
    """Return the figures of all rounds."""
    return [
        Line(label, [measured[label] for measured in rounds], *GOALS.get(label, (None, None)))
        for label in rounds[0]
    ]


def measure(postgres: Postgres, url: str, amount: Amount) -> Iterator[tuple[str, float]]:
    """Yield all figures of a round, each with its label."""
    for clients in (1, 8):
        commits = postgres.count_commits(clients, amount.seconds)
        yield f"commits a second by pgbench, {clients} connection{'s' * (clients > 1)}", commits
    for model in (model_of(0), REHEARSAL):
        options = [] if model == REHEARSAL else ["--model-url", url]
        name = "the rehearsal" if model == REHEARSAL else "a model on loopback"
        yield from _label(f"SQLite, one process, {name}", _hold(serving_ours(*options), model, amount))
        for workers in WORKERS:
            database = postgres.new("machines")
            start = _starting(database, workers, *options)
            what = f"a door and {workers} worker{'s' * (workers > 1)}, {name}"
            yield from _label(what, _hold(start, model, amount))
    claims = measure_claims(postgres.new("claims"), MOST, amount.queued, "--model-url", url)
    yield f"claims a second, {MOST} workers, fresh tables", claims["rate"]
    yield from measure_delays(postgres.new("delays"), url, amount)


def measure_delays(postgres: Postgres, url: str, amount: Amount) -> Iterator[tuple[str, float]]:
    """Yield how late things come with a door and a worker that have little to do."""
    with running_machines(postgres, 1, "--model-url", url) as machines:
        measure_starts(postgres, machines, 2, 5)
        starts = measure_starts(postgres, machines, 1, amount.alone)
        asyncio.run(listen_one_by_one(machines, model_at(25.0), 5))
        words = asyncio.run(listen_one_by_one(machines, model_at(25.0), amount.alone))
    for percentile in ("p50", "p90", "p99"):
        yield f"queued → model asked, {percentile} ms", starts[percentile] * 1e3
    for percentile in ("p50", "p99"):
        yield f"first word through door and worker, {percentile} ms", words[percentile] * 1e3


def show_lines(title: str, lines: list[Line], rounds: int) -> None:
    """Print figures as a table."""
    table = Table(title=title, title_justify="left", caption=f"medians of {rounds} rounds")
    for name in ("", "median", "lowest", "highest", "wanted"):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for line in lines:
        numbers = (median(line.values), min(line.values), max(line.values))
        table.add_row(line.label, *map(format_number, numbers), line.verdict)
    Console(width=120).print(table)


def format_number(number: float) -> str:
    """Return a number with three digits or more."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def show_statements(postgres: Postgres, url: str, amount: Amount) -> None:
    """Print what a run costs PostgreSQL."""
    costs = count_statements(postgres.new("statements"), amount.alone, "--model-url", url)
    table = Table(title="What a run has PostgreSQL execute", title_justify="left")
    for name in ("who", "times a run", "statement"):
        table.add_column(name, no_wrap=True)
    for (who, statement), times in sorted(costs.statements.items()):
        table.add_row(who, f"{times:.1f}", statement)
    console = Console(width=150)
    console.print(table, markup=False)
    for who in ("door", "worker"):
        all_of_them, begun = costs.count(who), costs.count(who, "BEGIN")
        console.print(f"{who}: {all_of_them:.1f} messages there and back a run, for {begun:.1f} transactions")


def _starting(
    postgres: Postgres, workers: int, *options: str
) -> Callable[[], AbstractContextManager[Served]]:
    return lambda: running_machines(postgres, workers, *options)


def _hold(
    start: Callable[[], AbstractContextManager[Served]], model: str, amount: Amount
) -> dict[str, float]:
    """Return what it comes to when all clients hold their conversations, after some that are not counted."""
    with start() as served:
        asyncio.run(hold_many(served, Conversation(model), 10, 2))
        return asyncio.run(hold_many(served, Conversation(model), amount.clients, amount.each))


def _label(what: str, measured: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    yield f"{what}, runs a second", measured["rate"]
    yield f"{what}, CPU ms a run", measured["cpu"] * 1e3
