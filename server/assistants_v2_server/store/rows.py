"""One immutable value per row of each table.

Columns and fields have the same names. `service` turns rows into the contract's objects, `runs`
reads and replaces them. Times are unix seconds; a `JsonObject` holds what `json` makes of an object
of the contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from ..lifecycle import RunState, StepState

JsonObject = Mapping[str, Any]


class AssistantRow(Struct, frozen=True, kw_only=True):
    """An assistant.

    Attributes:
        temperature: None where nobody has set it; the model then has its own.
        top_p: Likewise.
    """

    id: str
    created_at: int
    name: str | None
    description: str | None
    model: str
    instructions: str | None
    tools: Sequence[JsonObject]
    tool_resources: JsonObject
    metadata: JsonObject
    temperature: float | None
    top_p: float | None
    reasoning_effort: str | None
    response_format: str | JsonObject


class ThreadRow(Struct, frozen=True, kw_only=True):
    """A thread; its messages and runs point to it."""

    id: str
    created_at: int
    tool_resources: JsonObject
    metadata: JsonObject


class MessageRow(Struct, frozen=True, kw_only=True):
    """A message of a thread; `assistant_id` and `run_id` are set when a run wrote it.

    Messages are stored when they have been written; one in progress is shown by a stream.
    """

    id: str
    thread_id: str
    created_at: int
    role: Literal["user", "assistant"]
    content: Sequence[JsonObject]
    attachments: Sequence[JsonObject]
    metadata: JsonObject
    assistant_id: str | None = None
    run_id: str | None = None
    status: Literal["in_progress", "completed", "incomplete"] = "completed"
    incomplete_details: JsonObject | None = None
    completed_at: int | None = None
    incomplete_at: int | None = None


class RunRow(RunState, frozen=True, kw_only=True):
    """A run: its state, and the settings it was made with.

    Attributes:
        settings: What the run was asked to do, in the contract's names (model, instructions, tools,
            …); never changed after creation.
        usage: Token counts, set when the run ends.
        answerer: The identity of the model that answers it; no server with another model takes it up.
        owner: The server that works on it, or will at once; None while it waits for its caller, has
            ended, or was let go.
        claims: How often a worker claimed the run. A worker whose claim is not the latest has been
            replaced, and its turn is dropped.
        turns: How many model turns were stored.
    """

    id: str
    thread_id: str
    assistant_id: str
    settings: JsonObject
    metadata: JsonObject
    answerer: str
    owner: str | None = None
    usage: JsonObject | None = None
    claims: int = 0
    turns: int = 0


class StepRow(StepState, frozen=True, kw_only=True):
    """One step of a run.

    Attributes:
        details: `step_details` in the contract's form.
        usage: The tokens of the model turn that made the step; shown once the step has ended. None where
            another server, from which the run was imported, did not say.
    """

    id: str
    run_id: str
    thread_id: str
    assistant_id: str
    type: Literal["message_creation", "tool_calls"]
    details: JsonObject
    usage: JsonObject | None


class FileRow(Struct, frozen=True, kw_only=True):
    """A file that somebody uploaded, or that a code interpreter made.

    Attributes:
        filename: What it is called; data, never a path.
        bytes: Its size.
        digest: The SHA-256 of its bytes in hexadecimal, by which they are found.
    """

    id: str
    created_at: int
    filename: str
    purpose: str
    bytes: int
    digest: str
    expires_at: int | None = None


class UploadRow(Struct, frozen=True, kw_only=True):
    """A file that comes in parts. One that is still pending after `expires_at` has expired.

    Attributes:
        bytes: The size of the file, as it was announced.
        file_seconds: For how many seconds the file is kept; None for always.
        file_id: The file that was made of the parts; None while there is none.
    """

    id: str
    created_at: int
    expires_at: int
    filename: str
    purpose: str
    bytes: int
    file_seconds: int | None = None
    status: Literal["pending", "completed", "cancelled"] = "pending"
    file_id: str | None = None


class UploadPartRow(Struct, frozen=True, kw_only=True):
    """Some bytes of an upload, as long as that is pending.

    Attributes:
        bytes: How many there are.
        digest: Their SHA-256 in hexadecimal, by which they are found.
    """

    id: str
    upload_id: str
    created_at: int
    bytes: int
    digest: str


class VectorStoreRow(Struct, frozen=True, kw_only=True):
    """A vector store; its status and counts follow from its files.

    Attributes:
        expires_after: The contract's object: how long after its last use it expires; None for never.
        last_active_at: When it was last searched or changed.
    """

    id: str
    created_at: int
    name: str | None
    description: str | None
    metadata: JsonObject
    last_active_at: int
    expires_after: JsonObject | None = None
    expires_at: int | None = None


class VectorStoreBatchRow(Struct, frozen=True, kw_only=True):
    """Files that were added to a vector store together; its status and counts follow from them."""

    id: str
    vector_store_id: str
    created_at: int
    cancelled_at: int | None = None


class VectorStoreFileRow(Struct, frozen=True, kw_only=True):
    """A file in a vector store.

    Attributes:
        id: Made by `name_vector_store_file`; not shown, since the contract knows it by its two halves.
        batch_id: The batch that it was last added with; None for none.
        attributes: By which searches are narrowed.
        chunking_strategy: The contract's object; how it is cut into chunks.
        usage_bytes: The size of its chunks.
        embedder: The identity of what made the vectors of its chunks; None where they have none.
        claims: How often somebody began to index it; who is not the latest has been replaced.
        owner: The server that indexes it; None while nobody does.
    """

    id: str
    vector_store_id: str
    file_id: str
    created_at: int
    chunking_strategy: JsonObject
    batch_id: str | None = None
    status: Literal["in_progress", "completed", "cancelled", "failed"] = "in_progress"
    last_error: JsonObject | None = None
    attributes: JsonObject = field(default_factory=dict[str, Any])
    usage_bytes: int = 0
    embedder: str | None = None
    claims: int = 0
    owner: str | None = None


def name_vector_store_file(vector_store_id: str, file_id: str) -> str:
    """Return the id of a file's row in a vector store, which has each file once."""
    return f"{vector_store_id}/{file_id}"
