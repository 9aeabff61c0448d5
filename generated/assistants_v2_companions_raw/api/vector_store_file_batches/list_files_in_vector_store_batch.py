"""List the files of a batch: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files"""

from __future__ import annotations

import httpx
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.types import (
    UNSET,
    Operation,
    Response,
    Unset,
    path_segment,
    read_body,
    read_error,
    stated,
)

from ... import models

OPERATION: str = "list_files_in_vector_store_batch"


def request(
    vector_store_id: str,
    batch_id: str,
    *,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    filter_: models.VectorStoreFileStatus | None | Unset = UNSET,
) -> Operation[models.VectorStoreFileList]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="GET",
        path="/vector_stores/{vector_store_id}/file_batches/{batch_id}/files".format(
            vector_store_id=path_segment("vector_store_id", vector_store_id),
            batch_id=path_segment("batch_id", batch_id),
        ),
        model=models.VectorStoreFileList,
        template="/vector_stores/{vector_store_id}/file_batches/{batch_id}/files",
        params=stated(
            {
                "limit": limit,
                "order": order,
                "after": after,
                "before": before,
                "filter": filter_,
            }
        ),
    )


def _parse_response(
    *, response: httpx.Response
) -> models.VectorStoreFileList | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.VectorStoreFileList, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.VectorStoreFileList | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    filter_: models.VectorStoreFileStatus | None | Unset = UNSET,
) -> Response[models.VectorStoreFileList | models.ErrorResponse]:
    """Pages through the files of one batch, newest first, all of them or those of one status.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        filter_: A status: only the files that are in it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
        limit=limit,
        order=order,
        after=after,
        before=before,
        filter_=filter_,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    filter_: models.VectorStoreFileStatus | None | Unset = UNSET,
) -> models.VectorStoreFileList | models.ErrorResponse | None:
    """Pages through the files of one batch, newest first, all of them or those of one status.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        filter_: A status: only the files that are in it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
        client=client,
        limit=limit,
        order=order,
        after=after,
        before=before,
        filter_=filter_,
    ).parsed


async def asyncio_detailed(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    filter_: models.VectorStoreFileStatus | None | Unset = UNSET,
) -> Response[models.VectorStoreFileList | models.ErrorResponse]:
    """Pages through the files of one batch, newest first, all of them or those of one status.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        filter_: A status: only the files that are in it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        vector_store_id=vector_store_id,
        batch_id=batch_id,
        limit=limit,
        order=order,
        after=after,
        before=before,
        filter_=filter_,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    vector_store_id: str,
    batch_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | None | Unset = UNSET,
    order: models.ListOrder | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
    before: str | None | Unset = UNSET,
    filter_: models.VectorStoreFileStatus | None | Unset = UNSET,
) -> models.VectorStoreFileList | models.ErrorResponse | None:
    """Pages through the files of one batch, newest first, all of them or those of one status.

    Args:
        vector_store_id: Id of the vector store, `vs_…` on most servers.
        batch_id: Id of the batch, `vsfb_…` on most servers.
        limit: How many objects a page holds at most; when it is left out, the server decides.
        order: Direction by time of creation; when it is left out, the server takes `desc`, newest
            first.
        after: Id of an object: the page starts right after it; the `last_id` of one page gives the
            next.
        before: Id of an object: the page ends right before it; the `first_id` of one page gives the
            one before.
        filter_: A status: only the files that are in it are listed.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            vector_store_id=vector_store_id,
            batch_id=batch_id,
            client=client,
            limit=limit,
            order=order,
            after=after,
            before=before,
            filter_=filter_,
        )
    ).parsed
