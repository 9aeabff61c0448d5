"""Retrieve an assistant: GET /assistants/{assistant_id}"""

from __future__ import annotations

from typing import Any

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Response,
    absolute,
    path_segment,
    read_body,
    read_error,
)

METHOD: str = "get"
OPERATION: str = "get_assistant"


def _get_kwargs(
    assistant_id: str,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/assistants/{assistant_id}".format(
            assistant_id=path_segment("assistant_id", assistant_id),
        ),
    }
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
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Reads one assistant by its id.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        assistant_id=assistant_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=client.get_httpx_client().request(**kwargs))


def sync(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Assistant | models.ErrorResponse | None:
    """Reads one assistant by its id.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        assistant_id=assistant_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Reads one assistant by its id.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        assistant_id=assistant_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Assistant | models.ErrorResponse | None:
    """Reads one assistant by its id.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            assistant_id=assistant_id,
            client=client,
        )
    ).parsed
