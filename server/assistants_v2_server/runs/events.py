"""The events of a stream, made from rows and from pieces of a model. Pure.

An event shows the row that REST shows, and a few things that only events have: a step always says when it
expires, a run has an entry for the code interpreter, and messages and steps are seen while they are being
written. `tellings` decides which events there are, and in what order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from ..encoding import encode_json
from ..rendering import render_message, render_run, render_step, render_thread
from ..store import JsonObject, MessageRow, RunRow, StepRow, ThreadRow

_RESOURCES: Mapping[str, Any] = {"code_interpreter": {"file_ids": []}}
"""What the `tool_resources` of a run have in every event."""

_HOLE = "\0"
"""Stands for the text in a frame: an id never has it."""


@frozen
class Event:
    """An event of a stream.

    Attributes:
        name: Its name, such as `thread.run.created`.
        data: Its data, as they are sent.
        is_delta: Whether it says nothing that a later event does not say as well.
    """

    name: str
    data: bytes
    is_delta: bool = False


DONE = Event("done", b"[DONE]")
"""The end of every stream."""


def make_thread_event(thread: ThreadRow) -> Event:
    """Return the event of a new thread."""
    return Event("thread.created", encode_json(render_thread(thread)))


def make_run_event(run: RunRow, moment: str = "") -> Event:
    """Return the event of a run that stands as it does, or of another moment, such as `created`."""
    shown = render_run(run)
    shown = {**shown, "tool_resources": {**_RESOURCES, **shown["tool_resources"]}}
    return Event(f"thread.run.{moment or run.status}", encode_json(shown))


def make_step_event(step: StepRow, run: RunRow, moment: str = "") -> Event:
    """Return the event of a step that stands as it does, or of another moment."""
    shown = {**render_step(step, run), "expires_at": step.expires_at}
    return Event(f"thread.run.step.{moment or step.status}", encode_json(shown))


def make_message_event(message: MessageRow, moment: str = "") -> Event:
    """Return the event of a message that stands as it does, or of another moment."""
    return Event(f"thread.message.{moment or message.status}", encode_json(render_message(message)))


def make_error_event(error: JsonObject) -> Event:
    """Return the event of a failure; its data are those of the API's error answers."""
    return Event("error", encode_json(error))


def reopen_step(step: StepRow) -> StepRow:
    """Return a step as it was when it had just begun."""
    is_message = step.type == "message_creation"
    return evolve(
        step,
        status="in_progress",
        details=step.details if is_message else {"type": "tool_calls", "tool_calls": []},
        completed_at=None,
        cancelled_at=None,
        failed_at=None,
        last_error=None,
    )


def reopen_message(message: MessageRow) -> MessageRow:
    """Return a message as it was when it had just begun."""
    return evolve(
        message,
        status="in_progress",
        content=[],
        incomplete_details=None,
        completed_at=None,
        incomplete_at=None,
    )


class MessageDeltas:
    """Makes the deltas of one message, quickly: what all have in common is written once.

    Args:
        message_id: The id of the message.
    """

    def __init__(self, message_id: str) -> None:
        self._id = message_id
        self._frames: dict[str, tuple[bytes, bytes]] = {}

    def add(self, kind: str, text: str) -> Event:
        """Return the event of more text.

        Args:
            kind: The part that it belongs to: `text` or `refusal`.
            text: What is new.
        """
        frame = self._frames.get(kind)
        if frame is None:
            before, after = self._frames[kind] = self._make_frame(kind)
            after = b',"annotations":[]' + after if kind == "text" else after
        else:
            before, after = frame
        return Event("thread.message.delta", before + encode_json(text) + after, is_delta=True)

    def _make_frame(self, kind: str) -> tuple[bytes, bytes]:
        """Return what stands before and after the text in a delta of a part that has begun."""
        more = {"value": _HOLE} if kind == "text" else _HOLE
        part = {"index": len(self._frames), "type": kind, kind: more}
        return _split({"id": self._id, "object": "thread.message.delta", "delta": {"content": [part]}})


class CallDeltas:
    """Makes the deltas of one step that calls functions.

    Args:
        step_id: The id of the step.
    """

    def __init__(self, step_id: str) -> None:
        self._id = step_id
        self._frames: dict[int, tuple[bytes, bytes]] = {}

    def add(self, index: int, call_id: str, name: str, arguments: str) -> list[Event]:
        """Return the events of more of a call: its id and name at first, pieces of its arguments then.

        Args:
            index: Which call of the step it is.
            call_id: The id of the call.
            name: Its name, once.
            arguments: What is new of them.
        """
        events: list[Event] = []
        if index not in self._frames:
            self._frames[index] = _split(self._describe({"index": index}, {"arguments": _HOLE}))
            begun = {"name": name, "arguments": "", "output": None}
            events.append(self._make({"index": index, "id": call_id}, begun))
        elif name:
            events.append(self._make({"index": index}, {"name": name}))
        if arguments:
            before, after = self._frames[index]
            data = before + encode_json(arguments) + after
            events.append(Event("thread.run.step.delta", data, is_delta=True))
        return events

    def _make(self, call: JsonObject, function: JsonObject) -> Event:
        data = encode_json(self._describe(call, function))
        return Event("thread.run.step.delta", data, is_delta=True)

    def _describe(self, call: JsonObject, function: JsonObject) -> JsonObject:
        calls = [{**call, "type": "function", "function": function}]
        delta = {"step_details": {"type": "tool_calls", "tool_calls": calls}}
        return {"id": self._id, "object": "thread.run.step.delta", "delta": delta}


def _split(data: JsonObject) -> tuple[bytes, bytes]:
    """Return what stands before and after the hole in some data."""
    before, _, after = encode_json(data).partition(encode_json(_HOLE))
    return before, after
