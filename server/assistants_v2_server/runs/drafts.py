"""The rows of a turn that a model is at: begun with its first piece, stored when the turn is whole.

Streams tell of them while they are written, and storing fills the same rows: what was announced has the id
that is stored. `worker` makes one for each turn, `storing` and `tellings` are the users.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from ..models import Usage
from ..store import JsonObject, MessageRow, RunRow, StepRow, new_id
from .usage import render_usage

_Kind: TypeAlias = Literal["message_creation", "tool_calls"]


def make_part(kind: str, text: str) -> JsonObject:
    """Return a part of a message: `text` or `refusal`."""
    return {"type": kind, kind: {"value": text, "annotations": []} if kind == "text" else text}


class TurnDraft:
    """The rows that a turn makes, as far as it makes them.

    Args:
        run: The run.
        now: Returns the time in whole unix seconds.

    Attributes:
        steps: The steps that have begun, in this order.
        message: The message, if it has begun.
    """

    def __init__(self, run: RunRow, now: Callable[[], int]) -> None:
        self.run = run
        self.steps: dict[str, StepRow] = {}
        self.message: MessageRow | None = None
        self._now = now
        self._call_ids: dict[int, str] = {}

    def open_message(self) -> tuple[StepRow, MessageRow]:
        """Return the message, and the step that creates it; they begin now, if they have not yet."""
        if self.message is None:
            self.message = MessageRow(
                id=new_id("msg"),
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
        """Return the step that calls functions; it begins now, if it has not yet."""
        return self._open_step("tool_calls", {"type": "tool_calls", "tool_calls": []})

    def get_call_id(self, index: int) -> str:
        """Return the id of a call of the turn."""
        if index not in self._call_ids:
            self._call_ids[index] = new_id("call")
        return self._call_ids[index]

    def _open_step(self, kind: _Kind, details: Mapping[str, Any]) -> StepRow:
        if kind not in self.steps:
            self.steps[kind] = StepRow(
                id=new_id("step"),
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
