"""One message or step while a stream tells of it: its snapshot, and which of its items began and ended. Pure.

The items are what it consists of: content blocks, or tool calls. Used by `accumulation`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from assistants_v2_raw.models import (
    CodeInterpreterToolCallDelta,
    FunctionToolCall,
    FunctionToolCallDelta,
    ImageFileContentBlock,
    Message,
    RunStep,
    TextContentBlock,
    TextDeltaBlock,
    ToolCallsDelta,
)
from assistants_v2_raw.types import Unknown
from msgspec import Struct

from .growing import Growth, Indexed, as_items, find_indexes, find_member, grow
from .snapshots import MessageSnapshot, RunStepSnapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistants_v2_raw.models import MessageDelta, RunStepDelta

    from .growing import Node

T = TypeVar("T", Message, RunStep)

Change = Literal["created", "done"]

_CHANGES: tuple[Change, ...] = ("created", "done")

_CONTINUED = {"text": "value", "function": "arguments", "code_interpreter": "input"}
"""By type of an item, the text in it that nearly all pieces continue."""


class Milestone(Struct, frozen=True):
    """Something has begun or ended. Everything does so once, whatever a server repeats.

    Attributes:
        name: What, and whether it is created or done, as hooks are called: `message_created`, `text_done`.
        value: The message, step, text, image file or tool call as it is then.
    """

    name: str
    value: Any


class _Progress(Generic[T]):
    """How far a message or a step has come.

    Args:
        begun: The object as the first event about it has it.

    Attributes:
        now: The object as it is now.
        has_ended: Whether nothing is added to it any more.
    """

    now: T

    def __init__(self, begun: T) -> None:
        self.has_ended = False
        self._moment = 0
        self._open: float | None = None
        self._text: Growth | None = None
        self._created = set[float]()
        self._done = set[float]()
        self._begun: T = begun
        self._begin(begun)

    def _begin(self, begun: T) -> None:
        """Take the fields of an object, and what it consists of unless pieces have come."""
        self._begun = begun
        if not self._moment:
            self._grown: Mapping[str, Node] = self._begin_items(begun.to_dict())
        self.now = self._take_snapshot()

    def replace(self, now: T, *, has_ended: bool) -> list[Milestone]:
        """Take the object of an event in, and return what it brings to an end.

        Once the object has ended, only an end counts.
        """
        if not has_ended:
            if not self.has_ended:
                self._begin(now)
            return []
        was_ended, self.has_ended = self.has_ended, True
        lost = {} if was_ended else self._list_lost(now)
        self._text = None
        self.now = now
        ended: list[Milestone] = []
        for index, item in lost.items():
            ended += self._mark("done", index, item)
        return [] if was_ended else ended + self._end(now)

    def _list_lost(self, now: T) -> dict[float, Any]:
        """Return the items, as they came, that a finished object no longer has: it broke off."""
        known, items = sorted(self._find_items(self._grown)), self._list_items(self.now)
        if len(known) != len(items):
            return {}
        last = dict(zip(known, items, strict=True))
        return {
            index: last[index] for index in sorted(self._created & last.keys())[len(self._list_items(now)) :]
        }

    def _end(self, now: T) -> list[Milestone]:
        """Return the milestones of all items: those of a finished object are complete and in order."""
        items = self._list_items(now)
        known = sorted(self._created)
        indexes = known if len(known) == len(items) else range(len(items))
        return [
            milestone
            for index, item in zip(indexes, items, strict=True)
            for change in _CHANGES
            for milestone in self._mark(change, index, item)
        ]

    def find_item(self, index: float) -> Any:
        """Return the item that pieces with an index add to, as it is now; None if there is none yet."""
        known, items = sorted(self._find_items(self._grown)), self._list_items(self.now)
        return items[known.index(index)] if index in known and len(known) == len(items) else None

    def end_items(self) -> list[Milestone]:
        """Return the milestones of the items that had not ended, and end now."""
        return [milestone for index in sorted(self._created) for milestone in self._mark("done", index)]

    def forgo_items(self) -> None:
        """Take the items for such as were told of before."""
        for index in range(len(self._list_items(self._begun))):
            self._created.add(index)
            self._done.add(index)

    def add_piece(self, delta: Any) -> Sequence[Milestone]:
        """Add a piece, and return which items begin and end with it."""
        if self.has_ended or delta is None:
            return ()
        text = self._text
        if text is not None and (said := self._find_text(delta)) is not None:
            self._moment = moment = self._moment + 1
            text.add(said, moment)
            self.now = self._take_snapshot()
            return ()
        return self._add_other(delta)

    def _add_other(self, delta: Any) -> list[Milestone]:
        """Add a piece that does more than to continue the text that is open."""
        piece: dict[str, Any] = delta.to_dict()
        self._moment += 1
        grown: Any = grow(self._grown, piece, self._moment)
        self._grown = grown
        self.now = self._take_snapshot()
        milestones: list[Milestone] = []
        for index in find_indexes(self._find_items(piece)):
            if self._open is not None and self._open != index and self._is_whole(self._open):
                milestones += self._mark("done", self._open)
            self._open = index
            milestones += self._mark("created", index)
        self._text = self._find_open_text()
        return milestones

    def _is_whole(self, index: float) -> bool:
        """Say whether an item has ended when a piece of another one comes."""
        del index
        return True

    def _find_open_text(self) -> Growth | None:
        """Return the text that is continued in the item that is open."""
        if self._open is None:
            return None
        item = self._find_items(self._grown)[self._open]
        kind = str(find_member(item, "type"))
        text = find_member(find_member(item, kind), _CONTINUED.get(kind, ""))
        return text if isinstance(text, Growth) else None

    def _mark(self, change: Change, index: float, item: Any = None) -> Sequence[Milestone]:
        """Return the milestone of an item, unless it had come before."""
        seen = self._created if change == "created" else self._done
        if index in seen:
            return ()
        seen.add(index)
        if item is None:
            item = self._list_items(self.now)[sorted(self._find_items(self._grown)).index(index)]
        return self._tell(change, item)

    def _take_snapshot(self) -> T:
        """Return the object as it is now."""
        raise NotImplementedError

    def _begin_items(self, begun: Mapping[str, Any]) -> Mapping[str, Node]:
        """Return what can grow of an object, out of its JSON."""
        raise NotImplementedError

    def _find_items(self, node: Any) -> Any:
        """Return the items in the JSON of a piece, or in growing JSON."""
        raise NotImplementedError

    def _list_items(self, now: T) -> Sequence[Any]:
        """Return the items of an object."""
        raise NotImplementedError

    def _find_text(self, delta: Any) -> str | None:
        """Return what a piece says if it does nothing but continue the text that is open, else None."""
        raise NotImplementedError

    def _tell(self, change: Change, item: Any) -> Sequence[Milestone]:
        """Return the milestone of an item; none if nobody is told of it."""
        raise NotImplementedError


class MessageProgress(_Progress[Message]):
    """How far a message has come."""

    def _find_text(self, delta: MessageDelta) -> str | None:
        content = delta.content
        if not content or len(content) > 1:
            return None
        block = content[0]
        if type(block) is not TextDeltaBlock or block.index != self._open:
            return None
        text = block.text
        return None if text is None or text.annotations else text.value

    def _end(self, now: Message) -> list[Milestone]:
        return [*super()._end(now), Milestone("message_done", now)]

    def _take_snapshot(self) -> Message:
        return MessageSnapshot.of(self._begun, self._grown, self._moment)

    def _begin_items(self, begun: Mapping[str, Any]) -> Mapping[str, Node]:
        return {"content": grow(None, begun.get("content") or [], 0)}

    def _find_items(self, node: Any) -> Any:
        items = find_member(node, "content")
        return items if isinstance(items, Indexed) else as_items(items)

    def _list_items(self, now: Message) -> Sequence[Any]:
        return now.content or []

    def _tell(self, change: Change, item: Any) -> Sequence[Milestone]:
        if isinstance(item, TextContentBlock):
            return (Milestone(f"text_{change}", item.text),)
        if isinstance(item, ImageFileContentBlock) and change == "done":
            return (Milestone("image_file_done", item.image_file),)
        return ()


class RunStepProgress(_Progress[RunStep]):
    """How far a step has come."""

    def _find_text(self, delta: RunStepDelta) -> str | None:
        details = delta.step_details
        if type(details) is not ToolCallsDelta or not details.tool_calls or len(details.tool_calls) > 1:
            return None
        call = details.tool_calls[0]
        if isinstance(call, Unknown) or call.index != self._open or call.id is not None:
            return None
        if type(call) is FunctionToolCallDelta and (function := call.function):
            return None if function.name or function.output else function.arguments
        if type(call) is CodeInterpreterToolCallDelta and (code := call.code_interpreter):
            return None if code.outputs else code.input
        return None

    def _end(self, now: RunStep) -> list[Milestone]:
        return [*super()._end(now), Milestone("run_step_done", now)]

    def _is_whole(self, index: float) -> bool:
        """Say of a function call that it goes on if its arguments are no JSON: calls may come by turns."""
        call = self.find_item(index)
        return not isinstance(call, FunctionToolCall) or _is_json(call.function.arguments)

    def _take_snapshot(self) -> RunStep:
        return RunStepSnapshot.of(self._begun, self._grown, self._moment)

    def _begin_items(self, begun: Mapping[str, Any]) -> Mapping[str, Node]:
        details = begun.get("step_details")
        return {"step_details": grow(None, details, 0)} if details else {}

    def _find_items(self, node: Any) -> Any:
        items = find_member(find_member(node, "step_details"), "tool_calls")
        return items if isinstance(items, Indexed) else as_items(items)

    def _list_items(self, now: RunStep) -> Sequence[Any]:
        return getattr(now.step_details, "tool_calls", None) or []

    def _tell(self, change: Change, item: Any) -> Sequence[Milestone]:
        return (Milestone(f"tool_call_{change}", item),)


def _is_json(text: str | None) -> bool:
    try:
        json.loads(text or "")
    except ValueError:
        return False
    return True
