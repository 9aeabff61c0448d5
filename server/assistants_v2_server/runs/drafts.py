"""The rows of a turn that a model is at: each begun with the first piece of its item, stored at its end.

Streams tell of them while they are written, and storing fills the same rows: what was announced has the id
that is stored. `asking` makes one for each turn, `storing` and `speeches` are the users.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ..lifecycle import advance_step
from ..models import Usage
from ..store import JsonObject, MessageRow, NewId, RunRow, StepRow, new_id
from .citations import References
from .findings import begin_call, show_hosted
from .turn_items import CallsItem, HostedItem, MessageItem, TurnItem
from .usage import render_usage

_Kind: TypeAlias = Literal["message_creation", "tool_calls"]

_CALL_ID = re.compile(r"call_[A-Za-z0-9_-]{1,64}")
"""An id of a call that looks like one of ours."""


def make_part(kind: str, text: str, annotations: Sequence[JsonObject] = ()) -> JsonObject:
    """Return a part of a message: `text`, with its annotations, or `refusal`."""
    return {"type": kind, kind: {"value": text, "annotations": [*annotations]} if kind == "text" else text}


def make_image_part(file_id: str) -> JsonObject:
    """Return a part of a message that shows an image that code has made."""
    return {"type": "image_file", "image_file": {"file_id": file_id}}


class Surroundings(Struct, frozen=True, kw_only=True):
    """What decides how the pieces of a turn are read, beside the pieces.

    Attributes:
        named: The kinds of the built-in tools by the names of the functions that stand for them.
        references: What the text of the turn may refer to.
        call_ids: The ids of the calls that the run has made before.
    """

    named: Mapping[str, str] = field(default_factory=dict[str, str])
    references: References = field(default_factory=References)
    call_ids: frozenset[str] = frozenset()


class EarlyStep(Struct, frozen=True):
    """The step of an item that was stored before its turn, at its end, or when it was carried out.

    Attributes:
        row: The step as it is stored.
        has_response: Whether it is stored what the endpoint calls the answer that it belongs to.
    """

    row: StepRow
    has_response: bool

    @property
    def is_ended(self) -> bool:
        """Say whether it is stored as it stays."""
        return self.row.status != "in_progress"


class TurnDraft:
    """The rows that a turn makes, as far as it makes them.

    Args:
        run: The run.
        now: Returns the time in whole unix seconds.
        surroundings: How its pieces are read; by default without built-in tools.
        ids: Returns an id for each row, by its prefix; random ones by default.

    Attributes:
        named: As in `Surroundings`.
        references: As in `Surroundings`.
        early: The steps that were stored before the turn, by the numbers of their items.
    """

    def __init__(
        self,
        run: RunRow,
        now: Callable[[], int],
        surroundings: Surroundings | None = None,
        ids: NewId = new_id,
    ) -> None:
        surroundings = surroundings or Surroundings()
        self.run = run
        self.named, self.references = surroundings.named, surroundings.references
        self.early: dict[int, EarlyStep] = {}
        self._now = now
        self._new_id = ids
        self._steps: dict[int, StepRow] = {}
        self._messages: dict[int, MessageRow] = {}
        self._taken = {*surroundings.call_ids}
        self._call_ids: dict[tuple[int, int], str] = {}

    def open_message(self, item: MessageItem) -> tuple[StepRow, MessageRow]:
        """Return a message, and the step that creates it; they begin now, if they have not yet."""
        if item.number not in self._messages:
            self._messages[item.number] = MessageRow(
                id=self._new_id("msg"),
                thread_id=self.run.thread_id,
                created_at=self._now(),
                role="assistant",
                content=[],
                attachments=[],
                metadata={},
                assistant_id=self.run.assistant_id,
                run_id=self.run.id,
                status="in_progress",
            )
        message = self._messages[item.number]
        details = {"type": "message_creation", "message_creation": {"message_id": message.id}}
        return self._open_step(item, "message_creation", details), message

    def open_calls(self, item: CallsItem | HostedItem) -> StepRow:
        """Return the step of some calls; it begins now, if it has not yet."""
        return self._open_step(item, "tool_calls", {"type": "tool_calls", "tool_calls": []})

    def end_message(self, item: MessageItem) -> tuple[StepRow, MessageRow]:
        """Return a message that is whole, and its step, which cost nothing; they end now, or have before."""
        step, message = self.open_message(item)
        if message.status == "in_progress":
            now = self._now()
            message = replace(message, content=make_content(item), status="completed", completed_at=now)
            self._messages[item.number] = message
            self._steps[item.number] = step = advance_step(step, "complete", now)
        return step, message

    def start_hosted(self, item: HostedItem) -> StepRow:
        """Return the step of a hosted call that is carried out, the same as of a call of ours that is."""
        step = self.open_calls(item)
        call = begin_call(item.calls[0], self.get_call_id(item, 0), item.kind, self.run.settings["tools"])
        return replace(step, details={**step.details, "tool_calls": [call]})

    def end_hosted(self, item: HostedItem) -> StepRow:
        """Return the step of a hosted call that has been made; it ends now, or has before."""
        step = self.open_calls(item)
        if step.status == "in_progress":
            details = show_hosted(item, self.get_call_id(item, 0), self.run.settings["tools"])
            step = advance_step(replace(step, details=details), "complete", self._now())
            self._steps[item.number] = step
        return step

    def get_step_id(self, item: TurnItem) -> str:
        """Return the id of the step of an item, which begins now, if it has not yet."""
        step = self.open_message(item)[0] if isinstance(item, MessageItem) else self.open_calls(item)
        return step.id

    def list_steps_left(self) -> list[str]:
        """Return the ids of the steps that have begun and are stored with the turn."""
        return [step.id for number, step in self._steps.items() if number not in self.early]

    def get_call_id(self, item: CallsItem | HostedItem, index: int) -> str:
        """Return the id of a call: the endpoint's for one of a function, if it is fit, else one of ours.

        Args:
            item: The item that the call belongs to.
            index: The index of its pieces; 0 for a hosted call.
        """
        key = (item.number, index)
        if key not in self._call_ids:
            theirs = item.get_id(index) if isinstance(item, CallsItem) else ""
            is_fit = _CALL_ID.fullmatch(theirs) is not None and theirs not in self._taken
            self._call_ids[key] = theirs if is_fit else self._new_id("call")
            self._taken.add(self._call_ids[key])
        return self._call_ids[key]

    def _open_step(self, item: TurnItem, kind: _Kind, details: Mapping[str, Any]) -> StepRow:
        if item.number not in self._steps:
            self._steps[item.number] = StepRow(
                id=self._new_id("step"),
                run_id=self.run.id,
                thread_id=self.run.thread_id,
                assistant_id=self.run.assistant_id,
                type=kind,
                status="in_progress",
                created_at=self._now(),
                expires_at=self.run.expires_at,
                details=details,
                usage=render_usage(Usage()),
            )
        return self._steps[item.number]


def make_content(item: MessageItem) -> list[JsonObject]:
    """Return the parts of a message: images that code has made, then what was said, as it began."""
    said: list[JsonObject] = []
    if item.passages or not item.refusal:
        said.append(make_part("text", item.text, item.annotations))
    if item.refusal:
        said.append(make_part("refusal", item.refusal))
    if item.refuses_first:
        said.reverse()
    return [*map(make_image_part, item.references.images), *said]
