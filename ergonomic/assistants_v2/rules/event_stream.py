"""Server-sent events out of the bytes of a stream, however these are split. Pure.

The rules are WHATWG's for event streams. `id:` and `retry:` are passed over: a stream that broke off is not
asked for again, since the run tells what was missed. Used by `stream_events`.
"""

from __future__ import annotations

LONGEST_EVENT = 64 * 1024 * 1024
"""Bytes that one event may have; a step with all outputs that the API takes fits."""

ServerSentEvent = tuple[str, bytes]
"""The name of an event, `message` if it has none, and its data: UTF-8, or what was meant for it."""

_MOST_NAMES = 100
"""First lines, and bytes of each, that are kept with the names in them, since a stream repeats a few."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EventStreamDecoder:
    """Decodes one stream.

    What a stream leaves unfinished when it ends is no event, so there is nothing to do at its end.

    Args:
        longest: Bytes that one event may have.

    Attributes:
        is_too_long: Whether an event had more. It, and all that follows, is thrown away.
    """

    def __init__(self, longest: int = LONGEST_EVENT) -> None:
        self.is_too_long = False
        self._longest = longest
        self._pending: list[bytes] = []
        self._size = 0
        self._is_new = True
        self._after_return = False
        self._names: dict[bytes, str] = {}

    def decode(self, chunk: bytes) -> list[ServerSentEvent]:
        """Return the events that are complete with the next bytes of the stream."""
        if self.is_too_long:
            return []
        if self._after_return or b"\r" in chunk:
            chunk = self._end_lines_alike(chunk)
        blocks = self._split(chunk)
        if blocks and self._is_new:
            self._is_new = False
            blocks[0] = blocks[0].removeprefix(_BYTE_ORDER_MARK)
        events: list[ServerSentEvent] = []
        longest, names = self._longest, self._names
        for block in blocks:
            if len(block) > longest:
                self._give_up()
                return events
            first, _, second = block.partition(b"\n")
            # Nearly all events are two lines, of which the first was there before.
            if first in names and second[:6] == b"data: " and b"\n" not in second:
                events.append((names[first], second[6:]))
            elif event := _read_lines(block):
                events.append(event)
                if first[:6] == b"event:" and b"\n" not in second and len(names) < _MOST_NAMES > len(first):
                    names[first] = event[0]
        if self._size > longest + 1:  # its last line may have ended
            self._give_up()
        return events

    def _give_up(self) -> None:
        self.is_too_long = True
        self._pending = []

    def _end_lines_alike(self, chunk: bytes) -> bytes:
        """Return a chunk whose lines all end in a line feed."""
        if self._after_return and chunk:
            chunk = chunk.removeprefix(b"\n")  # of a pair that was split
            self._after_return = False
        if chunk:
            self._after_return = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _split(self, chunk: bytes) -> list[bytes]:
        """Return the lines between the blank ones that are complete now, and keep the rest.

        The rest is put together once, when it is complete, so that it may come byte by byte.
        """
        pending = self._pending
        if b"\n\n" not in chunk and not (chunk[:1] == b"\n" and pending and pending[-1][-1:] == b"\n"):
            if chunk:
                pending.append(chunk)
                self._size += len(chunk)
            return []
        blocks = (b"".join((*pending, chunk)) if pending else chunk).split(b"\n\n")
        rest = blocks.pop()
        self._pending = [rest] if rest else []
        self._size = len(rest)
        return blocks


def _read_lines(block: bytes) -> ServerSentEvent | None:
    """Return the event that some lines make; None if there is no data among them."""
    name, data = b"", list[bytes]()
    for line in block.split(b"\n"):
        field, _, value = line.partition(b":")
        if field == b"data":
            data.append(value.removeprefix(b" "))
        elif field == b"event":
            name = value.removeprefix(b" ")
    return (name.decode(errors="replace") or "message", b"\n".join(data)) if data else None
