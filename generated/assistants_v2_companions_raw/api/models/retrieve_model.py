"""Retrieve a model: GET /models/{model}"""

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

OPERATION: str = "retrieve_model"


def request(
    model: str,
) -> Operation[models.Model]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/models/{model}".format(
            model=path_segment("model", model),
        ),
        model=models.Model,
        template="/models/{model}",
    )


def _parse_response(*, response: httpx.Response) -> models.Model | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Model, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[models.Model | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    model: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Model | models.ErrorResponse]:
    """Reads one model by its name.

    Args:
        model: Name of the model, as a run would name it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        model=model,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    model: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Model | models.ErrorResponse | None:
    """Reads one model by its name.

    Args:
        model: Name of the model, as a run would name it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        model=model,
        client=client,
    ).parsed


async def asyncio_detailed(
    model: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Model | models.ErrorResponse]:
    """Reads one model by its name.

    Args:
        model: Name of the model, as a run would name it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        model=model,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    model: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Model | models.ErrorResponse | None:
    """Reads one model by its name.

    Args:
        model: Name of the model, as a run would name it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            model=model,
            client=client,
        )
    ).parsed
