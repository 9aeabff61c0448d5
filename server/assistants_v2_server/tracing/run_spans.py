"""The spans of runs that have not ended, in memory: they begin in one request and end in another thread.

A run that goes on after a restart, or in another process, has another span there. `spans` is the user.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock
from weakref import WeakMethod

from msgspec import Struct
from opentelemetry.context import Context
from opentelemetry.trace import (
    Span,
    SpanKind,
    StatusCode,
    Tracer,
    get_current_span,
    set_span_in_context,
)

from ..lifecycle import locks_thread
from ..store import RunRow
from .attributes import Attributes, describe_run, describe_run_end
from .measures import Measures

LONGEST_RUN = 900.0
"""Seconds after which a run's span is ended, whatever has become of the run: it has expired elsewhere."""


class OpenSpan(Struct, frozen=True):
    """The span of a run.

    Attributes:
        span: The span.
        context: A context in which it is the current one.
        owner: The server that had the run then.
        began: When it began, by `time.monotonic`.
    """

    span: Span
    context: Context
    owner: str | None
    began: float


class RunSpans:
    """The open spans; safe to use from any thread.

    Args:
        tracer: Makes spans.
        measures: Counts the runs that end.
    """

    def __init__(self, tracer: Tracer, measures: Measures) -> None:
        self._tracer = tracer
        self._measures = measures
        self._lock = Lock()
        self._open: dict[str, OpenSpan] = {}
        forget = WeakMethod(self.forget)
        os.register_at_fork(after_in_child=lambda: _call(forget()))

    def begin(self, run: RunRow, agent_name: str | None, parent: Context | None) -> None:
        """Begin the span of a run, unless it has one.

        Args:
            run: The run.
            agent_name: The name of its assistant; None if the span is not to have it.
            parent: What it belongs to; None for the request of the moment.
        """
        if run.id in self._open:
            return
        attributes = describe_run(run)
        if agent_name:
            attributes["gen_ai.agent.name"] = agent_name
        name = f"invoke_agent {agent_name}" if agent_name else "invoke_agent"
        span = self._tracer.start_span(name, parent, SpanKind.INTERNAL, attributes)
        opened = OpenSpan(span, set_span_in_context(span, parent), run.owner, time.monotonic())
        with self._lock:
            self._open[run.id] = opened
        self._end_old(opened.began)

    def resume(self, run: RunRow) -> None:
        """Connect the span of a run with the request that has it go on, or begin one that belongs to that."""
        opened, request = self._open.get(run.id), get_current_span().get_span_context()
        if opened is None:
            self.begin(run, None, None)
        elif request.is_valid:
            opened.span.add_link(request)

    def find_context(self, run_id: str) -> Context | None:
        """Return the context in which a run's span is the current one; None if it has none."""
        opened = self._open.get(run_id)
        return None if opened is None else opened.context

    def end(self, run: RunRow) -> None:
        """End the span of a run as the run has ended; do nothing if it has none."""
        opened = self._take(run.id)
        if opened is None:
            return
        described = describe_run_end(run)
        opened.span.set_attributes(described)
        if run.status == "failed":
            opened.span.set_status(StatusCode.ERROR)
        opened.span.end()
        attributes: Attributes = {"gen_ai.request.model": run.settings["model"]}
        if "error.type" in described:
            attributes["error.type"] = described["error.type"]
        self._measures.count_run(time.monotonic() - opened.began, attributes)

    def leave(self, run: RunRow) -> None:
        """End the span of a run that has ended elsewhere, or is another server's; leave others alone."""
        opened = self._open.get(run.id)
        if not locks_thread(run.status):
            self.end(run)
        elif opened is not None and opened.owner != run.owner:
            self.drop(run.id, "elsewhere")

    def drop(self, run_id: str, status: str) -> None:
        """End the span of a run that has not ended, or is gone."""
        opened = self._take(run_id)
        if opened is not None:
            opened.span.set_attribute("assistants_v2.run.status", status)
            opened.span.end()

    def let_go(self, owner: str | None = None) -> None:
        """End the spans of the runs that a server had in hand; None, the default, for all servers."""
        for run_id, opened in [*self._open.items()]:
            if owner is None or opened.owner == owner:
                self.drop(run_id, "let go")

    def forget(self) -> None:
        """Forget all spans, in a process that was forked: they are the parent's."""
        self._lock = Lock()
        self._open.clear()

    def _take(self, run_id: str) -> OpenSpan | None:
        with self._lock:
            return self._open.pop(run_id, None)

    def _end_old(self, now: float) -> None:
        while self._open:
            run_id, opened = next(iter(self._open.items()))
            if now - opened.began <= LONGEST_RUN:
                return
            self.drop(run_id, "unknown")


def _call(function: Callable[[], None] | None) -> None:
    if function is not None:
        function()
