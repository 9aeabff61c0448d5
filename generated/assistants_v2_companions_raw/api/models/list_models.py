"""List models: GET /models"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    Operation,
    Response,
    read_body,
    read_error,
)

from ... import models

OPERATION: str = "list_models"


def request() -> Operation[models.ModelList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/models",
        model=models.ModelList,
        template="/models",
    )


def _parse_response(*, response: httpx.Response) -> models.ModelList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.ModelList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.ModelList | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.ModelList | models.ErrorResponse]:
    """Reads which models the server has, all in one answer.

    Args:

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request()
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> models.ModelList | models.ErrorResponse | None:
    """Reads which models the server has, all in one answer.

    Args:

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.ModelList | models.ErrorResponse]:
    """Reads which models the server has, all in one answer.

    Args:

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request()
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> models.ModelList | models.ErrorResponse | None:
    """Reads which models the server has, all in one answer.

    Args:

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
