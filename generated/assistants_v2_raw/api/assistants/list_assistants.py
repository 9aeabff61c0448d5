"""List assistants: GET /assistants"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    UNSET,
    Operation,
    Response,
    Unset,
    read_body,
    read_error,
    stated,
)

OPERATION: str = "list_assistants"


def request(
    *,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
) -> Operation[models.AssistantList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/assistants",
        model=models.AssistantList,
        template="/assistants",
        params=stated(
            {
                "limit": limit,
                "order": order,
                "after": after,
                "before": before,
            }
        ),
    )


def _parse_response(
    *, response: httpx.Response
) -> models.AssistantList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.AssistantList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.AssistantList | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
) -> Response[models.AssistantList | models.ErrorResponse]:
    """Pages through the assistants of the account, newest first.

    Args:
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        limit=limit,
        order=order,
        after=after,
        before=before,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
) -> models.AssistantList | models.ErrorResponse | None:
    """Pages through the assistants of the account, newest first.

    Args:
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        client=client,
        limit=limit,
        order=order,
        after=after,
        before=before,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
) -> Response[models.AssistantList | models.ErrorResponse]:
    """Pages through the assistants of the account, newest first.

    Args:
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        limit=limit,
        order=order,
        after=after,
        before=before,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
) -> models.AssistantList | models.ErrorResponse | None:
    """Pages through the assistants of the account, newest first.

    Args:
        limit: How many objects a page holds at most, 1 to 100; when it is left out, the server
            takes 20.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            order=order,
            after=after,
            before=before,
        )
    ).parsed
