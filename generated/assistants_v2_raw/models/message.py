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
    many,
    named,
    new,
    others,
    plain,
    require_kind,
    require_kinds,
    tagged,
)
from .image_file_content_block import ImageFileContentBlock
from .image_url_content_block import ImageURLContentBlock
from .message_attachment import MessageAttachment
from .message_incomplete_details import MessageIncompleteDetails
from .message_role import MessageRole
from .message_status import MessageStatus
from .refusal_content_block import RefusalContentBlock
from .text_content_block import TextContentBlock


@as_attrs(init=False, repr=False, eq=False)
class Message(APIObject):
    """Something said in a thread, by the user or by the assistant.

    A field that was left out reads None, as one that is null does.

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

    __slots__ = _fields = (
        "id",
        "object",
        "created_at",
        "thread_id",
        "role",
        "content",
        "assistant_id",
        "run_id",
        "metadata",
        "attachments",
        "status",
        "incomplete_details",
        "completed_at",
        "incomplete_at",
        "file_ids",
    )

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
    attachments: list[MessageAttachment] | None
    status: MessageStatus | None
    incomplete_details: MessageIncompleteDetails | None
    completed_at: int | None
    incomplete_at: int | None
    file_ids: list[str] | None

    def __init__(
        self,
        *,
        id: str,
        object: Literal["thread.message"] | str,
        created_at: int,
        thread_id: str,
        role: MessageRole,
        content: list[
            TextContentBlock
            | ImageFileContentBlock
            | ImageURLContentBlock
            | RefusalContentBlock
            | Unknown
        ],
        assistant_id: str | None,
        run_id: str | None,
        metadata: dict[str, str] | None,
        attachments: list[MessageAttachment] | None | Unset = UNSET,
        status: MessageStatus | None | Unset = UNSET,
        incomplete_details: MessageIncompleteDetails | None | Unset = UNSET,
        completed_at: int | None | Unset = UNSET,
        incomplete_at: int | None | Unset = UNSET,
        file_ids: list[str] | None | Unset = UNSET,
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
            self.thread_id = thread_id_ = get("thread_id")
            self.role = role_ = get("role")
            content_ = get("content")
            self.content = None if content_ is None else _read_content(content_)
            self.assistant_id = assistant_id_ = get("assistant_id")
            self.run_id = run_id_ = get("run_id")
            metadata_ = get("metadata")
            self.metadata = None if metadata_ is None else _read_metadata(metadata_)
            attachments_ = get("attachments")
            self.attachments = None if attachments_ is None else _read_attachments(attachments_)
            self.status = status_ = get("status")
            incomplete_details_ = get("incomplete_details")
            self.incomplete_details = (
                None
                if incomplete_details_ is None
                else _read_incomplete_details(incomplete_details_)
            )
            self.completed_at = completed_at_ = get("completed_at")
            self.incomplete_at = incomplete_at_ = get("incomplete_at")
            file_ids_ = get("file_ids")
            self.file_ids = None if file_ids_ is None else _read_file_ids(file_ids_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 15 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 15:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(id_) is str)
            and (type(object_) is str or object_ is None)
            and (type(created_at_) is int or type(created_at_) is float or created_at_ is None)
            and (type(thread_id_) is str or thread_id_ is None)
            and (type(role_) is str or role_ is None)
            and (assistant_id_ is None or type(assistant_id_) is str)
            and (run_id_ is None or type(run_id_) is str)
            and (status_ is None or type(status_) is str)
            and (
                completed_at_ is None or type(completed_at_) is int or type(completed_at_) is float
            )
            and (
                incomplete_at_ is None
                or type(incomplete_at_) is int
                or type(incomplete_at_) is float
            )
        ):
            require_kinds(
                src_dict,
                {
                    "id": (str,),
                    "object": (str,),
                    "created_at": (int, float),
                    "thread_id": (str,),
                    "role": (str,),
                    "assistant_id": (str,),
                    "run_id": (str,),
                    "status": (str,),
                    "completed_at": (int, float),
                    "incomplete_at": (int, float),
                },
                ("id",),
            )
        return self


_FIELDS = frozenset(Message._fields)
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
_read_metadata = named(
    str,
)
_read_attachments = many(MessageAttachment.from_dict)
_read_incomplete_details = MessageIncompleteDetails.from_dict
_read_file_ids = many(
    plain(
        str,
    )
)
