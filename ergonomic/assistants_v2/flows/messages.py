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

from ..rules.bodies import make_body
from ..rules.options import BusyOptions, MessageListOptions, drop_options
from ..rules.parameters import MessageListParams, MessageParams
from .occupancy import do_when_free
from .paging import make_pager
from .reconciling import SEARCH, create_once, delete_once, mark_request

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from assistants_v2_raw.models import Message, MessageDeleted, MessageList
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(io: Port, thread_id: str, **fields: Unpack[MessageParams]) -> Message:
    """Add a message to a thread; `content` is a text or a list of content parts.

    Args:
        thread_id: Id of the thread.

    Raises:
        ThreadBusy: A run is active on the thread, and `on_active_run` is `raise`.
        BadRequestError: A field is wrong.

    Endpoint: POST /threads/{thread_id}/messages
    """
    options = BusyOptions.pick(fields)
    body = make_body(models.MessageCreateRequest, drop_options(fields, BusyOptions))
    mark = mark_request(io, body)

    def send() -> Awaitable[Message]:
        return io.send(create_message.request(thread_id, body=body))

    def list_newest() -> Pager[Message]:
        return list(io, thread_id, **SEARCH)

    return await do_when_free(
        io, thread_id, options, lambda: create_once(io, "create_message", mark, send, list_newest)
    )


async def retrieve(io: Port, message_id: str, *, thread_id: str) -> Message:
    """Fetch a message.

    Args:
        message_id: Id of the message.
        thread_id: Id of its thread.

    Raises:
        NotFoundError: The thread has no message with this id.

    Endpoint: GET /threads/{thread_id}/messages/{message_id}
    """
    return await io.send(get_message.request(thread_id, message_id))


async def update(
    io: Port, message_id: str, *, thread_id: str, **fields: Unpack[MessageUpdateParams]
) -> Message:
    """Change a message's metadata.

    Args:
        message_id: Id of the message.
        thread_id: Id of its thread.

    Endpoint: POST /threads/{thread_id}/messages/{message_id}
    """
    changes = make_body(models.MessageUpdateRequest, fields)
    return await io.send(modify_message.request(thread_id, message_id, body=changes))


async def delete(io: Port, message_id: str, *, thread_id: str) -> MessageDeleted:
    """Delete a message.

    Args:
        message_id: Id of the message.
        thread_id: Id of its thread.

    Endpoint: DELETE /threads/{thread_id}/messages/{message_id}
    """
    deleted = models.MessageDeleted(id=message_id, object="thread.message.deleted", deleted=True)
    return await delete_once(deleted, io.send(delete_message.request(thread_id, message_id)))


def list(io: Port, thread_id: str, **options: Unpack[MessageListParams]) -> Pager[Message]:
    """List a thread's messages, newest first unless `order="asc"`; iterating fetches page after page.

    Args:
        thread_id: Id of the thread.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/messages
    """

    def request(query: PageQuery) -> Operation[MessageList]:
        return list_messages.request(thread_id, **query.parameters)

    return make_pager(io, request, MessageListOptions.pick(options))
