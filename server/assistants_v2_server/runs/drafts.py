"""The rows of a turn that a model is at: begun with its first piece, stored when the turn is whole.

Streams tell of them while they are written, and storing fills the same rows: what was announced has the id
that is stored. `worker` makes one for each turn, `storing` and `speeches` are the users.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import Factory, frozen

from ..models import Usage
from ..store import JsonObject, MessageRow, NewId, RunRow, StepRow, new_id
from .citations import References
from .usage import render_usage

_Kind: TypeAlias = Literal["message_creation", "tool_calls"]


def make_part(kind: str, text: str, annotations: Sequence[JsonObject] = ()) -> JsonObject:
    """Return a part of a message: `text`, with its annotations, or `refusal`."""
    return {"type": kind, kind: {"value": text, "annotations": [*annotations]} if kind == "text" else text}


def make_image_part(file_id: str) -> JsonObject:
    """Return a part of a message that shows an image that code has made."""
    return {"type": "image_file", "image_file": {"file_id": file_id}}


@frozen(kw_only=True)
class Surroundings:
    """What decides how the pieces of a turn are read, beside the pieces.

    Attributes:
        named: The kinds of the built-in tools by the names of the functions that stand for them.
        references: What the text of the turn may refer to.
    """

    named: Mapping[str, str] = Factory(dict[str, str])
    references: References = Factory(References)


class TurnDraft:
    """The rows that a turn makes, as far as it makes them.

    Args:
        run: The run.
        now: Returns the time in whole unix seconds.
        surroundings: How its pieces are read; by default without built-in tools.
        ids: Returns an id for each row, by its prefix; random ones by default.

    Attributes:
        steps: The steps that have begun, in this order.
        message: The message, if it has begun.
        named: As in `Surroundings`.
        references: As in `Surroundings`.
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
        self.steps: dict[str, StepRow] = {}
        self.message: MessageRow | None = None
        self._now = now
        self._new_id = ids
        self._call_ids: dict[int, str] = {}

    def open_message(self) -> tuple[StepRow, MessageRow]:
        """Return the message, and the step that creates it; they begin now, if they have not yet."""
        if self.message is None:
            self.message = MessageRow(
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
        details = {"type": "message_creation", "message_creation": {"message_id": self.message.id}}
        return self._open_step("message_creation", details), self.message

    def open_calls(self) -> StepRow:
        """Return the step that calls functions and tools; it begins now, if it has not yet."""
        return self._open_step("tool_calls", {"type": "tool_calls", "tool_calls": []})

    def get_call_id(self, index: int) -> str:
        """Return the id of a call of the turn."""
        if index not in self._call_ids:
            self._call_ids[index] = self._new_id("call")
        return self._call_ids[index]

    def _open_step(self, kind: _Kind, details: Mapping[str, Any]) -> StepRow:
        if kind not in self.steps:
            self.steps[kind] = StepRow(
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
        return self.steps[kind]
