"""Spans and metrics that are kept in memory, for the tests that look at them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

from assistants_v2.tracing import instrument, uninstrument
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

SERVER = "assistants_v2_server"


def is_of_server(span: ReadableSpan) -> bool:
    """Whether an embedded server made a span."""
    return span.instrumentation_scope is not None and span.instrumentation_scope.name == SERVER


class Kept:
    """What was made so far.

    Attributes:
        tracer: Makes spans of the test's own.
    """

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.meters = MeterProvider([self._reader])
        self.tracer = self.tracers.get_tracer("test")

    @property
    def spans(self) -> list[ReadableSpan]:
        """The spans that have ended, in this order; those of an embedded server are for its own tests."""
        return [span for span in self._exporter.get_finished_spans() if not is_of_server(span)]

    def find(self, name: str) -> list[ReadableSpan]:
        """Return the spans whose name begins so."""
        return [span for span in self.spans if span.name.startswith(name)]

    def only(self, name: str) -> ReadableSpan:
        """Return the one span whose name begins so."""
        (span,) = self.find(name)
        return span

    def names_below(self, parent: ReadableSpan) -> list[str]:
        """Return the names of the spans that belong to one, in the order of their ends."""
        return [each.name for each in self.spans if parent_id(each) == span_id(parent)]

    def points(self, name: str) -> list[tuple[Mapping[str, Any], Any]]:
        """Return what was counted by a metric: attributes, and the data point."""
        data = self._reader.get_metrics_data()
        found = [
            metric
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name and scope.scope.name != SERVER
        ]
        return [(dict(point.attributes or {}), point) for each in found for point in each.data.data_points]

    def to_text(self) -> str:
        """Return all spans and metrics as text, to be searched."""
        data = self._reader.get_metrics_data()
        return "\n".join([*(span.to_json() for span in self.spans), data.to_json() if data else ""])


def span_id(span: ReadableSpan) -> int:
    """Return the id of a span."""
    assert span.context is not None
    found: int = span.context.span_id
    return found


def parent_id(span: ReadableSpan) -> int | None:
    """Return the id of the span that one belongs to."""
    return None if span.parent is None else span.parent.span_id


@contextmanager
def keep_spans() -> Generator[Kept]:
    """Have spans and metrics of all clients kept for the time of a block."""
    kept = Kept()
    instrument(tracer_provider=kept.tracers, meter_provider=kept.meters)
    try:
        yield kept
    finally:
        uninstrument()
        kept.tracers.shutdown()
        kept.meters.shutdown()
