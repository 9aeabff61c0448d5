"""Create a run: POST /threads/{thread_id}/runs"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    UNSET,
    Operation,
    Response,
    Unset,
    json_content,
    path_segment,
    read_body,
    read_error,
    stated,
)

OPERATION: str = "create_run"


def request(
    thread_id: str,
    *,
    body: models.RunCreateRequest,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Operation[models.Run]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/threads/{thread_id}/runs".format(
            thread_id=path_segment("thread_id", thread_id),
        ),
        model=models.Run,
        template="/threads/{thread_id}/runs",
        params=stated(
            {
                "include[]": include,
            }
        ),
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
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.RunCreateRequest,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.Run | models.ErrorResponse]:
    """Sets an assistant to work on a thread, which takes no other run and no message until the run ends.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.
        body: Which assistant to run, and what this run does differently from it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        body=body,
        include=include,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.RunCreateRequest,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.Run | models.ErrorResponse | None:
    """Sets an assistant to work on a thread, which takes no other run and no message until the run ends.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.
        body: Which assistant to run, and what this run does differently from it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        client=client,
        body=body,
        include=include,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.RunCreateRequest,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.Run | models.ErrorResponse]:
    """Sets an assistant to work on a thread, which takes no other run and no message until the run ends.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.
        body: Which assistant to run, and what this run does differently from it.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        body=body,
        include=include,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.RunCreateRequest,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.Run | models.ErrorResponse | None:
    """Sets an assistant to work on a thread, which takes no other run and no message until the run ends.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.
        body: Which assistant to run, and what this run does differently from it.

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
            include=include,
        )
    ).parsed
