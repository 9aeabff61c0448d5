"""Delete a thread: DELETE /threads/{thread_id}"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Operation,
    Response,
    path_segment,
    read_body,
    read_error,
)

OPERATION: str = "delete_thread"


def request(
    thread_id: str,
) -> Operation[models.ThreadDeleted]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="DELETE",
        path="/threads/{thread_id}".format(
            thread_id=path_segment("thread_id", thread_id),
        ),
        model=models.ThreadDeleted,
        template="/threads/{thread_id}",
    )


def _parse_response(
    *, response: httpx.Response
) -> models.ThreadDeleted | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.ThreadDeleted, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.ThreadDeleted | models.ErrorResponse]:
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
) -> Response[models.ThreadDeleted | models.ErrorResponse]:
    """Removes a thread and its messages for good.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.ThreadDeleted | models.ErrorResponse | None:
    """Removes a thread and its messages for good.

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
) -> Response[models.ThreadDeleted | models.ErrorResponse]:
    """Removes a thread and its messages for good.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.ThreadDeleted | models.ErrorResponse | None:
    """Removes a thread and its messages for good.

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
