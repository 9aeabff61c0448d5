"""Create an assistant: POST /assistants"""

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
OPERATION: str = "create_assistant"


def _get_kwargs(
    *,
    body: models.AssistantCreateRequest,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/assistants",
    }
    kwargs.update(json_body(body))
    return kwargs


def _parse_response(*, response: httpx.Response) -> models.Assistant | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Assistant, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.Assistant | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: models.AssistantCreateRequest,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Stores a model, instructions and tools under an id that runs can name.

    Args:
        body: What a new assistant is made of.

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
    body: models.AssistantCreateRequest,
) -> models.Assistant | models.ErrorResponse | None:
    """Stores a model, instructions and tools under an id that runs can name.

    Args:
        body: What a new assistant is made of.

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
    body: models.AssistantCreateRequest,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Stores a model, instructions and tools under an id that runs can name.

    Args:
        body: What a new assistant is made of.

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
    body: models.AssistantCreateRequest,
) -> models.Assistant | models.ErrorResponse | None:
    """Stores a model, instructions and tools under an id that runs can name.

    Args:
        body: What a new assistant is made of.

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
