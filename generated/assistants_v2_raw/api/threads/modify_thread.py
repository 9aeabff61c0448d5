"""Modify a thread: POST /threads/{thread_id}"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Operation,
    Response,
    json_content,
    path_segment,
    read_body,
    read_error,
)

OPERATION: str = "modify_thread"


def request(
    thread_id: str,
    *,
    body: models.ThreadUpdateRequest,
) -> Operation[models.Thread]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/threads/{thread_id}".format(
            thread_id=path_segment("thread_id", thread_id),
        ),
        model=models.Thread,
        template="/threads/{thread_id}",
        content=json_content(body),
    )


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
    body: models.ThreadUpdateRequest,
) -> Response[models.Thread | models.ErrorResponse]:
    """Changes the metadata or the tool resources of a thread; messages have operations of their own.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        body: What to change about a thread; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        body=body,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.ThreadUpdateRequest,
) -> models.Thread | models.ErrorResponse | None:
    """Changes the metadata or the tool resources of a thread; messages have operations of their own.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        body: What to change about a thread; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.ThreadUpdateRequest,
) -> Response[models.Thread | models.ErrorResponse]:
    """Changes the metadata or the tool resources of a thread; messages have operations of their own.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        body: What to change about a thread; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        body=body,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.ThreadUpdateRequest,
) -> models.Thread | models.ErrorResponse | None:
    """Changes the metadata or the tool resources of a thread; messages have operations of their own.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        body: What to change about a thread; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            thread_id=thread_id,
            client=client,
            body=body,
        )
    ).parsed
