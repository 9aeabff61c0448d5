"""Complete an upload: POST /uploads/{upload_id}/complete"""

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

OPERATION: str = "complete_upload"


def request(
    upload_id: str,
    *,
    body: models.UploadCompleteRequest,
) -> Operation[models.Upload]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/uploads/{upload_id}/complete".format(
            upload_id=path_segment("upload_id", upload_id),
        ),
        model=models.Upload,
        template="/uploads/{upload_id}/complete",
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
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCompleteRequest,
) -> Response[models.Upload | models.ErrorResponse]:
    """Makes a file of the parts. They must have as many bytes as were announced; parts that are not named
    are thrown away, and no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: Which parts make the file.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        upload_id=upload_id,
        body=body,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCompleteRequest,
) -> models.Upload | models.ErrorResponse | None:
    """Makes a file of the parts. They must have as many bytes as were announced; parts that are not named
    are thrown away, and no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: Which parts make the file.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        upload_id=upload_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCompleteRequest,
) -> Response[models.Upload | models.ErrorResponse]:
    """Makes a file of the parts. They must have as many bytes as were announced; parts that are not named
    are thrown away, and no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: Which parts make the file.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        upload_id=upload_id,
        body=body,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    upload_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.UploadCompleteRequest,
) -> models.Upload | models.ErrorResponse | None:
    """Makes a file of the parts. They must have as many bytes as were announced; parts that are not named
    are thrown away, and no more can be added.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: Which parts make the file.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            upload_id=upload_id,
            client=client,
            body=body,
        )
    ).parsed
