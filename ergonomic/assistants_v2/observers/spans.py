"""Makes spans and metrics of what a client does. The only place in the client for OpenTelemetry.

* A run that is followed is an `invoke_agent` span, from the call of the method to its end, or over a stream.
* A tool call is an `execute_tool` span, which the function itself runs in.
* Each sending of a request is a CLIENT span of HTTP, whose `traceparent` the server gets.

What lies within a run belongs to it. Retries, and what else takes no time, are events of the span of the
moment.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from attrs import field, frozen
from msgspec import Struct
from opentelemetry import context as context_api
from opentelemetry import metrics, propagate, trace
from opentelemetry.context import Context, attach, detach, set_value
from opentelemetry.trace import Span, SpanKind, StatusCode, set_span_in_context

from ..rules import span_attributes as described
from ..rules.client_events import (
    CancelEvent,
    ReconcileEvent,
    RequestEvent,
    RetryEvent,
    RunEvent,
    StreamCutEvent,
    ToolEvent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextvars import Token

    from opentelemetry.metrics import Meter, MeterProvider
    from opentelemetry.trace import Tracer, TracerProvider

    from ..rules.client_events import ClientEvent, LastingEvent
    from ..rules.span_attributes import Attributes

_NAME = "assistants_v2"

_SPANS = (RequestEvent, ToolEvent, RunEvent)
_HAPPENINGS: Mapping[type, str] = {
    RetryEvent: "assistants_v2.retry",
    ReconcileEvent: "assistants_v2.reconcile",
    CancelEvent: "assistants_v2.cancel",
    StreamCutEvent: "assistants_v2.stream_cut",
}
"""What becomes an event of a span, and how that is called."""

_SUPPRESS_HTTP: str = getattr(context_api, "_SUPPRESS_HTTP_INSTRUMENTATION_KEY", "")
"""The key by which instrumentations of HTTP clients, such as httpx's, are told that there is a span already.

The API has no public name for it.
"""

_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
"""Upper ends of the classes of times of runs and tool calls, in seconds, by the conventions."""

_TOKENS = tuple(4**power for power in range(14))
"""Upper ends of the classes of token counts."""


class Measures:
    """The instruments of one meter.

    Args:
        meter: Makes them.
    """

    def __init__(self, meter: Meter) -> None:
        self.operations = meter.create_histogram(
            "gen_ai.client.operation.duration",
            "s",
            "Duration of runs and tool calls.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )
        self.tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Tokens of runs.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )


class _Begun(Struct, frozen=True):
    """A span that has begun, and the context that what is within it has."""

    span: Span
    context: Context


@frozen(slots=False)
class _Within:
    """The block in which a context is the one of the moment."""

    context: Context
    _tokens: list[Token[Context]] = field(factory=list["Token[Context]"], init=False)

    def __enter__(self) -> None:
        self._tokens.append(attach(self.context))

    def __exit__(self, *_: object) -> None:
        detach(self._tokens.pop())


class Spans:
    """Makes them.

    Args:
        tracer: Makes spans.
        measures: Counts.
        takes_content: Whether spans hold what a conversation says.
    """

    def __init__(self, tracer: Tracer, measures: Measures, *, takes_content: bool) -> None:
        self._tracer = tracer
        self._measures = measures
        self._takes_content = takes_content

    def hears(self, kind: type[ClientEvent]) -> bool:
        """Say whether anything is made of a kind of event."""
        return kind in _SPANS or kind in _HAPPENINGS

    def begin(self, event: LastingEvent, headers: dict[str, str]) -> _Begun:
        """Begin the span of a request, a tool call or a run."""
        if isinstance(event, RequestEvent):
            name, kind, known = (
                described.name_request(event),
                SpanKind.CLIENT,
                described.describe_request(event),
            )
        elif isinstance(event, ToolEvent):
            known = described.describe_tool(event)
            name, kind = f"execute_tool {known['gen_ai.tool.name']}", SpanKind.INTERNAL
            if self._takes_content:
                known |= described.describe_arguments_content(event)
        else:
            name, kind, known = "invoke_agent", SpanKind.CLIENT, described.describe_run(event)
        span = self._tracer.start_span(name, None, kind, known)
        context = set_span_in_context(span)
        if isinstance(event, RequestEvent):
            propagate.inject(headers, context)
            if not described.is_embedded(event):
                context = set_value(_SUPPRESS_HTTP, True, context)
        return _Begun(span, context)

    def activate(self, begun: _Begun) -> _Within:
        """Return the block in which the span is the one of the moment."""
        return _Within(begun.context)

    def end(self, begun: _Begun, event: LastingEvent) -> None:
        """End the span, and count."""
        known: Attributes
        if isinstance(event, RequestEvent):
            known = described.describe_answer(event)
        elif isinstance(event, ToolEvent):
            known = {} if event.error_type is None else {"error.type": event.error_type}
            if self._takes_content:
                known |= described.describe_output_content(event)
            self._measures.operations.record(event.seconds or 0.0, described.measure_tool(event))
        else:
            known = described.describe_run_end(event)
            if self._takes_content:
                known |= described.describe_messages_content(event)
            self._count_run(event)
        _end(begun.span, known)

    def tell(self, event: ClientEvent) -> None:
        """Add what takes no time to the span of the moment."""
        name = _HAPPENINGS.get(type(event))
        if name is not None:
            trace.get_current_span().add_event(name, described.describe_happening(event))

    def _count_run(self, event: RunEvent) -> None:
        attributes = described.measure_run(event)
        self._measures.operations.record(event.seconds or 0.0, attributes)
        for kind, count in described.count_tokens(event).items():
            self._measures.tokens.record(count, {**attributes, "gen_ai.token.type": kind})


def _end(span: Span, known: Attributes) -> None:
    """End a span, with what is known of it now; it never has the text of an exception."""
    span.set_attributes(known)
    if "error.type" in known:
        span.set_status(StatusCode.ERROR)
    span.end()


def make_spans(
    tracer_provider: TracerProvider | None,
    meter_provider: MeterProvider | None,
    *,
    takes_content: bool,
) -> Spans:
    """Return what makes spans and metrics.

    Args:
        tracer_provider: Makes the spans; the one of the process by default.
        meter_provider: Makes the metrics; the one of the process by default.
        takes_content: Whether spans hold what a conversation says.
    """
    try:
        release = version("assistants-v2")
    except PackageNotFoundError:  # it runs from a folder
        release = ""
    tracer = trace.get_tracer(_NAME, release, tracer_provider)
    meter = metrics.get_meter(_NAME, release, meter_provider)
    return Spans(tracer, Measures(meter), takes_content=takes_content)
