"""Retrieve a run step: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}"""

from __future__ import annotations

from typing import Any

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    UNSET,
    Response,
    Unset,
    absolute,
    path_segment,
    read_body,
    read_error,
)

METHOD: str = "get"
OPERATION: str = "get_run_step"


def _get_kwargs(
    thread_id: str,
    run_id: str,
    step_id: str,
    *,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> dict[str, Any]:
    kwargs: dict[str, Any] = {
        "method": METHOD,
        "url": "/threads/{thread_id}/runs/{run_id}/steps/{step_id}".format(
            thread_id=path_segment("thread_id", thread_id),
            run_id=path_segment("run_id", run_id),
            step_id=path_segment("step_id", step_id),
        ),
    }
    params = {
        "include[]": include,
    }
    if query := {
        name: value for name, value in params.items() if value is not UNSET and value is not None
    }:
        kwargs["params"] = query
    return kwargs


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

    kwargs = _get_kwargs(
        thread_id=thread_id,
        run_id=run_id,
        step_id=step_id,
        include=include,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=client.get_httpx_client().request(**kwargs))


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

    kwargs = _get_kwargs(
        thread_id=thread_id,
        run_id=run_id,
        step_id=step_id,
        include=include,
    )
    kwargs["url"] = absolute(client, kwargs["url"])
    return _build_response(response=await client.get_async_httpx_client().request(**kwargs))


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
