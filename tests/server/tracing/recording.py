"""Spans and metrics that are kept in memory by OpenTelemetry's own SDK, for tests to look at."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistants_v2_server.tracing import instrument, uninstrument
from attrs import frozen
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter


@frozen
class Recording:
    """What was recorded.

    Attributes:
        tracers: Makes spans.
        exporter: Keeps those that have ended.
        reader: Reads the metrics.
    """

    tracers: TracerProvider
    exporter: InMemorySpanExporter
    reader: InMemoryMetricReader

    @property
    def spans(self) -> Sequence[ReadableSpan]:
        """The spans that have ended, in that order."""
        return self.exporter.get_finished_spans()

    def find(self, name: str) -> ReadableSpan:
        """The only span with a name."""
        [span] = [span for span in self.spans if span.name == name]
        return span

    def await_spans(self, *names: str) -> None:
        """Wait until spans with these names have ended."""
        until = time.monotonic() + 30
        while not {*names} <= {span.name for span in self.spans}:
            assert time.monotonic() < until, [span.name for span in self.spans]
            time.sleep(0.01)

    def draw(self) -> list[str]:
        """The trees of the spans."""
        return draw(self.spans)

    def list_metrics(self) -> dict[str, list[tuple[dict[str, Any], int]]]:
        """By the names of metrics: their attributes, and how often they were counted with these."""
        data = self.reader.get_metrics_data()
        assert data is not None
        return {
            metric.name: [
                (dict(point.attributes or {}), getattr(point, "count", 0))
                for point in metric.data.data_points
            ]
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }

    def write(self) -> str:
        """All that spans and metrics hold, as text."""
        spans = "".join(span.to_json() for span in self.spans)
        return spans + json.dumps(self.list_metrics(), default=str)


@contextmanager
def recording() -> Iterator[Recording]:
    """Record for the time of a block."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers, meters = TracerProvider(), MeterProvider([reader])
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    instrument(tracers, meters)
    try:
        yield Recording(tracers, exporter, reader)
    finally:
        uninstrument()
        tracers.shutdown()
        meters.shutdown()


def draw(spans: Sequence[ReadableSpan]) -> list[str]:
    """The trees of spans: each with its name, indented below the span that it belongs to."""
    lines: list[str] = []
    children: dict[int | None, list[ReadableSpan]] = {}
    known = {span.context.span_id for span in spans if span.context is not None}
    for span in sorted(spans, key=lambda span: span.start_time or 0):
        parent = None if span.parent is None or span.parent.span_id not in known else span.parent.span_id
        children.setdefault(parent, []).append(span)

    def draw_below(parent: int | None, depth: int) -> None:
        for span in children.get(parent, []):
            assert span.context is not None
            lines.append("  " * depth + span.name)
            draw_below(span.context.span_id, depth + 1)

    draw_below(None, 0)
    return lines
