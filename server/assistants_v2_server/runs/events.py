"""The events of a stream, made from rows and from pieces of a model. Pure.

An event shows the row that REST shows, and a few things that only events have: a step always says when it
expires, a run has an entry for the code interpreter, and messages and steps are seen while they are being
written. `tellings` and `speeches` decide which events there are, and in what order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..encoding import encode_json
from ..rendering import render_message, render_run, render_step, render_thread
from ..store import JsonObject, MessageRow, RunRow, StepRow, ThreadRow

_RESOURCES: Mapping[str, Any] = {"code_interpreter": {"file_ids": []}}
"""What the `tool_resources` of a run have in every event."""

_HOLE = "\0"
"""Stands for the text in a frame: an id never has it."""


class Event(Struct, frozen=True):
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


def make_step_event(step: StepRow, run: RunRow, moment: str = "", *, with_content: bool = False) -> Event:
    """Return the event of a step that stands as it does, or of another moment; see `render_step`."""
    shown = {**render_step(step, run, with_content=with_content), "expires_at": step.expires_at}
    return Event(f"thread.run.step.{moment or step.status}", encode_json(shown))


def make_message_event(message: MessageRow, moment: str = "") -> Event:
    """Return the event of a message that stands as it does, or of another moment."""
    return Event(f"thread.message.{moment or message.status}", encode_json(render_message(message)))


def make_new_step_events(step: StepRow, run: RunRow) -> list[Event]:
    """Return the events of a step that begins."""
    return [make_step_event(step, run, "created"), make_step_event(step, run)]


def make_new_message_events(message: MessageRow) -> list[Event]:
    """Return the events of a message that begins."""
    return [make_message_event(message, "created"), make_message_event(message)]


def make_error_event(error: JsonObject) -> Event:
    """Return the event of a failure; its data are those of the API's error answers."""
    return Event("error", encode_json(error))


def reopen_step(step: StepRow) -> StepRow:
    """Return a step as it was when it had just begun."""
    is_message = step.type == "message_creation"
    return replace(
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
    return replace(
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
        self._images = self._annotations = 0

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

    def add_annotated(self, text: str, annotation: JsonObject) -> list[Event]:
        """Return the events of a passage of the text with its annotation."""
        first = [] if "text" in self._frames else [self.add("text", "")]
        kind = annotation["type"]
        # All streams that were seen have a quote, an empty one.
        quote = {"quote": ""} if kind == "file_citation" else {}
        shown = {"index": self._annotations, **annotation, kind: {**annotation[kind], **quote}}
        self._annotations += 1
        before, after = self._frames["text"]
        more = b',"annotations":' + encode_json([shown])
        data = before + encode_json(text) + more + after
        return [*first, Event("thread.message.delta", data, is_delta=True)]

    def add_image(self, file_id: str) -> Event:
        """Return the event of an image, a part of its own; images come before texts."""
        part = {"index": self._images, "type": "image_file", "image_file": {"file_id": file_id}}
        self._images += 1
        data = {"id": self._id, "object": "thread.message.delta", "delta": {"content": [part]}}
        return Event("thread.message.delta", encode_json(data), is_delta=True)

    def _make_frame(self, kind: str) -> tuple[bytes, bytes]:
        """Return what stands before and after the text in a delta of a part that has begun."""
        more = {"value": _HOLE} if kind == "text" else _HOLE
        part = {"index": self._images + len(self._frames), "type": kind, kind: more}
        return _split({"id": self._id, "object": "thread.message.delta", "delta": {"content": [part]}})


class CallDeltas:
    """Makes the deltas of one step that calls functions and tools.

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

    def add_tool(self, index: int, kind: str, more: JsonObject, call_id: str | None = None) -> Event:
        """Return the event of more of a call of a built-in tool.

        Args:
            index: Which call of the step it is.
            kind: The tool.
            more: What is new, in the contract's form.
            call_id: The id of the call, if this is the first of it.
        """
        begun = {} if call_id is None else {"id": call_id}
        return self._make({"index": index, **begun}, more, kind)

    def add_output(self, index: int, place: int, output: JsonObject) -> Event:
        """Return the event of more of an output of the code interpreter.

        Args:
            index: Which call of the step it is.
            place: Which output of the call.
            output: What is new of it.
        """
        return self.add_tool(index, "code_interpreter", {"outputs": [{"index": place, **output}]})

    def _make(self, call: JsonObject, more: JsonObject, kind: str = "function") -> Event:
        data = encode_json(self._describe(call, more, kind))
        return Event("thread.run.step.delta", data, is_delta=True)

    def _describe(self, call: JsonObject, more: JsonObject, kind: str = "function") -> JsonObject:
        calls = [{**call, "type": kind, kind: more}]
        delta = {"step_details": {"type": "tool_calls", "tool_calls": calls}}
        return {"id": self._id, "object": "thread.run.step.delta", "delta": delta}


def _split(data: JsonObject) -> tuple[bytes, bytes]:
    """Return what stands before and after the hole in some data."""
    before, _, after = encode_json(data).partition(encode_json(_HOLE))
    return before, after
