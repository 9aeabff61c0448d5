"""Retrieve a thread: GET /threads/{thread_id}"""

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
OPERATION: str = "get_thread"


def _get_kwargs(
    thread_id: str,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/threads/{thread_id}".format(
            thread_id=path_segment("thread_id", thread_id),
        ),
    }
    return kwargs


def _parse_response(*, response: httpx.Response) -> models.Thread | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Thread, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[models.Thread | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Thread | models.ErrorResponse]:
    """Reads one thread by its id, without its messages.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        thread_id=thread_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=client.get_httpx_client().request(**kwargs))


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Thread | models.ErrorResponse | None:
    """Reads one thread by its id, without its messages.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Thread | models.ErrorResponse]:
    """Reads one thread by its id, without its messages.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        thread_id=thread_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Thread | models.ErrorResponse | None:
    """Reads one thread by its id, without its messages.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            thread_id=thread_id,
            client=client,
        )
    ).parsed
