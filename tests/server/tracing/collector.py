"""A collector of OpenTelemetry on loopback: it takes what is sent by OTLP over HTTP, and keeps it."""

from __future__ import annotations

import gzip
import time
from contextlib import AbstractContextManager

from attrs import field, frozen
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..loopback import served


@frozen
class Collector:
    """It.

    Attributes:
        traces: What was sent of traces.
        metrics: What was sent of metrics.
    """

    traces: list[ExportTraceServiceRequest] = field(factory=list)
    metrics: list[ExportMetricsServiceRequest] = field(factory=list)

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address."""
        routes = [
            Route("/v1/traces", self._take_traces, methods=["POST"]),
            Route("/v1/metrics", self._take_metrics, methods=["POST"]),
        ]
        return served(Starlette(routes=routes))

    @property
    def spans(self) -> list[Span]:
        """All spans that were sent."""
        return [
            span
            for request in self.traces
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def await_span(self, name: str) -> Span:
        """Wait for a span with a name, and return it."""
        until = time.monotonic() + 30
        while not (found := [span for span in self.spans if span.name == name]):
            assert time.monotonic() < until, [span.name for span in self.spans]
            time.sleep(0.05)
        return found[0]

    def write(self) -> str:
        """All that was sent, as text."""
        return "".join(map(str, [*self.traces, *self.metrics]))

    async def _take_traces(self, request: Request) -> Response:
        self.traces.append(ExportTraceServiceRequest.FromString(await _read(request)))
        return Response()

    async def _take_metrics(self, request: Request) -> Response:
        self.metrics.append(ExportMetricsServiceRequest.FromString(await _read(request)))
        return Response()


async def _read(request: Request) -> bytes:
    body = await request.body()
    return gzip.decompress(body) if request.headers.get("content-encoding") == "gzip" else body
