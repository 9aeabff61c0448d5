"""Spans and metrics of `serve --otel`, sent to a collector as the variables OTEL_* say.

A program has its own ways to set OpenTelemetry up; the command has none around it. What sets it up for any
program from outside, `opentelemetry-instrument`, is left to do so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from importlib import import_module

from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    ConsoleMetricExporter,
    MetricExporter,
    PeriodicExportingMetricReader,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SpanExporter

from . import instrument, uninstrument

LAST_SECONDS = 0.7
"""Seconds that the last spans get to be sent when the server ends; a collector may not be there."""

_SERVICE = "assistants-v2"
_OTLP = "opentelemetry.exporter.otlp.proto"
_PROTOCOLS: Mapping[str, str] = {"http/protobuf": "http", "grpc": "grpc"}
"""The packages of OTLP, by the names of its protocols. The extra brings the first."""


def begin_exporting(environment: Mapping[str, str]) -> Callable[[], None]:
    """Make spans and metrics from now on, and send them.

    Args:
        environment: The variables that say where to, by OpenTelemetry's specification. Without any it is OTLP
            over HTTP, to port 4318 of this machine.

    Returns:
        What ends it: the last spans and metrics are sent then, if that is quick.

    Raises:
        ModuleNotFoundError: OpenTelemetry is not installed.
        ValueError: A variable asks for what is not there; the text says what to do.
    """
    if not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        instrument()  # somebody has set it up from outside, and ends it
        return uninstrument
    tracers, meters = _make_tracers(environment), _make_meters(environment)
    instrument(tracers, meters)

    def end() -> None:
        uninstrument()
        _end_in_time(tracers.shutdown, meters.shutdown)

    return end


def _make_tracers(environment: Mapping[str, str]) -> TracerProvider:
    provider = TracerProvider(resource=_describe_service(environment), shutdown_on_exit=False)
    for name in _list_exporters(environment, "TRACES"):
        exporter: SpanExporter
        if name == "console":
            exporter = ConsoleSpanExporter()
        else:
            module = _find_otlp(environment, "TRACES", "trace_exporter")
            exporter = import_module(module).OTLPSpanExporter()
        provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _make_meters(environment: Mapping[str, str]) -> MeterProvider:
    readers: list[PeriodicExportingMetricReader] = []
    for name in _list_exporters(environment, "METRICS"):
        exporter: MetricExporter
        if name == "console":
            exporter = ConsoleMetricExporter()
        else:
            module = _find_otlp(environment, "METRICS", "metric_exporter")
            exporter = import_module(module).OTLPMetricExporter()
        readers.append(PeriodicExportingMetricReader(exporter))
    return MeterProvider(readers, resource=_describe_service(environment), shutdown_on_exit=False)


def _describe_service(environment: Mapping[str, str]) -> Resource:
    """Return what tells this server from other programs; what a variable says wins."""
    is_named = "OTEL_SERVICE_NAME" in environment or "service.name=" in environment.get(
        "OTEL_RESOURCE_ATTRIBUTES", ""
    )
    return Resource.create({} if is_named else {"service.name": _SERVICE})


def _list_exporters(environment: Mapping[str, str], signal: str) -> list[str]:
    """Return where spans or metrics go: `otlp`, `console`, or nowhere.

    Raises:
        ValueError: They are to go elsewhere.
    """
    variable = f"OTEL_{signal}_EXPORTER"
    names = [name.strip() for name in environment.get(variable, "").split(",") if name.strip()] or ["otlp"]
    for name in names:
        if name not in ("otlp", "console", "none"):
            raise ValueError(f"{variable} is otlp, console or none, not {name!r}; /metrics is for Prometheus")
    return [name for name in names if name != "none"]


def _find_otlp(environment: Mapping[str, str], signal: str, module: str) -> str:
    """Return the module that speaks the protocol which is asked for.

    Raises:
        ValueError: There is none, or its package is not installed.
    """
    variable = "OTEL_EXPORTER_OTLP_PROTOCOL"
    name = environment.get(f"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL") or environment.get(variable)
    package = _PROTOCOLS.get(name or "http/protobuf")
    if package is None:
        raise ValueError(f"{variable} is http/protobuf or grpc, not {name!r}")
    found = f"{_OTLP}.{package}.{module}"
    try:
        import_module(found)
    except ModuleNotFoundError as error:
        if package == "http":
            raise
        raise ValueError(
            f"{variable}=grpc needs a package of its own: pip install opentelemetry-exporter-otlp-proto-grpc"
        ) from error
    return found


def _end_in_time(*ends: Callable[[], object]) -> None:
    """Call what ends providers, each in a thread that is left alone if it takes too long."""
    threads = [threading.Thread(target=end, name="assistants-v2-otel", daemon=True) for end in ends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LAST_SECONDS / len(threads))
