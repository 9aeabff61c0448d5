"""Streams for tests: events as bytes, and what becomes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.configuration import Settings
from assistants_v2.rules.stream_events import EventReader

from ..objects import a_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistants_v2_raw.events import AssistantStreamEvent

SETTINGS = Settings(base_url="https://host/v1", api_key="sk-secret-1")

DONE = b"event: done\ndata: [DONE]\n\n"


def event(name: str, data: Any) -> bytes:
    """Return an event as OpenAI's server wrote it."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def in_pieces(stream: bytes, size: int) -> list[bytes]:
    """Return a stream in pieces of equal size."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


def read(*chunks: bytes) -> list[AssistantStreamEvent]:
    """Return the events of a stream."""
    reader = EventReader(SETTINGS)
    return [each for chunk in chunks for each in reader.read(chunk)]


def written(event: AssistantStreamEvent) -> Any:
    """Return an event as JSON."""
    return event.to_dict()


def message_event(kind: str, *texts: str, message: str = "msg_1", **fields: Any) -> bytes:
    """Return an event with a whole message."""
    content = [{"type": "text", "text": {"value": text, "annotations": []}} for text in texts]
    data = {"id": message, "object": "thread.message", "role": "assistant", "content": content, **fields}
    return event(f"thread.message.{kind}", data)


def message_delta(*blocks: dict[str, Any], message: str = "msg_1") -> bytes:
    """Return a piece of a message."""
    data = {"id": message, "object": "thread.message.delta", "delta": {"content": [*blocks]}}
    return event("thread.message.delta", data)


def text_delta(value: str, index: int = 0, message: str = "msg_1", **text: Any) -> bytes:
    """Return a piece of a text."""
    return message_delta({"index": index, "type": "text", "text": {"value": value, **text}}, message=message)


def step_event(kind: str, *calls: dict[str, Any], step: str = "step_1", **fields: Any) -> bytes:
    """Return an event with a whole step of tool calls."""
    details = {"type": "tool_calls", "tool_calls": [*calls]}
    data = {"id": step, "object": "thread.run.step", "type": "tool_calls", "step_details": details, **fields}
    return event(f"thread.run.step.{kind}", data)


def step_delta(*calls: dict[str, Any], step: str = "step_1") -> bytes:
    """Return a piece of a step."""
    delta = {"step_details": {"type": "tool_calls", "tool_calls": [*calls]}}
    return event("thread.run.step.delta", {"id": step, "object": "thread.run.step.delta", "delta": delta})


def arguments_delta(arguments: str, index: int = 0, step: str = "step_1", **call: Any) -> bytes:
    """Return a piece of a function call's arguments."""
    told = {"index": index, "type": "function", "function": {"arguments": arguments}, **call}
    return step_delta(told, step=step)


def run_event(kind: str, status: str | None = None, **fields: Any) -> bytes:
    """Return an event with a run, whose status is that of the event's name unless another is given."""
    return event(f"thread.run.{kind}", a_run(status or kind, **fields).to_dict())


def accumulate(*chunks: bytes) -> tuple[Accumulator, list[str]]:
    """Return what a stream has said, and the names of its milestones."""
    so_far, names = Accumulator(), list[str]()
    for each in read(*chunks):
        names += [milestone.name for milestone in so_far.add(each)]
    return so_far, names


def snapshots(chunks: Iterable[bytes]) -> Iterator[Any]:
    """Yield the message as it is after each chunk."""
    reader, so_far = EventReader(SETTINGS), Accumulator()
    for chunk in chunks:
        for each in reader.read(chunk):
            so_far.add(each)
        yield so_far.current_message_snapshot
