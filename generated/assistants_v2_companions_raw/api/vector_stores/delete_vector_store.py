"""Delete a vector store: DELETE /vector_stores/{vector_store_id}"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    path_segment,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "delete_vector_store"


def request(
    vector_store_id: str,
) -> Operation[models.VectorStoreDeleted]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="DELETE",
        path="/vector_stores/{vector_store_id}".format(
            vector_store_id=path_segment("vector_store_id", vector_store_id),
        ),
        model=models.VectorStoreDeleted,
        template="/vector_stores/{vector_store_id}",
    )


def _parse_response(
    *, response: httpx.Response
) -> models.VectorStoreDeleted | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.VectorStoreDeleted, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.VectorStoreDeleted | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.VectorStoreDeleted | models.ErrorResponse]:
    """Removes a vector store for good; the files in it stay.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.VectorStoreDeleted | models.ErrorResponse | None:
    """Removes a vector store for good; the files in it stay.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        vector_store_id=vector_store_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.VectorStoreDeleted | models.ErrorResponse]:
    """Removes a vector store for good; the files in it stay.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.VectorStoreDeleted | models.ErrorResponse | None:
    """Removes a vector store for good; the files in it stay.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            vector_store_id=vector_store_id,
            client=client,
        )
    ).parsed
