"""Begin an upload in parts: POST /uploads"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    json_content,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "create_upload"


def request(
    *,
    body: models.UploadCreateRequest,
) -> Operation[models.Upload]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/uploads",
        model=models.Upload,
        template="/uploads",
        content=json_content(body),
    )


def _parse_response(*, response: httpx.Response) -> models.Upload | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Upload, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[models.Upload | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCreateRequest,
) -> Response[models.Upload | models.ErrorResponse]:
    """Announces a file that comes in parts; it can be used when the upload is completed, within an hour.

    Args:
        body: What is known of a file before its parts come.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        body=body,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCreateRequest,
) -> models.Upload | models.ErrorResponse | None:
    """Announces a file that comes in parts; it can be used when the upload is completed, within an hour.

    Args:
        body: What is known of a file before its parts come.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCreateRequest,
) -> Response[models.Upload | models.ErrorResponse]:
    """Announces a file that comes in parts; it can be used when the upload is completed, within an hour.

    Args:
        body: What is known of a file before its parts come.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        body=body,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCreateRequest,
) -> models.Upload | models.ErrorResponse | None:
    """Announces a file that comes in parts; it can be used when the upload is completed, within an hour.

    Args:
        body: What is known of a file before its parts come.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
