"""Makes spans and metrics of what observers are told. The only place beside its neighbours for OpenTelemetry.

* A request over HTTP is a SERVER span, to the end of its answer, which may be a stream.
* A run is an `invoke_agent` span, from its queue to its end. It belongs to the request that made it.
* A model turn is a `chat` span, a call of a built-in tool an `execute_tool` span; both belong to their run.

Whatever is done within one of the last two belongs to it, so that the request to a model endpoint carries its
trace.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from opentelemetry import metrics, propagate, trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer, TracerProvider, set_span_in_context

from ..models.endpoints import find_endpoint
from ..observers.events import (
    CallWatch,
    End,
    Observer,
    RequestWatch,
    RunNote,
    TurnWatch,
    Watch,
    name_error,
)
from ..requests.operations import load_contract
from .attributes import (
    Attributes,
    describe_answer,
    describe_call,
    describe_endpoint,
    describe_outcome,
    describe_request,
    name_method,
)
from .content import describe_prompt, describe_turn, is_content_asked
from .measures import Measures
from .run_spans import RunSpans

_NAME = "assistants_v2_server"

_UNWATCHED = frozenset({"/healthz", "/readyz", "/metrics"})
"""Addresses that are asked every few seconds, and tell nothing in a trace."""


def make_spans(tracer_provider: TracerProvider | None, meter_provider: MeterProvider | None) -> Spans:
    """Return what makes spans and metrics; arguments as for `tracing.instrument`."""
    try:
        release = version("assistants-v2")
    except PackageNotFoundError:  # it runs from a folder
        release = ""
    tracer = trace.get_tracer(_NAME, release, tracer_provider)
    meter = metrics.get_meter(_NAME, release, meter_provider)
    return Spans(tracer, Measures(meter), takes_content=is_content_asked(os.environ))


class Spans(Observer):
    """Makes them.

    Args:
        tracer: Makes spans.
        measures: Counts.
        takes_content: Whether spans hold what a conversation says.
    """

    watches_requests = True

    def __init__(self, tracer: Tracer, measures: Measures, *, takes_content: bool) -> None:
        self._tracer = tracer
        self._measures = measures
        self._takes_content = takes_content
        self._carriers = propagate.get_global_textmap().fields
        self._runs = RunSpans(tracer, measures)

    def note(self, event: RunNote) -> None:
        """Begin, link or end the span of a run."""
        match event.news:
            case "queued":
                name = event.agent_name if self._takes_content else None
                self._runs.begin(event.run, name, None)
            case "resumed":
                self._runs.resume(event.run)
            case "claimed" | "taken up":
                # Nobody here has seen it begin, so it belongs to nothing that is known.
                self._runs.begin(event.run, None, Context())
            case "ended":
                self._runs.end(event.run)
            case "replaced":
                self._runs.leave(event.run)
            case "deleted":
                self._runs.drop(event.run.id, "deleted")
            case "waiting":
                pass

    def begin(self, watch: Watch) -> End | None:
        """Begin the span of a turn, a call or a request."""
        match watch:
            case TurnWatch():
                return self._begin_turn(watch)
            case CallWatch():
                return self._begin_call(watch)
            case RequestWatch():
                return None if watch.path in _UNWATCHED else self._begin_request(watch)

    def list_headers(self) -> Mapping[str, str]:
        """Return what carries the span of the moment on."""
        headers: dict[str, str] = {}
        propagate.inject(headers)
        return headers

    def enter(self, headers: Mapping[str, str]) -> AbstractContextManager[object] | None:
        """Return a block in which the trace that headers carry is that of the moment."""
        if self._carriers.isdisjoint(headers):  # then it is the trace of the moment already
            return None
        return _attaching(propagate.extract(headers))

    def let_go(self, owner: str) -> None:
        """End the spans of the runs that a server had in hand."""
        self._runs.let_go(owner)

    def close(self) -> None:
        """End the spans of all runs, and count what was not yet."""
        self._runs.let_go()
        self._measures.count_kept()

    def _begin_turn(self, watch: TurnWatch) -> End:
        attributes = describe_endpoint(find_endpoint(watch.model, watch.prompt.model))
        name = f"chat {attributes['gen_ai.request.model']}"
        known: Attributes = {
            **attributes,
            "gen_ai.conversation.id": watch.run.thread_id,
            "assistants_v2.run.id": watch.run.id,
        }
        if self._takes_content:
            known |= describe_prompt(watch.prompt)
        span, leave = self._begin_within(watch.run.id, name, SpanKind.CLIENT, known)
        return partial(self._end_turn, watch, span, leave, attributes)

    def _end_turn(
        self, watch: TurnWatch, span: Span, leave: Callable[[], None], attributes: Attributes
    ) -> None:
        leave()
        turn = watch.turn
        if turn is not None:
            found = describe_outcome(turn)
            if turn.model is not None:
                attributes["gen_ai.response.model"] = found["gen_ai.response.model"] = turn.model
            if self._takes_content:
                found |= describe_turn(turn)
            span.set_attributes(found)
        _end(span, watch.error, attributes)
        self._measures.count_turn(watch.seconds, attributes, None if turn is None else turn.usage)

    def _begin_call(self, watch: CallWatch) -> End:
        known = describe_call(watch)
        span, leave = self._begin_within(watch.run.id, f"execute_tool {watch.tool}", SpanKind.INTERNAL, known)
        return partial(self._end_call, watch, span, leave)

    def _end_call(self, watch: CallWatch, span: Span, leave: Callable[[], None]) -> None:
        leave()
        if self._takes_content:  # an endpoint that makes calls says in their course what is asked
            span.set_attribute("gen_ai.tool.call.arguments", watch.arguments)
        if self._takes_content and watch.output is not None:
            span.set_attribute("gen_ai.tool.call.result", watch.output)
        attributes: Attributes = {
            name: value
            for name, value in describe_call(watch).items()
            if name in ("gen_ai.tool.name", "gen_ai.tool.type")
        }
        _end(span, watch.error, attributes)
        self._measures.count_call(watch.seconds, attributes)

    def _begin_within(
        self, run_id: str, name: str, kind: SpanKind, attributes: Attributes
    ) -> tuple[Span, Callable[[], None]]:
        """Begin a span that belongs to a run, and make it that of the moment; return what ends the latter."""
        span = self._tracer.start_span(name, self._runs.find_context(run_id), kind, attributes)
        return span, partial(detach, attach(set_span_in_context(span)))

    def _begin_request(self, watch: RequestWatch) -> End:
        """Begin the span of a request, whose headers carry it to the thread that answers."""
        known = describe_request(watch)
        context = propagate.extract(watch.headers, Context())
        span = self._tracer.start_span(name_method(watch), context, SpanKind.SERVER, known)
        propagate.inject(watch.headers, set_span_in_context(span, context))
        return partial(self._end_request, watch, span, known)

    def _end_request(self, watch: RequestWatch, span: Span, known: Attributes) -> None:
        route = None if watch.operation is None else load_contract().find_path(watch.operation)
        if route is not None:
            span.update_name(f"{known['http.request.method']} {route}")
        described = describe_answer(watch, route)
        span.set_attributes(described)
        if watch.error is not None or (watch.status or 0) >= 500:
            span.set_status(StatusCode.ERROR)
        span.end()
        measured = {name: known[name] for name in ("http.request.method", "url.scheme")}
        self._measures.count_request(watch.seconds, {**measured, **described})


def _end(span: Span, error: BaseException | None, attributes: Attributes) -> None:
    """End a span, and say in it and in the attributes of its metric how it failed if it did."""
    if error is not None:
        attributes["error.type"] = name_error(error)
        span.set_attribute("error.type", attributes["error.type"])
        span.set_status(StatusCode.ERROR)
    span.end()


@contextmanager
def _attaching(context: Context) -> Generator[None]:
    token = attach(context)
    try:
        yield
    finally:
        detach(token)
