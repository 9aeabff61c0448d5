"""The grammar of a stream as a state machine, which accepts what the API was recorded to send, and no more.

`check_stream` takes the events of a whole stream. Tests hold every recorded stream against it, and every one
of the server. Turns in which a model's endpoint calls tools were never recorded: then functions may be called
before the turn has come to its end.
"""

from __future__ import annotations

import json
from typing import Any

import attrs

Event = tuple[str, Any]
"""The name of an event and its data; those of `done` are a text."""

HEADS = {
    "createRun": ["run.created", "run.queued", "run.in_progress"],
    "createThreadAndRun": ["created", "run.created", "run.queued", "run.in_progress"],
    "submitToolOutputsToRun": ["run.step.completed", "run.queued", "run.in_progress"],
}
"""How a stream of each operation begins; of a run that is stopped at once, only the last may be missing."""

ENDS = {
    "run.completed": {"completed", "incomplete"},
    "run.incomplete": {"incomplete"},
    "run.failed": {"failed"},
    "run.cancelled": {"cancelled"},
    "run.expired": {"expired"},
    "run.requires_action": {"requires_action"},
}
"""What ends a run, with the statuses that it has then: an early server called incomplete ones completed."""


def split_events(text: str) -> list[Event]:
    """Return the events of a stream, which is written as the API writes it, whole, and without comments."""
    assert text.endswith("\n\n"), text[-200:]
    events: list[Event] = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        first, second = block.split("\n")
        assert first.startswith("event: "), block
        assert second.startswith("data: "), block
        name, data = first.removeprefix("event: "), second.removeprefix("data: ")
        events.append((name, data if name == "done" else json.loads(data)))
    return events


def check_stream(operation: str, events: list[Event], *, has_items: bool = False) -> None:
    """Fail unless events are a whole stream of an operation; `has_items` if endpoints call tools in it."""
    grammar = Grammar(operation, has_items=has_items)
    for number, (name, data) in enumerate(events):
        try:
            grammar.take(name.removeprefix("thread."), data)
        except (AssertionError, KeyError, ValueError) as wrong:
            seen = [seen.removeprefix("thread.") for seen, _ in events[: number + 1]]
            raise AssertionError(f"{wrong!r} after {seen}") from wrong
    assert grammar.is_ended, f"the stream breaks off after {events[-1:]}"


@attrs.define
class OpenStep:
    """A step of which more may come."""

    kind: str
    state: str = "created"
    message: OpenMessage | None = None
    texts: dict[tuple[int, str], str] = attrs.field(factory=dict)


@attrs.define
class OpenMessage:
    """A message of which more may come."""

    identifier: str
    state: str = "created"
    texts: dict[int, str] = attrs.field(factory=dict)


