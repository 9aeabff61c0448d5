"""OpenTelemetry: spans and metrics of the server, for a whole process, once somebody switches them on.

`serve --otel` does, and so does a program: `assistants_v2_server.tracing.instrument()`. Until then nothing of
OpenTelemetry is imported. docs/how-to/tracing.md says what spans there are.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from ..observers.events import Observer
from ..observers.telling import add_observer, remove_observer

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

_MISSING = "spans need OpenTelemetry: pip install 'assistants-v2[otel]'."
_CHANGING = Lock()
_present: list[Observer] = []


def instrument(
    tracer_provider: TracerProvider | None = None, meter_provider: MeterProvider | None = None
) -> None:
    """Make spans and metrics of all servers of this process from now on; in place of an earlier call's.

    Messages, names of assistants, and what tools are called with are left out, unless the variable
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT is `true` now.

    Args:
        tracer_provider: Makes the spans; the one of the process by default.
        meter_provider: Makes the metrics; the one of the process by default.

    Raises:
        ModuleNotFoundError: OpenTelemetry is not installed; the text names the extra.
    """
    try:
        from .spans import make_spans
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "opentelemetry":
            raise
        raise ModuleNotFoundError(_MISSING, name=error.name) from error
    spans = make_spans(tracer_provider, meter_provider)
    with _CHANGING:
        _remove_present()
        _present.append(spans)
        add_observer(spans)


def uninstrument() -> None:
    """Make no more spans and metrics; the spans of runs that have not ended are ended. Twice does no harm."""
    with _CHANGING:
        _remove_present()


def _remove_present() -> None:
    while _present:
        observer = _present.pop()
        remove_observer(observer)
        observer.close()
