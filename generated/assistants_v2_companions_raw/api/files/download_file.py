"""Retrieve the content of a file: GET /files/{file_id}/content"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    BINARY,
    Operation,
    Response,
    path_segment,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "download_file"


def request(
    file_id: str,
) -> Operation[bytes]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/files/{file_id}/content".format(
            file_id=path_segment("file_id", file_id),
        ),
        model=BINARY,
        template="/files/{file_id}/content",
    )


def _parse_response(*, response: httpx.Response) -> bytes | models.ErrorResponse | None:
    if response.is_success:
        return read_body(BINARY, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[bytes | models.ErrorResponse]:
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
) -> Response[bytes | models.ErrorResponse]:
    """Reads the bytes of one file; servers may refuse it for files that were uploaded for assistants.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
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
) -> bytes | models.ErrorResponse | None:
    """Reads the bytes of one file; servers may refuse it for files that were uploaded for assistants.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
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
) -> Response[bytes | models.ErrorResponse]:
    """Reads the bytes of one file; servers may refuse it for files that were uploaded for assistants.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
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
) -> bytes | models.ErrorResponse | None:
    """Reads the bytes of one file; servers may refuse it for files that were uploaded for assistants.

    Args:
        file_id: Id of the file, `file-…` on most servers.

    Raises:
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            file_id=file_id,
            client=client,
        )
    ).parsed
