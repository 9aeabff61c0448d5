from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Literal, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unknown,
    Unset,
    as_attrs,
    named,
    new,
    others,
    require_kind,
    require_kinds,
    tagged,
)
from .message_creation_step_details import MessageCreationStepDetails
from .run_step_last_error import RunStepLastError
from .run_step_status import RunStepStatus
from .run_step_type import RunStepType
from .run_step_usage import RunStepUsage
from .tool_calls_step_details import ToolCallsStepDetails


@as_attrs(init=False, repr=False, eq=False)
class RunStep(APIObject):
    """One thing a run did: it wrote a message, or it called tools.

    A field that was left out reads None, as one that is null does.

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

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "run_id",
        "assistant_id",
        "thread_id",
        "type",
        "status",
        "step_details",
        "last_error",
        "cancelled_at",
        "failed_at",
        "completed_at",
        "usage",
        "expires_at",
        "expired_at",
        "metadata",
    )

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
    expires_at: int | None
    expired_at: int | None
    metadata: dict[str, str] | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["thread.run.step"] | str,
        created_at: int,
        run_id: str,
        assistant_id: str,
        thread_id: str,
        type: RunStepType,
        status: RunStepStatus,
        step_details: MessageCreationStepDetails | ToolCallsStepDetails | Unknown,
        last_error: RunStepLastError | None,
        cancelled_at: int | None,
        failed_at: int | None,
        completed_at: int | None,
        usage: RunStepUsage | None,
        expires_at: int | None | Unset = UNSET,
        expired_at: int | None | Unset = UNSET,
        metadata: dict[str, str] | None | Unset = UNSET,
        additional_properties: Mapping[str, Any] = NOTHING,
        _absent: Set[str] = NONE,
    ) -> None:
        self._fill(locals())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing is lost. Raises errors.WrongKind for another kind of value than here."""
        if type(src_dict) is not dict:
            require_kind(src_dict, Mapping)
        get = src_dict.get
        self = new(cls)
        try:
            self.id = id_ = get("id")
            self.object = object_ = get("object")
            self.created_at = created_at_ = get("created_at")
            self.run_id = run_id_ = get("run_id")
            self.assistant_id = assistant_id_ = get("assistant_id")
            self.thread_id = thread_id_ = get("thread_id")
            self.type = type_ = get("type")
            self.status = status_ = get("status")
            step_details_ = get("step_details")
            self.step_details = None if step_details_ is None else _read_step_details(step_details_)
            last_error_ = get("last_error")
            self.last_error = None if last_error_ is None else _read_last_error(last_error_)
            self.cancelled_at = cancelled_at_ = get("cancelled_at")
            self.failed_at = failed_at_ = get("failed_at")
            self.completed_at = completed_at_ = get("completed_at")
            usage_ = get("usage")
            self.usage = None if usage_ is None else _read_usage(usage_)
            self.expires_at = expires_at_ = get("expires_at")
            self.expired_at = expired_at_ = get("expired_at")
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 17 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 17:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(run_id_) is str or run_id_ is None)
            and (type(assistant_id_) is str or assistant_id_ is None)
            and (type(thread_id_) is str or thread_id_ is None)
            and (type(type_) is str or type_ is None)
            and (type(status_) is str or status_ is None)
            and (
                cancelled_at_ is None or type(cancelled_at_) is int or type(cancelled_at_) is float
            )
            and (failed_at_ is None or type(failed_at_) is int or type(failed_at_) is float)
            and (
                completed_at_ is None or type(completed_at_) is int or type(completed_at_) is float
            )
            and (expires_at_ is None or type(expires_at_) is int or type(expires_at_) is float)
            and (expired_at_ is None or type(expired_at_) is int or type(expired_at_) is float)
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "run_id": (str,),
                    "assistant_id": (str,),
                    "thread_id": (str,),
                    "type": (str,),
                    "status": (str,),
                    "cancelled_at": (int, float),
                    "failed_at": (int, float),
                    "completed_at": (int, float),
                    "expires_at": (int, float),
                    "expired_at": (int, float),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(RunStep._fields)
_read_step_details = tagged(
    "type",
    {
        "message_creation": MessageCreationStepDetails,
        "tool_calls": ToolCallsStepDetails,
    },
)
_read_last_error = RunStepLastError.from_dict
_read_usage = RunStepUsage.from_dict
_read_metadata = named(
    str,
)
