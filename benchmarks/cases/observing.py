"""What it costs a run to be observed: by nobody, by a log, by spans; beside the same run without the seam.

The run is a whole one, with the embedded server: it calls a function, and its end is followed by a stream.
Its own time is that of `execute`. The floor has the places taken out at which the client tells of its doings.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from assistants_v2 import Assistants
from assistants_v2.flows import following, observed_runs, run_events, tool_runner
from assistants_v2.flows.observing import add_observer, remove_observer
from assistants_v2.flows.port import Port
from assistants_v2.observers.spans import make_spans
from harness import Comparison, Metric, Sample, Target
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

RUNS = 60
"""Pairs of runs of a sample: each run beside one of the floor's, so that both see the same machine."""

QUESTION = "What is the leave balance of employee E-1001?"

Block = Callable[[], AbstractContextManager[object]]


def get_leave_balance(employee_id: str) -> int:
    """Look up how many days of leave an employee has left."""
    return len(employee_id)


def cost(most: float) -> tuple[Metric, ...]:
    """Return what is looked at: CPU time, which other programs disturb least, must be so near the floor."""
    return (
        Metric("cpu", "CPU ms", 1e3, Target(of_floor=most)),
        Metric("caller", "… of it in the caller's thread", 1e3),
        Metric("p50", "own time, p50 ms", 1e3),
    )


class Runs:
    """Runs at an embedded server, one after the other."""

    def __init__(self) -> None:
        self.client = Assistants.local()
        self.assistant = self.client.assistants.create(model="rehearsal", tools=[get_leave_balance])

    def make(self, block: Block) -> Sample:
        """Return what one run cost within a block."""
        threads = self.client.threads
        thread_id = threads.create(messages=[{"role": "user", "content": QUESTION}]).id
        with block():
            before = read_clocks()
            result = threads.runs.execute(
                thread_id, assistant_id=self.assistant.id, functions=[get_leave_balance]
            )
            after = read_clocks()
        if result.run.status != "completed" or len(result.tool_calls) != 1:
            raise RuntimeError(f"a run ended as {result.run.status}")
        return {name: after[name] - before[name] for name in after}

    def compare(self, name: str, block: Block, most: float) -> Comparison:
        """Return how runs within a block compare with those of the floor."""
        floor: list[Sample] = []

        def sample() -> Sample:
            ours: list[Sample] = []
            for number in range(RUNS):  # each is the first of a pair as often as the second
                for is_ours in (number % 2 == 0, number % 2 == 1):
                    made = self.make(block if is_ours else taking_seam_out)
                    (ours if is_ours else floor).append(made)
            return summarise(ours)

        def sample_floor() -> Sample:
            taken = summarise(floor)
            floor.clear()
            return taken

        return Comparison(f"a run with a tool call, {name}", sample, None, sample_floor, cost(most))


def read_clocks() -> Sample:
    """Return the time by the clocks that are compared."""
    return {"cpu": time.process_time(), "caller": time.thread_time(), "p50": time.perf_counter()}


def summarise(samples: Sequence[Sample]) -> Sample:
    """Return the medians."""
    return {name: median(each[name] for each in samples) for name in samples[0]}


async def _tell_nobody(*_: object, **__: object) -> None:
    """Tell nobody."""


def _attempt(io: Any, operation: Any, *, within: float | None = None) -> Any:
    return io.exchange(operation, within=within, headers={})


def _attempt_stream(io: Any, operation: Any, *, silence: float, within: float | None = None) -> Any:
    return io.exchange_stream(operation, silence=silence, within=within, headers={})


@contextmanager
def taking_seam_out() -> Generator[None]:
    """Have the client tell of nothing, and ask nobody whether to."""

    def nothing(*_: object, **__: object) -> None:
        """Do nothing."""

    silent: dict[str, Any] = {"begin_run": nothing, "end_run": nothing, "tell": nothing}
    taken_out: list[tuple[Any, Mapping[str, Any]]] = [
        (Port, {"attempt": _attempt, "attempt_stream": _attempt_stream}),
        (tool_runner, {"begin_tool": _tell_nobody, "end_tool": _tell_nobody}),
        (run_events, silent),
        (observed_runs, {"begin_run": nothing, "end_run": nothing}),
        (following, {"tell": nothing}),
    ]
    with ExitStack() as stack:
        for place, names in taken_out:
            for name, function in names.items():
                stack.enter_context(patch.object(place, name, function))
        yield


@contextmanager
def logging_everything() -> Generator[Block]:
    """Yield a block in which each line of the log is written to where nobody reads it."""
    log = logging.getLogger("assistants_v2")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        handler = logging.StreamHandler(nowhere)

        @contextmanager
        def block() -> Generator[None]:
            log.addHandler(handler)
            log.setLevel(logging.DEBUG)
            try:
                yield
            finally:
                log.removeHandler(handler)
                log.setLevel(logging.NOTSET)

        yield block


@contextmanager
def making_spans() -> Generator[Block]:
    """Yield a block in which spans and metrics are made, and kept in memory by way of batches."""
    exporter = InMemorySpanExporter()
    tracers = TracerProvider(shutdown_on_exit=False)
    meters = MeterProvider([InMemoryMetricReader()], shutdown_on_exit=False)
    tracers.add_span_processor(BatchSpanProcessor(exporter))

    spans = make_spans(tracers, meters, takes_content=False)  # once, as in a program

    @contextmanager
    def block() -> Generator[None]:
        add_observer(spans)
        try:
            yield
        finally:
            remove_observer(spans)
            exporter.clear()

    yield block
    tracers.shutdown()
    meters.shutdown()


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with making_spans() as spans, logging_everything() as log:
        runs = Runs()
        with runs.client:
            yield [
                runs.compare("with nobody who observes", nullcontext, 1.01),
                runs.compare("with a log of everything", log, 1.1),
                runs.compare("with spans and metrics", spans, 1.1),
            ]
