"""Retrieve a run: GET /threads/{thread_id}/runs/{run_id}"""

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
OPERATION: str = "get_run"


def _get_kwargs(
    thread_id: str,
    run_id: str,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/threads/{thread_id}/runs/{run_id}".format(
            thread_id=path_segment("thread_id", thread_id),
            run_id=path_segment("run_id", run_id),
        ),
    }
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
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[models.Run | models.ErrorResponse]:
    """Reads one run by its id; to poll a run, call this until its status is final or it requires action.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        thread_id=thread_id,
        run_id=run_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=client.get_httpx_client().request(**kwargs))


def sync(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Run | models.ErrorResponse | None:
    """Reads one run by its id; to poll a run, call this until its status is final or it requires action.

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
    """Reads one run by its id; to poll a run, call this until its status is final or it requires action.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    kwargs = _get_kwargs(
        thread_id=thread_id,
        run_id=run_id,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=await client.get_async_httpx_client().request(**kwargs))


async def asyncio(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> models.Run | models.ErrorResponse | None:
    """Reads one run by its id; to poll a run, call this until its status is final or it requires action.

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
