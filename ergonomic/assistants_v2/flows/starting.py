"""Requests that set a run to work, which a server that has streams answers with one.

Whether it has any is learned once for each client. Used by the flows whose requests these are, and by
`run_events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..errors import APIStatusError, ThreadBusy
from .port_values import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistants_v2_raw.models import Run
    from assistants_v2_raw.types import Operation

    from .port import Port
    from .port_values import ByteStream

    MakeRequest = Callable[[bool], Operation[Run]]
    """Makes a request that asks for a stream, or does not."""

_MAY_MEAN_NO_STREAMS = frozenset({400, 404, 406})
"""Statuses with which servers refuse a request because it asks for a stream."""


class Start(Protocol):
    """Sends a request that sets a run to work, and returns the run."""

    def __call__(self, make: MakeRequest, *, at_most: float | None = None) -> Awaitable[Run]:
        """Send it; *at_most* are the seconds until it is sent for the last time."""
        ...


def without_stream(io: Port) -> Start:
    """Return what sends a request for no more than the run."""

    def start(make: MakeRequest, *, at_most: float | None = None) -> Awaitable[Run]:
        return io.send(make(False), at_most=at_most)

    return start


async def ask_for_stream(
    io: Port, make: MakeRequest, *, within: float | None, at_most: float | None
) -> ByteStream | Run:
    """Send a request that sets a run to work, for a stream if the server has any.

    An answer that is no stream is the run. A refusal that may be meant for the stream is asked about by the
    same request without one, as long as nothing is known of the server's streams.

    Args:
        io: The port.
        make: Makes the request.
        within: Seconds until a stream has to be over; None for no limit.
        at_most: Seconds until the request is sent for the last time.

    Raises:
        APIError: How the last try failed.
    """
    offer = io.offer
    if offer.has_streams is False:
        return await io.send(make(False), at_most=at_most)
    opened: ByteStream | Reply[Run] | None = None
    try:
        opened = await io.stream(make(True), within=within, at_most=at_most)
    except APIStatusError as refusal:
        is_busy = isinstance(refusal, ThreadBusy)
        if is_busy or offer.has_streams or refusal.status_code not in _MAY_MEAN_NO_STREAMS:
            raise
    if opened is None:  # not within `except`: what goes wrong now is told by itself
        run = await io.send(make(False), at_most=at_most)
        offer.has_streams = False
        return run
    if isinstance(opened, Reply):
        offer.has_streams = False
        return opened.value
    offer.has_streams = True
    return opened
