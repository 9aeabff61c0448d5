"""Add a file to a vector store: POST /vector_stores/{vector_store_id}/files"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    json_content,
    path_segment,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "create_vector_store_file"


def request(
    vector_store_id: str,
    *,
    body: models.VectorStoreFileCreateRequest,
) -> Operation[models.VectorStoreFile]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/vector_stores/{vector_store_id}/files".format(
            vector_store_id=path_segment("vector_store_id", vector_store_id),
        ),
        model=models.VectorStoreFile,
        template="/vector_stores/{vector_store_id}/files",
        content=json_content(body),
    )


def _parse_response(
    *, response: httpx.Response
) -> models.VectorStoreFile | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.VectorStoreFile, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.VectorStoreFile | models.ErrorResponse]:
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
    body: models.VectorStoreFileCreateRequest,
) -> Response[models.VectorStoreFile | models.ErrorResponse]:
    """Puts an uploaded file into a vector store, where it is cut into pieces meanwhile.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        body: A file to put into a vector store.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        body=body,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.VectorStoreFileCreateRequest,
) -> models.VectorStoreFile | models.ErrorResponse | None:
    """Puts an uploaded file into a vector store, where it is cut into pieces meanwhile.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        body: A file to put into a vector store.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        vector_store_id=vector_store_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.VectorStoreFileCreateRequest,
) -> Response[models.VectorStoreFile | models.ErrorResponse]:
    """Puts an uploaded file into a vector store, where it is cut into pieces meanwhile.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        body: A file to put into a vector store.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        body=body,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    vector_store_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.VectorStoreFileCreateRequest,
) -> models.VectorStoreFile | models.ErrorResponse | None:
    """Puts an uploaded file into a vector store, where it is cut into pieces meanwhile.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        body: A file to put into a vector store.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            vector_store_id=vector_store_id,
            client=client,
            body=body,
        )
    ).parsed
