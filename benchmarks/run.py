"""Measures the client beside the official SDK and beside doing without a library, and the server under load.

Run by hand:

    python benchmarks/run.py                     # everything but load and chaos
    python benchmarks/run.py decode paging       # these cases
    python benchmarks/run.py load                # everything of the server under load
    python benchmarks/run.py chaos               # what becomes of conversations while requests fail
    python benchmarks/run.py search              # how well and how fast vector stores are searched
    python benchmarks/run.py importing           # how fast conversations are brought in
    python benchmarks/run.py workers             # what doors and workers on a PostgreSQL do
    python benchmarks/run.py millions            # whether a PostgreSQL with ten million messages is slower
    python benchmarks/run.py --rounds 15 --json results.json

All traffic stays on 127.0.0.1. On a machine that does other things as well, trust the ratios, not the times.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import report
from cases import (
    bursts,
    chaos,
    concurrent,
    conversations,
    create_run,
    decode,
    importing,
    indexing,
    leaving,
    listeners,
    many_runs,
    millions,
    observing,
    pages,
    paging,
    retrieve,
    search,
    server,
    soak,
    stalls,
    startup,
    streams,
    tokens,
    tools,
    tracing,
    waiting,
    workers,
)
from harness import Case, Result, compare

CASES: dict[str, Case] = {
    "startup": startup.comparisons,
    "retrieve": retrieve.comparisons,
    "concurrent": concurrent.comparisons,
    "decode": decode.comparisons,
    "paging": paging.comparisons,
    "streams": streams.comparisons,
    "tokens": tokens.comparisons,
    "create_run": create_run.comparisons,
    "waiting": waiting.comparisons,
    "tools": tools.comparisons,
    "leaving": leaving.comparisons,
    "many_runs": many_runs.comparisons,
    "observing": observing.comparisons,
    "server": server.comparisons,
    "tracing": tracing.comparisons,
}

LOAD: dict[str, Case] = {
    "conversations": conversations.comparisons,
    "bursts": bursts.comparisons,
    "listeners": listeners.comparisons,
    "stalls": stalls.comparisons,
    "indexing": indexing.comparisons,
    "pages": pages.comparisons,
    "soak": soak.comparisons,
}
"""What the server does under load; only when named, or all of it as `load`."""

LARGE: dict[str, Case] = {"millions": millions.comparisons}
"""What takes minutes to set up; only when named."""

COUNTED: dict[str, Callable[[], None]] = {
    "chaos": chaos.show,
    "search": search.show,
    "importing": importing.show,
    "workers": workers.show,
}
"""What is not measured but counted, each with a table of its own; only when named."""

ROUNDS = 9


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Compare with the official SDK and with doing without a library."
    )
    known = ["load", *CASES, *LOAD, *LARGE, *COUNTED]
    help_names = f"one of {', '.join(known)}; by default {', '.join(CASES)}"
    parser.add_argument("names", nargs="*", metavar="name", help=help_names)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"samples of each; {ROUNDS} by default")
    default = Path(tempfile.gettempdir()) / "assistants-v2-benchmarks.json"
    parser.add_argument("--json", type=Path, default=default, metavar="FILE", help=f"by default {default}")
    read = parser.parse_args()
    unknown = [name for name in read.names if name not in known]
    if unknown:
        parser.error(f"no case is called {unknown[0]!r}; there are {', '.join(known)}")
    if read.rounds < 1:
        parser.error(f"--rounds must be at least 1, got {read.rounds}")
    return read


def measure(name: str, rounds: int) -> list[Result]:
    """Run one case."""
    print(f"measuring {name} …", flush=True)
    with (CASES | LOAD | LARGE)[name]() as comparisons:
        return [result for comparison in comparisons for result in compare(comparison, rounds)]


def main() -> None:
    """Measure, show, save."""
    read = arguments()
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"  # a proxy would be measured with us
    load_before = report.read_load()
    asked: list[str] = read.names or [*CASES]
    names = [name for each in asked for name in ([*LOAD] if each == "load" else [each])]
    for name in names:
        if name in COUNTED:
            COUNTED[name]()
    results: list[Result] = []
    for name in names:
        if name not in COUNTED:
            results += measure(name, read.rounds)
            # After each, since whoever ends this early has waited long for what there is by then.
            report.save(read.json, results, report.environment(read.rounds, load_before))
    if not results:
        return
    report.show(results, report.environment(read.rounds, load_before))
    print(f"all samples: {read.json}")


if __name__ == "__main__":
    main()
