"""Writes server-sent events, in the one framing that every client of this API was seen to read. Pure.

That is: line feeds only, a name and one line of data for each event, no ids and no times to retry. A comment
that keeps a silent connection open has no blank line after it: with one, some decoders report an empty event.
Both doors write with this file; `runs.events` makes what is written.
"""

from __future__ import annotations

CONTENT_TYPE = "text/event-stream; charset=utf-8"

SILENCE = 15.0
"""Seconds without an event after which a comment is sent."""

KEEP_ALIVE = b": keep-alive\n"
"""What is sent after a silence."""


def write_event(name: str, data: bytes) -> bytes:
    """Return an event as it is sent.

    Args:
        name: The name of the event.
        data: JSON, or a word; on one line.
    """
    return b"event: %b\ndata: %b\n\n" % (name.encode(), data)
