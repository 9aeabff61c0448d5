"""OpenTelemetry: spans and metrics of all clients of this process, once somebody switches them on.

    from assistants_v2.tracing import instrument

    instrument()

`opentelemetry-instrument` does so too. Until then nothing of OpenTelemetry is imported.
docs/how-to/logging.md says what spans there are.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .flows.observing import add_observer, remove_observer
from .rules.span_attributes import is_content_asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

    from .flows.observing import Observer

    Providers = tuple[TracerProvider | None, MeterProvider | None]

__all__ = ["AssistantsInstrumentor", "instrument", "uninstrument"]

_MISSING = "spans need OpenTelemetry: pip install 'assistants-v2[otel]'."


class _State:
    """Who makes spans now, with which providers; how embedded servers are switched on and off."""

    observer: Observer | None = None
    providers: Providers = (None, None)
    server: (
        tuple[Callable[[TracerProvider | None, MeterProvider | None], None], Callable[[], None]] | None
    ) = None


def instrument(
    *, tracer_provider: TracerProvider | None = None, meter_provider: MeterProvider | None = None
) -> None:
    """Make spans and metrics of all clients of this process from now on; in place of an earlier call's.

    Embedded servers are included. Messages, and what tools are called with, are left out, unless the variable
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT is `true` now.

    Args:
        tracer_provider: Makes the spans; the one of the process by default.
        meter_provider: Makes the metrics; the one of the process by default.

    Raises:
        ModuleNotFoundError: OpenTelemetry is not installed; the text names the extra.
    """
    try:
        from .observers.spans import make_spans  # late: it brings OpenTelemetry
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "opentelemetry":
            raise
        raise ModuleNotFoundError(_MISSING, name=error.name) from error
    takes_content = is_content_asked(os.environ)
    spans = make_spans(tracer_provider, meter_provider, takes_content=takes_content)
    _remove_observer()
    _State.observer, _State.providers = spans, (tracer_provider, meter_provider)
    add_observer(spans)
    if _State.server is not None:
        _State.server[0](*_State.providers)


def uninstrument() -> None:
    """Make no more spans and metrics of what begins from now on. Twice does no harm."""
    if _State.observer is not None and _State.server is not None:
        _State.server[1]()
    _remove_observer()


def _remove_observer() -> None:
    if _State.observer is not None:
        remove_observer(_State.observer)
    _State.observer = None


def include_server(
    instrument_server: Callable[[TracerProvider | None, MeterProvider | None], None],
    uninstrument_server: Callable[[], None],
) -> None:
    """Have embedded servers switched on and off along with the clients; the first client of one says how.

    Args:
        instrument_server: Switches them on, with the two providers.
        uninstrument_server: Switches them off.
    """
    if _State.server is None:
        _State.server = instrument_server, uninstrument_server
        if _State.observer is not None:
            instrument_server(*_State.providers)


class AssistantsInstrumentor:
    """What `opentelemetry-instrument` finds and switches on; it is that of a process, as `instrument` is."""

    def instrument(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        **_: object,
    ) -> None:
        """Make spans and metrics, as `instrument` does; what else is passed has no meaning here."""
        instrument(tracer_provider=tracer_provider, meter_provider=meter_provider)

    def uninstrument(self, **_: object) -> None:
        """Make no more of them."""
        uninstrument()
