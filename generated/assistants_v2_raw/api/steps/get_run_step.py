"""Retrieve a run step: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    UNSET,
    Operation,
    Response,
    Unset,
    path_segment,
    read_body,
    read_error,
    stated,
)

OPERATION: str = "get_run_step"


def request(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Operation[models.RunStep]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/threads/{thread_id}/runs/{run_id}/steps/{step_id}".format(
            thread_id=path_segment("thread_id", thread_id),
            run_id=path_segment("run_id", run_id),
            step_id=path_segment("step_id", step_id),
        ),
        model=models.RunStep,
        template="/threads/{thread_id}/runs/{run_id}/steps/{step_id}",
        params=stated(
            {
                "include[]": include,
            }
        ),
    )


def _parse_response(*, response: httpx.Response) -> models.RunStep | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.RunStep, response)
    return read_error(models.ErrorResponse, response)


def _build_response(*, response: httpx.Response) -> Response[models.RunStep | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    client: AuthenticatedClient | Client,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.RunStep | models.ErrorResponse]:
    """Reads one step of a run by its id.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        step_id: Id of the run step, `step_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        run_id=run_id,
        step_id=step_id,
        include=include,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    client: AuthenticatedClient | Client,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.RunStep | models.ErrorResponse | None:
    """Reads one step of a run by its id.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        step_id: Id of the run step, `step_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        run_id=run_id,
        step_id=step_id,
        client=client,
        include=include,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    client: AuthenticatedClient | Client,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.RunStep | models.ErrorResponse]:
    """Reads one step of a run by its id.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        step_id: Id of the run step, `step_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        run_id=run_id,
        step_id=step_id,
        include=include,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    client: AuthenticatedClient | Client,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.RunStep | models.ErrorResponse | None:
    """Reads one step of a run by its id.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        step_id: Id of the run step, `step_…` on most servers.
        include: What to add to the run steps that is left out otherwise, such as the text that file
            search found.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            thread_id=thread_id,
            run_id=run_id,
            step_id=step_id,
            client=client,
            include=include,
        )
    ).parsed
