"""Vector stores: create, retrieve, update, list, delete, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.api.vector_stores import (
    create_vector_store,
    delete_vector_store,
    get_vector_store,
    list_vector_stores,
    modify_vector_store,
    search_vector_store,
)
from assistants_v2_companions_raw.params import (
    VectorStoreCreateParams,
    VectorStoreSearchParams,
    VectorStoreUpdateParams,
)

from ..rules.bodies import make_body
from ..rules.options import ListOptions
from ..rules.parameters import ListParams
from .paging import make_pager
from .reconciling import SEARCH, create_once, delete_once, mark_request
from .whole_pages import WholePage

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from assistants_v2_companions_raw.models import (
        VectorStore,
        VectorStoreDeleted,
        VectorStoreList,
        VectorStoreSearchResponse,
    )
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(io: Port, **fields: Unpack[VectorStoreCreateParams]) -> VectorStore:
    """Open a vector store, empty or with its first files, which the server takes in meanwhile.

    Endpoint: POST /vector_stores
    """
    body = make_body(models.VectorStoreCreateRequest, fields)
    mark = mark_request(io, body)

    def send() -> Awaitable[VectorStore]:
        return io.send(create_vector_store.request(body=body))

    return await create_once(io, "create_vector_store", mark, send, lambda: list(io, **SEARCH))


async def retrieve(io: Port, vector_store_id: str) -> VectorStore:
    """Fetch a vector store.

    Args:
        vector_store_id: Id of the vector store.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /vector_stores/{vector_store_id}
    """
    return await io.send(get_vector_store.request(vector_store_id))


async def update(io: Port, vector_store_id: str, **fields: Unpack[VectorStoreUpdateParams]) -> VectorStore:
    """Change name, metadata or expiry of a vector store; what is left out stays.

    Args:
        vector_store_id: Id of the vector store.

    Endpoint: POST /vector_stores/{vector_store_id}
    """
    changes = make_body(models.VectorStoreUpdateRequest, fields)
    return await io.send(modify_vector_store.request(vector_store_id, body=changes))


async def delete(io: Port, vector_store_id: str) -> VectorStoreDeleted:
    """Delete a vector store; the files in it stay.

    Args:
        vector_store_id: Id of the vector store.

    Endpoint: DELETE /vector_stores/{vector_store_id}
    """
    deleted = models.VectorStoreDeleted(id=vector_store_id, object="vector_store.deleted", deleted=True)
    return await delete_once(deleted, io.send(delete_vector_store.request(vector_store_id)))


async def search(
    io: Port, vector_store_id: str, **fields: Unpack[VectorStoreSearchParams]
) -> WholePage[VectorStoreSearchResponse]:
    """Find the pieces of files that fit a question best.

    Args:
        vector_store_id: Id of the vector store.

    Returns:
        What was found, best first; all of it is on this one page.

    Endpoint: POST /vector_stores/{vector_store_id}/search
    """
    body = make_body(models.VectorStoreSearchRequest, fields)
    return WholePage(await io.send(search_vector_store.request(vector_store_id, body=body)))


def list(io: Port, **options: Unpack[ListParams]) -> Pager[VectorStore]:
    """List vector stores, newest first unless `order="asc"`; iterating fetches page after page.

    Endpoint: GET /vector_stores
    """

    def request(query: PageQuery) -> Operation[VectorStoreList]:
        return list_vector_stores.request(**query.parameters)

    return make_pager(io, request, ListOptions.pick(options))
