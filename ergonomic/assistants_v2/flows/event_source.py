"""The events of one stream. Used by `run_events`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from assistants_v2_raw.types import APIObject

from ..errors import APIError
from ..rules.stream_events import PIECES, EventReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_raw.events import AssistantStreamEvent

    from .port import Port
    from .port_values import ByteStream


class EventSource:
    """The events of one stream.

    Args:
        io: The port.
        stream: Its bytes.
        with_pieces: Whether the pieces of messages and steps are wanted, and not only the whole of them.
    """

    def __init__(self, io: Port, stream: ByteStream, *, with_pieces: bool) -> None:
        self._stream = stream
        self._request_id = stream.headers.get("x-request-id")
        reader = EventReader(io.settings)
        self._read = reader.read if with_pieces else partial(reader.read, without=PIECES)
        self._failure: APIError | None = None

    async def read(self) -> Sequence[AssistantStreamEvent] | None:
        """Return the events in the bytes that came next, maybe none; None at the end of the stream.

        Raises:
            APIError: The stream broke, or its server reports that it has failed.
        """
        if self._failure:
            raise self._failure
        try:
            chunk = await anext(self._stream)
        except StopAsyncIteration:
            return None
        events: list[AssistantStreamEvent] = []
        try:
            for event in self._read(chunk):
                data: Any = event.data
                if isinstance(event.data, APIObject):
                    data._request_id = self._request_id
                events.append(event)
        except APIError as failure:
            self._failure = failure  # after what came before it
            if not events:
                raise
        return events

    async def finish(self) -> None:
        """End the stream, in which everything was said."""
        await self._stream.finish()

    async def close(self) -> None:
        """End the stream."""
        await self._stream.aclose()
