"""Messages of a thread: create, retrieve, update, delete, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models
from assistants_v2_raw.api.messages import (
    create_message,
    delete_message,
    get_message,
    list_messages,
    modify_message,
)
from assistants_v2_raw.params import MessageUpdateParams

from ..rules.bodies import body
from ..rules.paging import MessageListParams
from ..rules.parameters import BusyParams, MessageParams, split
from .occupancy import when_free
from .paging import pager
from .reconciling import created, deleted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from assistants_v2_raw.models import Message, MessageDeleted, MessageList

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(io: Port, thread_id: str, **fields: Unpack[MessageParams]) -> Message:
    """Add a message to a thread; `content` is a text or a list of content parts.

    Raises:
        ThreadBusy: A run is active on the thread, and `on_active_run` is `raise`.
        BadRequestError: A field is wrong.

    Endpoint: POST /threads/{thread_id}/messages
    """
    options, message = split(fields, BusyParams)
    request = body(models.MessageCreateRequest, message)

    def send() -> Awaitable[Message]:
        return io.send(create_message, thread_id, client=io.client, body=request)

    async def newest() -> Sequence[Message]:
        return (await io.send(list_messages, thread_id, client=io.client, limit=20, order="desc")).data

    policy = options.get("on_active_run", "raise")
    return await when_free(io, thread_id, policy, lambda: created(io, request, send, newest))


async def retrieve(io: Port, message_id: str, *, thread_id: str) -> Message:
    """Fetch a message.

    Raises:
        NotFoundError: The thread has no message with this id.

    Endpoint: GET /threads/{thread_id}/messages/{message_id}
    """
    return await io.send(get_message, thread_id, message_id, client=io.client)


async def update(
    io: Port, message_id: str, *, thread_id: str, **fields: Unpack[MessageUpdateParams]
) -> Message:
    """Change a message's metadata.

    Endpoint: POST /threads/{thread_id}/messages/{message_id}
    """
    changes = body(models.MessageUpdateRequest, fields)
    return await io.send(modify_message, thread_id, message_id, client=io.client, body=changes)


async def delete(io: Port, message_id: str, *, thread_id: str) -> MessageDeleted:
    """Delete a message.

    Endpoint: DELETE /threads/{thread_id}/messages/{message_id}
    """
    gone = models.MessageDeleted(id=message_id, object="thread.message.deleted", deleted=True)
    return await deleted(gone, io.send(delete_message, thread_id, message_id, client=io.client))


def list(io: Port, thread_id: str, **query: Unpack[MessageListParams]) -> Pager[Message]:
    """List a thread's messages, newest first unless `order="asc"`; iterating fetches page after page.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/messages
    """

    async def ask(page: PageQuery) -> MessageList:
        return await io.send(list_messages, thread_id, client=io.client, **page.parameters)

    return pager(io, ask, query, MessageListParams.__annotations__)
