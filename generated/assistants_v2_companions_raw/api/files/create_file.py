"""Upload a file: POST /files"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    form_parts,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "create_file"


def request(
    *,
    body: models.FileCreateRequest,
) -> Operation[models.FileObject]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/files",
        model=models.FileObject,
        template="/files",
        form=form_parts(body),
    )


def _parse_response(*, response: httpx.Response) -> models.FileObject | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.FileObject, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.FileObject | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: models.FileCreateRequest,
) -> Response[models.FileObject | models.ErrorResponse]:
    """Stores the bytes of one file under an id that assistants, messages and vector stores can name.

    Args:
        body: A form with a file to upload; the parts of `expires_after` are fields of their own.

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
    body: models.FileCreateRequest,
) -> models.FileObject | models.ErrorResponse | None:
    """Stores the bytes of one file under an id that assistants, messages and vector stores can name.

    Args:
        body: A form with a file to upload; the parts of `expires_after` are fields of their own.

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
    body: models.FileCreateRequest,
) -> Response[models.FileObject | models.ErrorResponse]:
    """Stores the bytes of one file under an id that assistants, messages and vector stores can name.

    Args:
        body: A form with a file to upload; the parts of `expires_after` are fields of their own.

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
    body: models.FileCreateRequest,
) -> models.FileObject | models.ErrorResponse | None:
    """Stores the bytes of one file under an id that assistants, messages and vector stores can name.

    Args:
        body: A form with a file to upload; the parts of `expires_after` are fields of their own.

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
