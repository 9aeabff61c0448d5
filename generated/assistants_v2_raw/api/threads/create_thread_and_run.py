"""Create and run a thread: POST /threads/runs"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Operation,
    Response,
    json_content,
    read_body,
    read_error,
)

OPERATION: str = "create_thread_and_run"


def request(
    *,
    body: models.ThreadCreateAndRunRequest,
) -> Operation[models.Run]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/threads/runs",
        model=models.Run,
        template="/threads/runs",
        content=json_content(body),
    )


def _parse_response(*, response: httpx.Response) -> models.Run | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Run, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[models.Run | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: models.ThreadCreateAndRunRequest,
) -> Response[models.Run | models.ErrorResponse]:
    """Opens a thread and sets an assistant to work on it in one call.

    Args:
        body: Which assistant to run, on what new thread.

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
    body: models.ThreadCreateAndRunRequest,
) -> models.Run | models.ErrorResponse | None:
    """Opens a thread and sets an assistant to work on it in one call.

    Args:
        body: Which assistant to run, on what new thread.

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
    body: models.ThreadCreateAndRunRequest,
) -> Response[models.Run | models.ErrorResponse]:
    """Opens a thread and sets an assistant to work on it in one call.

    Args:
        body: Which assistant to run, on what new thread.

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
    body: models.ThreadCreateAndRunRequest,
) -> models.Run | models.ErrorResponse | None:
    """Opens a thread and sets an assistant to work on it in one call.

    Args:
        body: Which assistant to run, on what new thread.

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
