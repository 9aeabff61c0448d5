"""Delete a file: DELETE /files/{file_id}"""

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

OPERATION: str = "delete_file"


def request(
    file_id: str,
) -> Operation[models.FileDeleted]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="DELETE",
        path="/files/{file_id}".format(
            file_id=path_segment("file_id", file_id),
        ),
        model=models.FileDeleted,
        template="/files/{file_id}",
    )


def _parse_response(
    *, response: httpx.Response
) -> models.FileDeleted | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.FileDeleted, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.FileDeleted | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.FileDeleted | models.ErrorResponse]:
    """Removes a file for good, and takes it out of every vector store.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        file_id=file_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    file_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.FileDeleted | models.ErrorResponse | None:
    """Removes a file for good, and takes it out of every vector store.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        file_id=file_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.FileDeleted | models.ErrorResponse]:
    """Removes a file for good, and takes it out of every vector store.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        file_id=file_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    file_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.FileDeleted | models.ErrorResponse | None:
    """Removes a file for good, and takes it out of every vector store.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            file_id=file_id,
            client=client,
        )
    ).parsed
