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

from ..rules.bodies import body
from ..rules.paging import ListParams
from .paging import pager
from .reconciling import deleted

if TYPE_CHECKING:
    from assistants_v2_raw.models import Assistant, AssistantDeleted, AssistantList

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
    return await io.send(create_assistant, client=io.client, body=body(models.AssistantCreateRequest, fields))


async def retrieve(io: Port, assistant_id: str) -> Assistant:
    """Fetch an assistant.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /assistants/{assistant_id}
    """
    return await io.send(get_assistant, assistant_id, client=io.client)


async def update(io: Port, assistant_id: str, **fields: Unpack[AssistantUpdateParams]) -> Assistant:
    """Change an assistant's fields; those not passed stay, and `metadata` is merged into what is there.

    Returns:
        The assistant as it is now.

    Endpoint: POST /assistants/{assistant_id}
    """
    changes = body(models.AssistantUpdateRequest, fields)
    return await io.send(modify_assistant, assistant_id, client=io.client, body=changes)


async def delete(io: Port, assistant_id: str) -> AssistantDeleted:
    """Delete an assistant.

    Endpoint: DELETE /assistants/{assistant_id}
    """
    gone = models.AssistantDeleted(id=assistant_id, object="assistant.deleted", deleted=True)
    return await deleted(gone, io.send(delete_assistant, assistant_id, client=io.client))


def list(io: Port, **query: Unpack[ListParams]) -> Pager[Assistant]:
    """List the assistants, newest first unless `order="asc"`; iterating fetches page after page.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /assistants
    """

    async def ask(page: PageQuery) -> AssistantList:
        return await io.send(list_assistants, client=io.client, **page.parameters)

    return pager(io, ask, query, ListParams.__annotations__)
