"""The face of `client.threads`."""

from __future__ import annotations

from functools import cached_property

from ..flows import polling, streams, threads, transcripts
from .event_publishing import blocking_events, cooperative_events
from .messages import AsyncMessages, Messages
from .publishing import (
    Resource,
    blocking,
    blocking_pages,
    blocking_stream,
    cooperative,
    cooperative_pages,
    cooperative_stream,
)
from .runs import AsyncRuns, Runs


class Threads(Resource, path="threads"):
    """Conversations."""

    create = blocking(threads.create)
    retrieve = blocking(threads.retrieve)
    update = blocking(threads.update)
    delete = blocking(threads.delete)
    list = blocking_pages(threads.list)
    create_and_run = blocking(threads.create_and_run)
    create_and_run_poll = blocking(polling.create_and_run_poll)
    create_and_run_stream = blocking_events(streams.create_and_run_stream)
    timeline = blocking_stream(transcripts.timeline)
    transcript = blocking(transcripts.transcript)

    @cached_property
    def messages(self) -> Messages:
        """What was said in a thread."""
        return Messages(self._io)

    @cached_property
    def runs(self) -> Runs:
        """An assistant at work on a thread."""
        return Runs(self._io)


class AsyncThreads(Resource, path="threads"):
    """Conversations."""

    create = cooperative(threads.create)
    retrieve = cooperative(threads.retrieve)
    update = cooperative(threads.update)
    delete = cooperative(threads.delete)
    list = cooperative_pages(threads.list)
    create_and_run = cooperative(threads.create_and_run)
    create_and_run_poll = cooperative(polling.create_and_run_poll)
    create_and_run_stream = cooperative_events(streams.create_and_run_stream)
    timeline = cooperative_stream(transcripts.timeline)
    transcript = cooperative(transcripts.transcript)

    @cached_property
    def messages(self) -> AsyncMessages:
        """What was said in a thread."""
        return AsyncMessages(self._io)

    @cached_property
    def runs(self) -> AsyncRuns:
        """An assistant at work on a thread."""
        return AsyncRuns(self._io)
