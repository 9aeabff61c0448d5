from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, one, tagged, write
from .message_creation_step_details import MessageCreationStepDetails
from .run_step_last_error import RunStepLastError
from .run_step_status import RunStepStatus
from .run_step_type import RunStepType
from .run_step_usage import RunStepUsage
from .tool_calls_step_details import ToolCallsStepDetails


@define(kw_only=True)
class RunStep:
    """One thing a run did: it wrote a message, or it called tools.

    Attributes:
        id: Id of the run step, `step_…` on most servers.
        object: Marks the object as a run step.
        created_at: When it began, in Unix seconds.
        run_id: Id of the run it belongs to.
        assistant_id: Id of the assistant at work.
        thread_id: Id of the thread worked on.
        type: What it did; the same as in `step_details`.
        status: Where it stands.
        step_details: The message written or the tools called.
        last_error: Why it failed; null unless it did.
        cancelled_at: When it was cancelled, in Unix seconds; null unless it was.
        failed_at: When it failed, in Unix seconds; null unless it did.
        completed_at: When it finished, in Unix seconds; null unless it did.
        usage: Tokens spent; null until it has ended.
        expires_at: When its run expires, in Unix seconds; null once that run has ended.
        expired_at: When it expired, in Unix seconds; documented by the vendor, but no server was seen
            to send it.
        metadata: Your own key-value pairs; documented by the vendor, but no server was seen to send it.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    id: str
    object: Literal["thread.run.step"] | str
    created_at: int
    run_id: str
    assistant_id: str
    thread_id: str
    type: RunStepType
    status: RunStepStatus
    step_details: MessageCreationStepDetails | ToolCallsStepDetails | Unknown
    last_error: RunStepLastError | None
    cancelled_at: int | None
    failed_at: int | None
    completed_at: int | None
    usage: RunStepUsage | None
    expires_at: int | None | Unset = UNSET
    expired_at: int | None | Unset = UNSET
    metadata: dict[str, str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.id = take("id", UNSET)
        self.object = take("object", UNSET)
        self.created_at = take("created_at", UNSET)
        self.run_id = take("run_id", UNSET)
        self.assistant_id = take("assistant_id", UNSET)
        self.thread_id = take("thread_id", UNSET)
        self.type = take("type", UNSET)
        self.status = take("status", UNSET)
        self.step_details = _read_step_details(take("step_details", UNSET))
        self.last_error = _read_last_error(take("last_error", UNSET))
        self.cancelled_at = take("cancelled_at", UNSET)
        self.failed_at = take("failed_at", UNSET)
        self.completed_at = take("completed_at", UNSET)
        self.usage = _read_usage(take("usage", UNSET))
        self.expires_at = take("expires_at", UNSET)
        self.expired_at = take("expired_at", UNSET)
        self.metadata = take("metadata", UNSET)
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.id is not UNSET:
            data["id"] = self.id
        if self.object is not UNSET:
            data["object"] = self.object
        if self.created_at is not UNSET:
            data["created_at"] = self.created_at
        if self.run_id is not UNSET:
            data["run_id"] = self.run_id
        if self.assistant_id is not UNSET:
            data["assistant_id"] = self.assistant_id
        if self.thread_id is not UNSET:
            data["thread_id"] = self.thread_id
        if self.type is not UNSET:
            data["type"] = self.type
        if self.status is not UNSET:
            data["status"] = self.status
        if self.step_details is not UNSET:
            data["step_details"] = write(self.step_details)
        if self.last_error is not UNSET:
            data["last_error"] = write(self.last_error)
        if self.cancelled_at is not UNSET:
            data["cancelled_at"] = self.cancelled_at
        if self.failed_at is not UNSET:
            data["failed_at"] = self.failed_at
        if self.completed_at is not UNSET:
            data["completed_at"] = self.completed_at
        if self.usage is not UNSET:
            data["usage"] = write(self.usage)
        if self.expires_at is not UNSET:
            data["expires_at"] = self.expires_at
        if self.expired_at is not UNSET:
            data["expired_at"] = self.expired_at
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


_read_step_details = tagged(
    "type",
    {
        "message_creation": MessageCreationStepDetails,
        "tool_calls": ToolCallsStepDetails,
    },
)
_read_last_error = one(RunStepLastError)
_read_usage = one(RunStepUsage)
