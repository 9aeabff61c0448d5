"""Assistants: create, retrieve, update, delete, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models
from assistants_v2_raw.api.assistants import (
    create_assistant,
    delete_assistant,
    get_assistant,
    list_assistants,
    modify_assistant,
)
from assistants_v2_raw.params import AssistantCreateParams, AssistantUpdateParams

from ..rules.bodies import make_body
from ..rules.options import ListOptions
from ..rules.parameters import ListParams
from .paging import make_pager
from .reconciling import delete_once

if TYPE_CHECKING:
    from assistants_v2_raw.models import Assistant, AssistantDeleted, AssistantList
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(io: Port, **fields: Unpack[AssistantCreateParams]) -> Assistant:
    """Create an assistant. Python functions may stand among its `tools`.

    Returns:
        The assistant, with its id.

    Raises:
        APIError: The server refused or could not be reached.
        TypeError: A field is unknown or missing.

    Endpoint: POST /assistants
    """
    return await io.send(create_assistant.request(body=make_body(models.AssistantCreateRequest, fields)))


async def retrieve(io: Port, assistant_id: str) -> Assistant:
    """Fetch an assistant.

    Args:
        assistant_id: Id of the assistant.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /assistants/{assistant_id}
    """
    return await io.send(get_assistant.request(assistant_id))


async def update(io: Port, assistant_id: str, **fields: Unpack[AssistantUpdateParams]) -> Assistant:
    """Change an assistant's fields; those not passed stay, and `metadata` is merged into what is there.

    Args:
        assistant_id: Id of the assistant.

    Returns:
        The assistant as it is now.

    Endpoint: POST /assistants/{assistant_id}
    """
    changes = make_body(models.AssistantUpdateRequest, fields)
    return await io.send(modify_assistant.request(assistant_id, body=changes))


async def delete(io: Port, assistant_id: str) -> AssistantDeleted:
    """Delete an assistant.

    Args:
        assistant_id: Id of the assistant.

    Endpoint: DELETE /assistants/{assistant_id}
    """
    deleted = models.AssistantDeleted(id=assistant_id, object="assistant.deleted", deleted=True)
    return await delete_once(deleted, io.send(delete_assistant.request(assistant_id)))


def list(io: Port, **options: Unpack[ListParams]) -> Pager[Assistant]:
    """List the assistants, newest first unless `order="asc"`; iterating fetches page after page.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /assistants
    """

    def request(query: PageQuery) -> Operation[AssistantList]:
        return list_assistants.request(**query.parameters)

    return make_pager(io, request, ListOptions.pick(options))
