"""What the server counts, as Prometheus reads it.

Counting costs a request next to nothing: numbers in dictionaries. prometheus-client, which takes a while to
import, makes the text when somebody asks for it. `app` is the user.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from ..runs.listener import TurnNote

if TYPE_CHECKING:
    from prometheus_client import Metric

    from ..server import Server
    from ..surveying import Survey

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_REQUEST_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the classes of request times, in seconds."""

_TURN_BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
"""The same for model turns."""


class _Times:
    """How many times fell in each class, and their sum."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self._bounds = bounds
        self._classes = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def add(self, seconds: float) -> None:
        self._classes[bisect_left(self._bounds, seconds)] += 1
        self.sum += seconds

    def list_buckets(self) -> list[tuple[str, float]]:
        ends = [*map(str, self._bounds), "+Inf"]
        return [(end, float(number)) for end, number in zip(ends, accumulate(self._classes), strict=True)]


class Metrics:
    """The numbers of one server since its start.

    Args:
        server: What is told of; it tells of its model turns from now on.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        server.listen(self)
        self._requests: Counter[tuple[str, int]] = Counter()
        self._request_times: dict[str, _Times] = {}
        self._turn_times = _Times(_TURN_BOUNDS)
        self._stream_times = _Times(_TURN_BOUNDS)
        self._streams_left = self._deltas_lost = 0
        self._errors: Counter[str] = Counter()
        self._tokens: Counter[str] = Counter(prompt=0, completion=0, cached=0, reasoning=0)

    def note_request(self, operation: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        self._requests[operation, status] += 1
        times = self._request_times.get(operation)
        if times is None:
            times = self._request_times[operation] = _Times(_REQUEST_BOUNDS)
        times.add(seconds)

    def note_stream(self, seconds: float, lost: int, *, is_whole: bool) -> None:
        """Count a stream that has ended.

        Args:
            seconds: How long it was open.
            lost: How many deltas its client was too slow for.
            is_whole: Whether the client stayed to the end.
        """
        self._stream_times.add(seconds)
        self._deltas_lost += lost
        self._streams_left += not is_whole

    def note_turn(self, note: TurnNote) -> None:
        """Count a model turn."""
        self._turn_times.add(note.seconds)
        if note.error is not None:
            self._errors[note.error] += 1
        if note.usage is not None:
            self._tokens["prompt"] += note.usage.prompt_tokens
            self._tokens["completion"] += note.usage.completion_tokens
            self._tokens["cached"] += note.usage.cached_tokens
            self._tokens["reasoning"] += note.usage.reasoning_tokens

    def render(self) -> bytes:
        """Return everything in Prometheus' text format, with memory and CPU of the process."""
        # Imported when it is asked for: a server's start does not pay for it.
        from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterator[Metric]:
        """Yield everything as prometheus-client takes it."""
        yield from self._collect_requests()
        survey = self._server.survey()
        yield from self._collect_runs(survey)
        yield from self._collect_sharing(survey)
        yield from self._collect_turns(survey)
        yield from self._collect_streams()

    def _collect_requests(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily(
            "assistants_v2_requests", "Requests that were answered.", labels=["operation", "status"]
        )
        for (operation, status), number in [*self._requests.items()]:
            requests.add_metric([operation, str(status)], number)
        yield requests
        seconds = HistogramMetricFamily(
            "assistants_v2_request_seconds", "Seconds that requests took.", labels=["operation"]
        )
        for operation, times in [*self._request_times.items()]:
            seconds.add_metric([operation], times.list_buckets(), times.sum)
        yield seconds
        yield GaugeMetricFamily(
            "assistants_v2_requests_in_hand", "Requests being answered.", value=self._server.requests_in_hand
        )

    def _collect_runs(self, survey: Survey) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        runs = GaugeMetricFamily(
            "assistants_v2_runs", "Runs in the database; queued ones wait for a worker.", labels=["status"]
        )
        for status, number in survey.runs.items():
            runs.add_metric([status], number)
        yield runs
        yield GaugeMetricFamily(
            "assistants_v2_queue_oldest_seconds",
            "Seconds that the run has waited that waits longest of those that nobody has begun.",
            value=survey.oldest_seconds,
        )
        yield GaugeMetricFamily(
            "assistants_v2_runs_in_hand",
            "Runs that this process works on, or that wait for it.",
            value=self._server.count_in_hand(),
        )
        yield CounterMetricFamily(
            "assistants_v2_runs_taken_up",
            "Runs that this process took up after another had begun them.",
            value=survey.taken_up,
        )
        refused = CounterMetricFamily(
            "assistants_v2_runs_refused", "Runs that were refused since too many wait.", labels=["reason"]
        )
        for reason, number in survey.refused.items():
            refused.add_metric([reason], number)
        yield refused

    def _collect_sharing(self, survey: Survey) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily

        yield GaugeMetricFamily(
            "assistants_v2_lease_holders", "Processes that hold runs.", value=survey.lease_holders
        )
        if survey.lease_seconds is not None:
            yield GaugeMetricFamily(
                "assistants_v2_lease_seconds_left",
                "Seconds until the lease ends that ends first, below 0 if it has.",
                value=survey.lease_seconds,
            )
        if survey.jobs is not None:
            jobs = GaugeMetricFamily("assistants_v2_jobs", "Jobs in the database.", labels=["status"])
            for status in ("queued", "picked"):  # also where there are none, so that there is a line
                jobs.add_metric([status], survey.jobs.get(status, 0))
            yield jobs

    def _collect_streams(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        yield GaugeMetricFamily(
            "assistants_v2_streams_open", "Streams that are open.", value=self._server.count_streams()
        )
        yield HistogramMetricFamily(
            "assistants_v2_stream_seconds",
            "Seconds that streams were open.",
            buckets=self._stream_times.list_buckets(),
            sum_value=self._stream_times.sum,
        )
        yield CounterMetricFamily(
            "assistants_v2_streams_left", "Streams whose clients left early.", value=self._streams_left
        )
        yield CounterMetricFamily(
            "assistants_v2_deltas_lost", "Deltas that clients were too slow for.", value=self._deltas_lost
        )

    def _collect_turns(self, survey: Survey) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        yield GaugeMetricFamily(
            "assistants_v2_model_turns_in_hand",
            "Turns that models are being asked for.",
            value=survey.turns_in_hand,
        )
        yield HistogramMetricFamily(
            "assistants_v2_model_turn_seconds",
            "Seconds that model turns took.",
            buckets=self._turn_times.list_buckets(),
            sum_value=self._turn_times.sum,
        )
        errors = CounterMetricFamily("assistants_v2_model_errors", "Turns that failed.", labels=["code"])
        for code, number in [*self._errors.items()]:
            errors.add_metric([code], number)
        yield errors
        tokens = CounterMetricFamily("assistants_v2_tokens", "Tokens that turns cost.", labels=["kind"])
        for kind, number in [*self._tokens.items()]:
            tokens.add_metric([kind], number)
        yield tokens