class Grammar:
    """What may come next in a stream of an operation.

    Args:
        operation: The operation.
        has_items: Whether steps may follow calls of functions in the same turn; they may not by default.

    Attributes:
        is_ended: Whether the stream may end here.
    """

    def __init__(self, operation: str, *, has_items: bool = False) -> None:
        self.is_ended = False
        self._has_items = has_items
        self._head = list(HEADS[operation])
        self._steps: dict[str, OpenStep] = {}
        self._state = "open"

    def take(self, name: str, data: Any) -> None:
        """Take the next event."""
        assert self._state != "done"
        if name == "error":
            assert {"message", "type", "param", "code"} == set(data["error"])
            self._state, self.is_ended = "ended", True
        elif self._state == "ended":
            assert (name, data) == ("done", "[DONE]")
            self._state, self.is_ended = "done", True
        elif name in ENDS:
            self._end(name, data)
        elif self._head:
            self._begin(name, data)
        elif name == "run.cancelling":
            assert data["status"] == "cancelling"
        elif name.startswith("message."):
            self._take_message(name.removeprefix("message."), data)
        else:
            assert name.startswith("run.step."), name
            self._take_step(name.removeprefix("run.step."), data)

    def _begin(self, name: str, data: Any) -> None:
        if name == self._head[0]:
            del self._head[0]
        else:  # stopped before anybody worked on it
            assert (name, self._head) == ("run.cancelling", ["run.in_progress"])
        if name.startswith("run.") and "step" not in name:
            assert {"created": "queued"}.get(name[4:], name[4:]) == data["status"]
            assert "code_interpreter" in data["tool_resources"]

    def _end(self, name: str, data: Any) -> None:
        assert data["status"] in ENDS[name]
        assert self._head in ([], ["run.in_progress"])
        assert (data["expires_at"] is None) == (name != "run.requires_action")
        still = [step.kind for step in self._steps.values()]
        if name == "run.requires_action":
            assert {"tool_calls"} == {*still} if self._has_items else ["tool_calls"] == still
            self._compare_calls(data)
        else:
            assert still == []
        self._state = "ended"

    def _take_step(self, moment: str, data: Any) -> None:
        if moment == "created":
            assert data["id"] not in self._steps
            assert (data["status"], data["usage"]) == ("in_progress", None)
            assert isinstance(data["expires_at"], int)
            # A model may say something and then call functions, in one turn.
            assert all(
                self._has_items
                if step.kind == "tool_calls"
                else step.message is not None and data["type"] == "tool_calls"
                for step in self._steps.values()
            )
            self._steps[data["id"]] = OpenStep(data["type"])
            return
        step = self._steps[data["id"]]
        if moment == "in_progress":
            assert step.state == "created"
            step.state = "in_progress"
        elif moment == "delta":
            assert (step.state, step.kind) == ("in_progress", "tool_calls")
            assert list(data) == ["id", "object", "delta"]
            for call in data["delta"]["step_details"]["tool_calls"]:
                _add_call(step, call)
        else:
            assert moment == data["status"]
            assert moment in {"completed", "failed", "cancelled", "expired"}
            assert step.state == "in_progress"
            assert isinstance(data["expires_at"], int)
            assert step.message is None or step.message.state == "ended"
            del self._steps[data["id"]]

    def _take_message(self, moment: str, data: Any) -> None:
        if moment == "created":
            (step,) = [step for step in self._steps.values() if step.kind == "message_creation"]
            assert step.state == "in_progress"
            assert step.message is None
            assert (data["status"], data["content"]) == ("in_progress", [])
            step.message = OpenMessage(data["id"])
            return
        (message,) = [
            step.message
            for step in self._steps.values()
            if step.message is not None and step.message.identifier == data["id"]
        ]
        if moment == "in_progress":
            assert message.state == "created"
            message.state = "in_progress"
        elif moment == "delta":
            assert message.state == "in_progress"
            assert (list(data), list(data["delta"])) == (["id", "object", "delta"], ["content"])
            for part in data["delta"]["content"]:
                _add_part(message, part)
        else:
            assert moment in {"completed", "incomplete"}
            assert moment == data["status"]
            said = {index: text for index, part in enumerate(data["content"]) if (text := _read_part(part))}
            # What is cited may be written anew in the end.
            told = {index: text for index, text in message.texts.items() if text}
            assert said == told or any(_has_annotations(part) for part in data["content"])
            message.state = "ended"

    def _compare_calls(self, run: Any) -> None:
        asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        places = {
            text: (step, index)
            for step in self._steps.values()
            for (index, name), text in step.texts.items()
            if name == "id"
        }
        for call in asked:  # calls of built-in tools may stand between them
            step, index = places[call["id"]]
            assert step.texts[index, "name"] == call["function"]["name"]
            assert step.texts[index, "arguments"] == call["function"]["arguments"]


def _add_call(step: OpenStep, call: Any) -> None:
    index, kind, more = call["index"], call["type"], call.get(call["type"], {})
    is_first = (index, "id") not in step.texts
    assert is_first == ("id" in call)
    if is_first:
        step.texts[index, "id"] = call["id"]
    if kind == "function":
        expected = {"name", "arguments", "output"} if is_first else {"arguments"}
        assert expected == set(more)
        assert not is_first or (more["arguments"], more["output"]) == ("", None)
    elif kind == "code_interpreter":
        assert not is_first or more == {"input": "", "outputs": []}
        assert is_first or set(more) in ({"input"}, {"outputs"})
    elif kind == "file_search":  # told once, before anything is found
        assert is_first
        assert more == {} or (set(more), more["results"]) == ({"ranking_options", "results"}, [])
    for name, text in more.items():
        if isinstance(text, str):
            step.texts[index, name] = step.texts.get((index, name), "") + text


def _add_part(message: OpenMessage, part: Any) -> None:
    index, kind = part["index"], part["type"]
    if kind == "text":
        assert (index not in message.texts) == (part["text"].get("annotations") == [])
        text = part["text"].get("value", "")
    else:
        text = part.get(kind, "")
    message.texts[index] = message.texts.get(index, "") + (text if isinstance(text, str) else "")


def _read_part(part: Any) -> str:
    text = part["text"]["value"] if part["type"] == "text" else part.get("refusal", "")
    return str(text)


def _has_annotations(part: Any) -> bool:
    return part["type"] == "text" and bool(part["text"]["annotations"])
