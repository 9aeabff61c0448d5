"""Add a part to an upload: POST /uploads/{upload_id}/parts"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    form_parts,
    path_segment,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "add_upload_part"


def request(
    upload_id: str,
    *,
    body: models.UploadPartCreateRequest,
) -> Operation[models.UploadPart]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/uploads/{upload_id}/parts".format(
            upload_id=path_segment("upload_id", upload_id),
        ),
        model=models.UploadPart,
        template="/uploads/{upload_id}/parts",
        form=form_parts(body),
    )


def _parse_response(*, response: httpx.Response) -> models.UploadPart | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.UploadPart, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.UploadPart | models.ErrorResponse]:
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
    body: models.UploadPartCreateRequest,
) -> Response[models.UploadPart | models.ErrorResponse]:
    """Stores the next bytes of a file, or any others of it: their order is said when the upload is
    completed, so that parts may come at the same time.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: A form with some bytes of a file.

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
    body: models.UploadPartCreateRequest,
) -> models.UploadPart | models.ErrorResponse | None:
    """Stores the next bytes of a file, or any others of it: their order is said when the upload is
    completed, so that parts may come at the same time.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: A form with some bytes of a file.

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
    body: models.UploadPartCreateRequest,
) -> Response[models.UploadPart | models.ErrorResponse]:
    """Stores the next bytes of a file, or any others of it: their order is said when the upload is
    completed, so that parts may come at the same time.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: A form with some bytes of a file.

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
    body: models.UploadPartCreateRequest,
) -> models.UploadPart | models.ErrorResponse | None:
    """Stores the next bytes of a file, or any others of it: their order is said when the upload is
    completed, so that parts may come at the same time.

    Args:
        upload_id: Id of the upload, `upload_…` on most servers.
        body: A form with some bytes of a file.

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
