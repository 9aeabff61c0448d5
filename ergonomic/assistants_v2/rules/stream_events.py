"""The events of a stream as objects of the contract. Pure.

An event is read before it is given, so one that cannot be read fails there, and not where it is used. What an
event means is told by its data, not by its name. Used by whatever receives a stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw import models
from assistants_v2_raw.errors import WrongKind
from assistants_v2_raw.events import EVENT_DATA, EVENTS
from assistants_v2_raw.types import Unknown, decoded, new, require_kind
from msgspec import MsgspecError
from msgspec.json import decode

from . import failures
from .event_stream import LONGEST_EVENT, EventStreamDecoder
from .growing import find_member

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from assistants_v2_raw.events import AssistantStreamEvent

    from ..errors import APIResponseValidationError
    from .configuration import Settings

    Parts = tuple[Any, Callable[[Any], object]]

_END_MARK = "[DONE]"

PIECES = frozenset({"thread.message.delta", "thread.run.step.delta"})
"""The events that say again, piece by piece, what others say whole."""

_NAMELESS = "message"
"""What event streams call an event that says no name."""

_PARTS: dict[str, Parts] = {}
"""The classes of the events that have been met, by their names, each with what reads its data."""


class EventReader:
    """Reads one stream.

    Args:
        settings: The server.
        status: The HTTP status that the stream came with.
    """

    def __init__(self, settings: Settings, status: int = 200) -> None:
        self._settings = settings
        self._status = status
        self._decoder = EventStreamDecoder()

    def read(self, chunk: bytes, without: Container[str] = ()) -> Iterator[AssistantStreamEvent]:
        """Yield the events that are complete with the next bytes, the end marker as a `DoneEvent`.

        One that the contract does not know is `Unknown`, with its name as `event` and its JSON as `data`.

        Args:
            chunk: The bytes.
            without: Names of events that are passed over unread; none by default.

        Raises:
            APIStreamError: The server reports that it has failed.
            APIResponseValidationError: An event that the contract knows cannot be read as what it is
                there, or an event has more than 64 MiB.
        """
        for name, data in self._decoder.decode(chunk):
            if name not in without:
                yield self._read_event(name, data)
        if self._decoder.is_too_long:
            reason = f"streamed an event of more than {LONGEST_EVENT} bytes"
            raise failures.make_event_error(self._settings, self._status, reason)

    def _read_event(self, name: str, data: bytes) -> AssistantStreamEvent:
        """Return an event as most servers send it, or have it read as some do.

        It is made of its two parts, which takes two thirds of the time of `from_dict`.
        """
        if name in _PARTS:
            kind, read_data = _PARTS[name]
            try:
                event: Any = new(kind)
                event.data = read_data(decode(data))
                event.event = name
                known: AssistantStreamEvent = event
                return known
            except (MsgspecError, ValueError, RecursionError):
                pass  # the longer way finds out what it is instead
        return self._read_otherwise(name, data)

    def _read_otherwise(self, name: str, data: bytes) -> AssistantStreamEvent:
        """Return an event of any form; raise what it stands for if it is an error."""
        value: Any = _decode_leniently(data)
        whole: dict[str, Any] = {"event": name, "data": value}
        wrapped = find_member(value, "event")
        if isinstance(wrapped, str) and "data" in value and name in (_NAMELESS, wrapped):
            whole, name, value = value, wrapped, value["data"]
        if name == "done" or (name == _NAMELESS and value == _END_MARK):
            return models.DoneEvent(event="done", data=_END_MARK)
        is_known = name in EVENT_DATA
        if name == "error" or ((is_known or name == _NAMELESS) and find_member(value, "error")):
            raise failures.make_stream_error(self._settings, value)
        return self._read_known(name, whole) if is_known else Unknown(whole)

    def _read_known(self, name: str, whole: dict[str, Any]) -> AssistantStreamEvent:
        """Return an event of the contract; raise APIResponseValidationError if it cannot be read."""
        try:
            require_kind(whole["data"], dict)
        except WrongKind as wrong:
            raise self._refuse(name, whole, wrong.below("data")) from wrong
        delta: Any = find_member(whole["data"], "delta")
        if isinstance(piece := find_member(delta, "content"), dict):  # Alibaba's are no lists
            whole = {**whole, "data": {**whole["data"], "delta": {**delta, "content": [piece]}}}
        try:
            event: AssistantStreamEvent = _find_parts(name)[0].from_dict(whole)
        except WrongKind as wrong:
            raise self._refuse(name, whole, wrong) from wrong
        return event

    def _refuse(self, name: str, whole: dict[str, Any], wrong: WrongKind) -> APIResponseValidationError:
        """Return the error for an event of the contract in which something is wrong."""
        reason = f"streamed an event {name} that cannot be read, at {wrong}"
        parts = (self._settings, self._status, reason, whole["data"], wrong.place)
        return failures.make_event_error(*parts)


def _find_parts(name: str) -> Parts:
    """Return the class of the events of a name, and what reads their data; both load when one is met."""
    data = getattr(models, EVENT_DATA[name])
    parts = _PARTS[name] = getattr(models, EVENTS[name]), data.from_dict
    return parts


def _decode_leniently(data: bytes) -> object:
    """Return the JSON value of some data, or their text if they are none."""
    text = data.decode(errors="replace")
    if text.strip() == "null":
        return None
    value = decoded(text.encode())
    return text if value is None else value
