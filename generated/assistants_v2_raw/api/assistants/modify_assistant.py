"""Modify an assistant: POST /assistants/{assistant_id}"""

from __future__ import annotations

import httpx

from ... import models
from ...client import AuthenticatedClient, Client
from ...types import (
    Operation,
    Response,
    json_content,
    path_segment,
    read_body,
    read_error,
)

OPERATION: str = "modify_assistant"


def request(
    assistant_id: str,
    *,
    body: models.AssistantUpdateRequest,
) -> Operation[models.Assistant]:
    """Return the request as a value: it is sent by whoever speaks HTTP, and so is what its answer is read as.

    The arguments are those of `sync`. Raises ValueError for an id that is empty or would change the path.
    """
    return Operation(
        name=OPERATION,
        method="POST",
        path="/assistants/{assistant_id}".format(
            assistant_id=path_segment("assistant_id", assistant_id),
        ),
        model=models.Assistant,
        template="/assistants/{assistant_id}",
        content=json_content(body),
    )


def _parse_response(*, response: httpx.Response) -> models.Assistant | models.ErrorResponse | None:
    if response.is_success:
        return read_body(models.Assistant, response)
    return read_error(models.ErrorResponse, response)


def _build_response(
    *, response: httpx.Response
) -> Response[models.Assistant | models.ErrorResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.AssistantUpdateRequest,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Changes the settings that are given and leaves the others as they are; runs already made keep their
    copy.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.
        body: What to change about an assistant; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        assistant_id=assistant_id,
        body=body,
    )
    return _build_response(
        response=client.get_httpx_client().request(**operation.arguments(client))
    )


def sync(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.AssistantUpdateRequest,
) -> models.Assistant | models.ErrorResponse | None:
    """Changes the settings that are given and leaves the others as they are; runs already made keep their
    copy.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.
        body: What to change about an assistant; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return sync_detailed(
        assistant_id=assistant_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.AssistantUpdateRequest,
) -> Response[models.Assistant | models.ErrorResponse]:
    """Changes the settings that are given and leaves the others as they are; runs already made keep their
    copy.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.
        body: What to change about an assistant; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    operation = request(
        assistant_id=assistant_id,
        body=body,
    )
    response = await client.get_async_httpx_client().request(**operation.arguments(client))
    return _build_response(response=response)


async def asyncio(
    assistant_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: models.AssistantUpdateRequest,
) -> models.Assistant | models.ErrorResponse | None:
    """Changes the settings that are given and leaves the others as they are; runs already made keep their
    copy.

    Args:
        assistant_id: Id of the assistant, `asst_…` on most servers.
        body: What to change about an assistant; what is left out stays.

    Raises:
        errors.InvalidBody: A successful answer is no JSON object.
        httpx.HTTPError: No answer came.
        ValueError: An id is empty or would change the path.
    """

    return (
        await asyncio_detailed(
            assistant_id=assistant_id,
            client=client,
            body=body,
        )
    ).parsed
