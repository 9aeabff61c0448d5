"""Cancel a run: POST /threads/{thread_id}/runs/{run_id}/cancel"""

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

OPERATION: str = "cancel_run"


def request(
    thread_id: str,
    run_id: str,
) -> Operation[models.Run]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/threads/{thread_id}/runs/{run_id}/cancel".format(
            thread_id=path_segment("thread_id", thread_id),
            run_id=path_segment("run_id", run_id),
        ),
        model=models.Run,
        template="/threads/{thread_id}/runs/{run_id}/cancel",
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
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Run | models.ErrorResponse]:
    """Asks a run to stop; it is `cancelling` until it has stopped, and may still finish first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        run_id=run_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Run | models.ErrorResponse | None:
    """Asks a run to stop; it is `cancelling` until it has stopped, and may still finish first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        run_id=run_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Run | models.ErrorResponse]:
    """Asks a run to stop; it is `cancelling` until it has stopped, and may still finish first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        run_id=run_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Run | models.ErrorResponse | None:
    """Asks a run to stop; it is `cancelling` until it has stopped, and may still finish first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            thread_id=thread_id,
            run_id=run_id,
            client=client,
        )
    ).parsed
