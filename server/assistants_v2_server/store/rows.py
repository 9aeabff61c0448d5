"""One immutable value per row of each table; columns and fields have the same names.

The service turns them into contract objects, the executor reads and replaces them. Times are unix
seconds; `Json` fields hold what `json` makes of the contract's objects and arrays.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from ..lifecycle import RunState, StepState

Json = Mapping[str, Any]
Prefix = Literal["asst", "thread", "msg", "run", "step", "call", "req"]

_ALPHABET: Final = string.ascii_letters + string.digits
_LENGTH: Final = 24


@attrs.frozen(kw_only=True)
class AssistantRow:
    """An assistant."""

    id: str
    created_at: int
    name: str | None
    description: str | None
    model: str
    instructions: str | None
    tools: Sequence[Json]
    tool_resources: Json
    metadata: Json
    temperature: float
    top_p: float
    reasoning_effort: str | None
    response_format: str | Json


@attrs.frozen(kw_only=True)
class ThreadRow:
    """A thread; its messages and runs point to it."""

    id: str
    created_at: int
    tool_resources: Json
    metadata: Json


@attrs.frozen(kw_only=True)
class MessageRow:
    """A message of a thread; `assistant_id` and `run_id` are set when a run wrote it."""

    id: str
    thread_id: str
    created_at: int
    role: Literal["user", "assistant"]
    content: Sequence[Json]
    attachments: Sequence[Json]
    metadata: Json
    assistant_id: str | None = None
    run_id: str | None = None
    status: Literal["completed", "incomplete"] = "completed"
    incomplete_details: Json | None = None
    completed_at: int | None = None
    incomplete_at: int | None = None


@attrs.frozen(kw_only=True)
class RunRow(RunState):
    """A run: its state, and the settings it was made with.

    Attributes:
        settings: what the run was asked to do, in the contract's names (model, instructions, tools,
            …); never changed after creation.
        usage: token counts, set when the run ends.
        claims: how often a worker took the run up. A worker whose claim is not the latest has
            been replaced, and what it brings is dropped.
    """

    id: str
    thread_id: str
    assistant_id: str
    settings: Json
    metadata: Json
    usage: Json | None = None
    claims: int = 0


@attrs.frozen(kw_only=True)
class StepRow(StepState):
    """One step of a run.

    Attributes:
        details: `step_details` in the contract's form.
        usage: what the model turn that made the step cost; shown once the step has ended.
    """

    id: str
    run_id: str
    thread_id: str
    assistant_id: str
    type: Literal["message_creation", "tool_calls"]
    details: Json
    usage: Json


def new_id(prefix: Prefix) -> str:
    """A new id: the kind of object, an underscore, 24 random letters and digits."""
    return f"{prefix}_" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
