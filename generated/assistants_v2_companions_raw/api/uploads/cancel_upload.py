"""Cancel an upload: POST /uploads/{upload_id}/cancel"""

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

OPERATION: str = "cancel_upload"


def request(
    upload_id: str,
) -> Operation[models.Upload]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/uploads/{upload_id}/cancel".format(
            upload_id=path_segment("upload_id", upload_id),
        ),
        model=models.Upload,
        template="/uploads/{upload_id}/cancel",
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
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Upload | models.ErrorResponse]:
    """Throws the parts of an upload away; no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        upload_id=upload_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Upload | models.ErrorResponse | None:
    """Throws the parts of an upload away; no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Upload | models.ErrorResponse]:
    """Throws the parts of an upload away; no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        upload_id=upload_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Upload | models.ErrorResponse | None:
    """Throws the parts of an upload away; no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
        )
    ).parsed
