"""The metrics of OpenTelemetry: how long things take, and how many tokens they cost. `spans` is the user.

They stand beside those of the HTTP door, which Prometheus reads and which need no OpenTelemetry.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress

from opentelemetry.context import Context
from opentelemetry.metrics import CallbackOptions, Histogram, Meter, Observation

from ..models import Usage
from .attributes import Attributes

_OPERATION_BOUNDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
"""Upper ends of the classes of times, in seconds: of model turns and of tools, by the conventions."""

_RUN_BOUNDS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6)
"""The same for runs."""

_REQUEST_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""The same for requests over HTTP."""

_TOKEN_BOUNDS = tuple(4**power for power in range(14))
"""Upper ends of the classes of token counts."""


MOST_KEPT = 256
"""Values that are kept before they are counted."""

_EMPTY = Context()
"""No span: what is counted later belongs to none of the moment."""


class Measures:
    """The instruments; safe to use from any thread.

    To count a value in the midst of a run costs a multiple of what it does right after another one. So values
    are kept for a while: until somebody reads the metrics, or there are many.

    Args:
        meter: Makes them.
    """

    def __init__(self, meter: Meter) -> None:
        make = _Maker(meter).make
        self._turns = make("gen_ai.client.operation.duration", "Duration of model turns.", _OPERATION_BOUNDS)
        self._tokens = make("gen_ai.client.token.usage", "Tokens of model turns.", _TOKEN_BOUNDS, "{token}")
        self._runs = make("gen_ai.invoke_agent.duration", "Duration of runs.", _RUN_BOUNDS)
        self._calls = make("gen_ai.execute_tool.duration", "Duration of built-in tools.", _OPERATION_BOUNDS)
        self._requests = make("http.server.request.duration", "Duration of requests.", _REQUEST_BOUNDS)
        self._kept: deque[tuple[Histogram, float, Attributes]] = deque()
        # It has no values of its own: whoever reads the metrics asks it, and has the others counted.
        meter.create_observable_gauge("assistants_v2.kept_values", [self._count_when_read])

    def count_turn(self, seconds: float, attributes: Attributes, usage: Usage | None) -> None:
        """Count a model turn, and what it cost where that is known."""
        self._keep(self._turns, seconds, attributes)
        if usage is not None:
            self._keep(self._tokens, usage.prompt_tokens, {**attributes, "gen_ai.token.type": "input"})
            self._keep(self._tokens, usage.completion_tokens, {**attributes, "gen_ai.token.type": "output"})

    def count_run(self, seconds: float, attributes: Attributes) -> None:
        """Count a run that has ended."""
        self._keep(self._runs, seconds, attributes)

    def count_call(self, seconds: float, attributes: Attributes) -> None:
        """Count a call of a built-in tool."""
        self._keep(self._calls, seconds, attributes)

    def count_request(self, seconds: float, attributes: Attributes) -> None:
        """Count a request over HTTP."""
        self._keep(self._requests, seconds, attributes)

    def count_kept(self) -> None:
        """Count all values that are kept."""
        with suppress(IndexError):  # there are no more
            while True:
                instrument, value, attributes = self._kept.popleft()
                instrument.record(value, attributes, _EMPTY)

    def _keep(self, instrument: Histogram, value: float, attributes: Attributes) -> None:
        self._kept.append((instrument, value, attributes))
        if len(self._kept) >= MOST_KEPT:
            self.count_kept()

    def _count_when_read(self, _: CallbackOptions) -> Iterable[Observation]:
        self.count_kept()
        return ()


class _Maker:
    """Makes instruments of one meter."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def make(self, name: str, description: str, bounds: Sequence[float], unit: str = "s") -> Histogram:
        return self._meter.create_histogram(
            name, unit, description, explicit_bucket_boundaries_advisory=bounds
        )
