"""List run steps: GET /threads/{thread_id}/runs/{run_id}/steps"""

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

OPERATION: str = "list_run_steps"


def request(
    thread_id: str,
    run_id: str,
    *,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Operation[models.RunStepList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/threads/{thread_id}/runs/{run_id}/steps".format(
            thread_id=path_segment("thread_id", thread_id),
            run_id=path_segment("run_id", run_id),
        ),
        model=models.RunStepList,
        template="/threads/{thread_id}/runs/{run_id}/steps",
        params=stated(
            {
                "limit": limit,
                "order": order,
                "after": after,
                "before": before,
                "include[]": include,
            }
        ),
    )


def _parse_response(
    *, response: httpx.Response
) -> models.RunStepList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.RunStepList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.RunStepList | models.ErrorResponse]:
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
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.RunStepList | models.ErrorResponse]:
    """Pages through the steps of a run, newest first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
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
        limit=limit,
        order=order,
        after=after,
        before=before,
        include=include,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.RunStepList | models.ErrorResponse | None:
    """Pages through the steps of a run, newest first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
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
        client=client,
        limit=limit,
        order=order,
        after=after,
        before=before,
        include=include,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> Response[models.RunStepList | models.ErrorResponse]:
    """Pages through the steps of a run, newest first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
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
        limit=limit,
        order=order,
        after=after,
        before=before,
        include=include,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    run_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    include: list[models.RunStepInclude] | None | Unset = UNSET,
) -> models.RunStepList | models.ErrorResponse | None:
    """Pages through the steps of a run, newest first.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        run_id: Id of a run: only the messages it wrote are listed.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
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
            client=client,
            limit=limit,
            order=order,
            after=after,
            before=before,
            include=include,
        )
    ).parsed
