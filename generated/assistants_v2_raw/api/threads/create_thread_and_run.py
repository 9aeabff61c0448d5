"""Create and run a thread: POST /threads/runs"""

from __future__ import annotations

from typing import Any

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Response,
    absolute,
    json_body,
    read_body,
    read_error,
)

METHOD: str = "post"
OPERATION: str = "create_thread_and_run"


def _get_kwargs(
    *,
    body: models.ThreadCreateAndRunRequest,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/threads/runs",
    }
    kwargs.update(json_body(body))
    return kwargs


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

    kwargs = _get_kwargs(
        body=body,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=client.get_httpx_client().request(**kwargs))


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

    kwargs = _get_kwargs(
        body=body,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=await client.get_async_httpx_client().request(**kwargs))


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
