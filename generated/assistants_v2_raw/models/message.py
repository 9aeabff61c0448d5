from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define, field

from ..types import UNSET, Unknown, Unset, many, one, tagged, write
from .image_file_content_block import ImageFileContentBlock
from .image_url_content_block import ImageURLContentBlock
from .message_attachment import MessageAttachment
from .message_incomplete_details import MessageIncompleteDetails
from .message_role import MessageRole
from .message_status import MessageStatus
from .refusal_content_block import RefusalContentBlock
from .text_content_block import TextContentBlock


@define(kw_only=True)
class Message:
    """Something said in a thread, by the user or by the assistant.

    Attributes:
        id: Id of the message, `msg_…` on most servers.
        object: Marks the object as a message.
        created_at: When it was created, in Unix seconds.
        thread_id: Id of the thread it belongs to.
        role: Who said it.
        content: What was said, part by part; empty while a stream has just begun.
        assistant_id: Id of the assistant that wrote it; null on a user's message.
        run_id: Id of the run that wrote it; null when it was added by hand.
        metadata: Your own key-value pairs.
        attachments: Files that came with it and the tools they are for; absent from answers to a
            modification.
        status: Whether it is finished; sent in streams only.
        incomplete_details: Why it broke off; sent in streams only, null unless it did.
        completed_at: When it was finished, in Unix seconds; sent in streams only, null until then.
        incomplete_at: When it broke off, in Unix seconds; sent in streams only, null unless it did.
        file_ids: Left over from version 1; sent in place of `attachments` in answers to a modification.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    id: str
    object: Literal["thread.message"] | str
    created_at: int
    thread_id: str
    role: MessageRole
    content: list[
        TextContentBlock
        | ImageFileContentBlock
        | ImageURLContentBlock
        | RefusalContentBlock
        | Unknown
    ]
    assistant_id: str | None
    run_id: str | None
    metadata: dict[str, str] | None
    attachments: list[MessageAttachment] | None | Unset = UNSET
    status: MessageStatus | Unset = UNSET
    incomplete_details: MessageIncompleteDetails | None | Unset = UNSET
    completed_at: int | None | Unset = UNSET
    incomplete_at: int | None | Unset = UNSET
    file_ids: list[str] | Unset = UNSET
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
        self.thread_id = take("thread_id", UNSET)
        self.role = take("role", UNSET)
        self.content = _read_content(take("content", UNSET))
        self.assistant_id = take("assistant_id", UNSET)
        self.run_id = take("run_id", UNSET)
        self.metadata = take("metadata", UNSET)
        self.attachments = _read_attachments(take("attachments", UNSET))
        self.status = take("status", UNSET)
        self.incomplete_details = _read_incomplete_details(take("incomplete_details", UNSET))
        self.completed_at = take("completed_at", UNSET)
        self.incomplete_at = take("incomplete_at", UNSET)
        self.file_ids = take("file_ids", UNSET)
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
        if self.thread_id is not UNSET:
            data["thread_id"] = self.thread_id
        if self.role is not UNSET:
            data["role"] = self.role
        if self.content is not UNSET:
            data["content"] = write(self.content)
        if self.assistant_id is not UNSET:
            data["assistant_id"] = self.assistant_id
        if self.run_id is not UNSET:
            data["run_id"] = self.run_id
        if self.metadata is not UNSET:
            data["metadata"] = self.metadata
        if self.attachments is not UNSET:
            data["attachments"] = write(self.attachments)
        if self.status is not UNSET:
            data["status"] = self.status
        if self.incomplete_details is not UNSET:
            data["incomplete_details"] = write(self.incomplete_details)
        if self.completed_at is not UNSET:
            data["completed_at"] = self.completed_at
        if self.incomplete_at is not UNSET:
            data["incomplete_at"] = self.incomplete_at
        if self.file_ids is not UNSET:
            data["file_ids"] = self.file_ids
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


_read_content = many(
    tagged(
        "type",
        {
            "text": TextContentBlock,
            "image_file": ImageFileContentBlock,
            "image_url": ImageURLContentBlock,
            "refusal": RefusalContentBlock,
        },
    )
)
_read_attachments = many(one(MessageAttachment))
_read_incomplete_details = one(MessageIncompleteDetails)
