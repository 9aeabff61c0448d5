"""Retrieve a batch: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}"""

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

OPERATION: str = "get_vector_store_file_batch"


def request(
    vector_store_id: str,
    batch_id: str,
) -> Operation[models.VectorStoreFileBatch]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/vector_stores/{vector_store_id}/file_batches/{batch_id}".format(
            vector_store_id=path_segment("vector_store_id", vector_store_id),
            batch_id=path_segment("batch_id", batch_id),
        ),
        model=models.VectorStoreFileBatch,
        template="/vector_stores/{vector_store_id}/file_batches/{batch_id}",
    )


def _parse_response(
    *, response: httpx.Response
) -> models.VectorStoreFileBatch | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.VectorStoreFileBatch, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.VectorStoreFileBatch | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.VectorStoreFileBatch | models.ErrorResponse]:
    """Reads how far the server is with one batch.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.VectorStoreFileBatch | models.ErrorResponse | None:
    """Reads how far the server is with one batch.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.VectorStoreFileBatch | models.ErrorResponse]:
    """Reads how far the server is with one batch.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.VectorStoreFileBatch | models.ErrorResponse | None:
    """Reads how far the server is with one batch.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            vector_store_id=vector_store_id,
            batch_id=batch_id,
            client=client,
        )
    ).parsed
