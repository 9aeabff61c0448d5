"""List files: GET /files"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    UNSET,
    Operation,
    Response,
    Unset,
    read_body,
    read_error,
    stated,
)

from ... import models

OPERATION: str = "list_files"


def request(
    *,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    purpose: str | None | Unset = UNSET,
) -> Operation[models.FileList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/files",
        model=models.FileList,
        template="/files",
        params=stated(
            {
                "limit": limit,
                "order": order,
                "after": after,
                "purpose": purpose,
            }
        ),
    )


def _parse_response(*, response: httpx.Response) -> models.FileList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.FileList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.FileList | models.ErrorResponse]:
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
    purpose: str | None | Unset = UNSET,
) -> Response[models.FileList | models.ErrorResponse]:
    """Pages through the files of the account, newest first, all of them or those of one purpose.

    Args:
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        purpose: A purpose: only the files that were uploaded for it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        limit=limit,
        order=order,
        after=after,
        purpose=purpose,
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
    purpose: str | None | Unset = UNSET,
) -> models.FileList | models.ErrorResponse | None:
    """Pages through the files of the account, newest first, all of them or those of one purpose.

    Args:
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        purpose: A purpose: only the files that were uploaded for it are listed.

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
        purpose=purpose,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    purpose: str | None | Unset = UNSET,
) -> Response[models.FileList | models.ErrorResponse]:
    """Pages through the files of the account, newest first, all of them or those of one purpose.

    Args:
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        purpose: A purpose: only the files that were uploaded for it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        limit=limit,
        order=order,
        after=after,
        purpose=purpose,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    purpose: str | None | Unset = UNSET,
) -> models.FileList | models.ErrorResponse | None:
    """Pages through the files of the account, newest first, all of them or those of one purpose.

    Args:
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        purpose: A purpose: only the files that were uploaded for it are listed.

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
            purpose=purpose,
        )
    ).parsed
