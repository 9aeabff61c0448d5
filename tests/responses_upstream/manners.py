"""How a stream comes over the wire: what servers and networks do with the same events. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from .memory import Json


@frozen(kw_only=True)
class Manners:
    """How an upstream streams.

    Attributes:
        leaves_out: Says of which types of events none comes; by default all come.
        interleaves: Whether the events of the items of an answer come in turn; by default they come one item
            after the other.
        chunk: Bytes that come at once; None, the default, for an event at once.
        names_events: Whether each event has an `event:` line.
        has_mark: Whether `data: [DONE]` comes at the end.
        newline: What ends a line.
        comments: Whether a comment comes before each event.
        pause: Seconds before each chunk.
    """

    leaves_out: Callable[[str], bool] = lambda _: False
    interleaves: bool = False
    chunk: int | None = None
    names_events: bool = True
    has_mark: bool = False
    newline: str = "\n"
    comments: bool = False
    pause: float = 0.0


def only_done(kind: str) -> bool:
    """Say whether an event is none of the three that say what has come: only they are left then."""
    return kind not in {
        "response.created",
        "response.output_item.done",
        "response.completed",
        "response.incomplete",
        "response.failed",
        "error",
    }


def only_end(kind: str) -> bool:
    """Say whether an event is not the last: only that is left then, with the whole answer."""
    return kind not in {"response.completed", "response.incomplete", "response.failed", "error"}


def number_events(events: Iterable[Json], manners: Manners) -> list[Json]:
    """Return the events that come, each with its number."""
    told = [event for event in events if not manners.leaves_out(event["type"])]
    return [{**event, "sequence_number": number} for number, event in enumerate(told)]


def write_event(event: Json, manners: Manners) -> bytes:
    """Return an event as it comes over the wire."""
    end = manners.newline
    lines = [": still here", ""] if manners.comments else []
    lines += [f"event: {event['type']}"] if manners.names_events else []
    return end.join([*lines, f"data: {json.dumps(event)}", "", ""]).encode()


def write_mark(manners: Manners) -> bytes:
    """Return what comes after the last event."""
    return f"data: [DONE]{manners.newline * 2}".encode() if manners.has_mark else b""


def cut_chunks(data: bytes, manners: Manners) -> Sequence[bytes]:
    """Return bytes as they come."""
    size = manners.chunk or max(1, len(data))
    return [data[place : place + size] for place in range(0, len(data), size)]
