"""Events as bytes for whoever reads a stream elsewhere, such as a browser. Pure. Used by `flows.relay`.

The framing is that of the hosted API: line feeds only, a name and one line of data for each event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.json import encode

if TYPE_CHECKING:
    from assistants_v2_raw.events import AssistantStreamEvent

END = b"event: done\ndata: [DONE]\n\n"
"""The last event of a stream."""

FAILURE = (
    b'event: error\ndata: {"error":{"message":"The stream ended before the run did.",'
    b'"type":"server_error","param":null,"code":null}}\n\n'
)
"""What is said of a stream that fails. Why it did is nothing for strangers: it may name addresses and ids."""


def write_event(event: AssistantStreamEvent) -> bytes:
    """Return an event as it was sent, or would have been."""
    data: Any = event.data
    written = encode(data.to_dict() if hasattr(data, "to_dict") else data)
    return b"event: %b\ndata: %b\n\n" % (event.event.encode(), written)
