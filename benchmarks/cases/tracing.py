"""What spans and metrics cost a run in this process: with them, beside the same server without.

Spans are handed to an exporter in batches, as programs have it; the exporter keeps nothing. What a collector
and the way to it cost is not ours.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assistants_v2_server import Server
from assistants_v2_server.tracing import instrument, uninstrument
from embedded import Embedded
from harness import Comparison, Contestant, Metric, Sample, Target
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

from .server import running

COST = (
    Metric("cpu", "CPU ms", 1e3, Target(of_floor=1.1)),
    Metric("p50", "own time, p50 ms", 1e3, Target(of_floor=1.1)),
)


class Discarding(SpanExporter):
    """Takes spans and keeps none."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Keep nothing."""
        del spans
        return SpanExportResult.SUCCESS


def tracing(work: Contestant, tracers: TracerProvider, meters: MeterProvider) -> Contestant:
    """Return a contestant that does what another does, with spans and metrics."""

    def sample() -> Sample:
        instrument(tracers, meters)
        try:
            return work()
        finally:
            uninstrument()

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tracers = TracerProvider(shutdown_on_exit=False)
        tracers.add_span_processor(BatchSpanProcessor(Discarding()))
        meters = MeterProvider([InMemoryMetricReader()], shutdown_on_exit=False)
        stack.callback(tracers.shutdown)
        stack.callback(meters.shutdown)
        memory, file = Embedded(Server()), Embedded(Server(folder / "some.db"))
        for embedded in (memory, file):
            stack.callback(embedded.server.close)
        yield [
            Comparison(f"a run with spans, {place}, beside one without", with_spans, None, without, COST)
            for place, without in (("in memory", running(memory)), ("on a file", running(file)))
            for with_spans in (tracing(without, tracers, meters),)
        ]
