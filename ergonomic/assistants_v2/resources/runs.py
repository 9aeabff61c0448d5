"""The face of `client.threads.runs`."""

from __future__ import annotations

from functools import cached_property

from ..flows import execution, polling, runs, streams, waiting
from .event_publishing import blocking_events, cooperative_events
from .publishing import (
    Resource,
    blocking,
    blocking_pages,
    blocking_stream,
    cooperative,
    cooperative_pages,
    cooperative_stream,
)
from .steps import AsyncSteps, Steps


class Runs(Resource, path="threads.runs"):
    """An assistant at work on a thread."""

    create = blocking(runs.create)
    retrieve = blocking(runs.retrieve)
    update = blocking(runs.update)
    cancel = blocking(runs.cancel)
    submit_tool_outputs = blocking(runs.submit_tool_outputs)
    poll = blocking(polling.poll)
    create_and_poll = blocking(polling.create_and_poll)
    submit_tool_outputs_and_poll = blocking(polling.submit_tool_outputs_and_poll)
    execute = blocking(execution.execute)
    resume = blocking(execution.resume)
    wait_all = blocking_stream(waiting.wait_all)
    stream = blocking_events(streams.stream)
    create_and_stream = blocking_events(streams.stream)
    submit_tool_outputs_stream = blocking_events(streams.submit_tool_outputs_stream)
    list = blocking_pages(runs.list)

    @cached_property
    def steps(self) -> Steps:
        """What a run did."""
        return Steps(self._io)


class AsyncRuns(Resource, path="threads.runs"):
    """An assistant at work on a thread."""

    create = cooperative(runs.create)
    retrieve = cooperative(runs.retrieve)
    update = cooperative(runs.update)
    cancel = cooperative(runs.cancel)
    submit_tool_outputs = cooperative(runs.submit_tool_outputs)
    poll = cooperative(polling.poll)
    create_and_poll = cooperative(polling.create_and_poll)
    submit_tool_outputs_and_poll = cooperative(polling.submit_tool_outputs_and_poll)
    execute = cooperative(execution.execute)
    resume = cooperative(execution.resume)
    wait_all = cooperative_stream(waiting.wait_all)
    stream = cooperative_events(streams.stream)
    create_and_stream = cooperative_events(streams.stream)
    submit_tool_outputs_stream = cooperative_events(streams.submit_tool_outputs_stream)
    list = cooperative_pages(runs.list)

    @cached_property
    def steps(self) -> AsyncSteps:
        """What a run did."""
        return AsyncSteps(self._io)
