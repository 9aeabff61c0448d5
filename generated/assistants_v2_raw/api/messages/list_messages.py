"""List messages: GET /threads/{thread_id}/messages"""

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

OPERATION: str = "list_messages"


def request(
    thread_id: str,
    *,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    run_id: str | None | Unset = UNSET,
) -> Operation[models.MessageList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/threads/{thread_id}/messages".format(
            thread_id=path_segment("thread_id", thread_id),
        ),
        model=models.MessageList,
        template="/threads/{thread_id}/messages",
        params=stated(
            {
                "limit": limit,
                "order": order,
                "after": after,
                "before": before,
                "run_id": run_id,
            }
        ),
    )


def _parse_response(
    *, response: httpx.Response
) -> models.MessageList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.MessageList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.MessageList | models.ErrorResponse]:
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
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    run_id: str | None | Unset = UNSET,
) -> Response[models.MessageList | models.ErrorResponse]:
    """Pages through the messages of a thread, newest first, all of them or those of one run.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        limit=limit,
        order=order,
        after=after,
        before=before,
        run_id=run_id,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    run_id: str | None | Unset = UNSET,
) -> models.MessageList | models.ErrorResponse | None:
    """Pages through the messages of a thread, newest first, all of them or those of one run.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        thread_id=thread_id,
        client=client,
        limit=limit,
        order=order,
        after=after,
        before=before,
        run_id=run_id,
    ).parsed


async def asyncio_detailed(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    run_id: str | None | Unset = UNSET,
) -> Response[models.MessageList | models.ErrorResponse]:
    """Pages through the messages of a thread, newest first, all of them or those of one run.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        thread_id=thread_id,
        limit=limit,
        order=order,
        after=after,
        before=before,
        run_id=run_id,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    thread_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    run_id: str | None | Unset = UNSET,
) -> models.MessageList | models.ErrorResponse | None:
    """Pages through the messages of a thread, newest first, all of them or those of one run.

    Args:
        thread_id: Id of the thread, `thread_…` on most servers.
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        run_id: Id of a run: only the messages it wrote are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            thread_id=thread_id,
            client=client,
            limit=limit,
            order=order,
            after=after,
            before=before,
            run_id=run_id,
        )
    ).parsed
