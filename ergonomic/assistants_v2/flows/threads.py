"""Threads: create, retrieve, update, delete; and creating one together with its first run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw import models
from assistants_v2_raw.api.threads import (
    create_thread,
    create_thread_and_run,
    delete_thread,
    get_thread,
    modify_thread,
)
from assistants_v2_raw.params import ThreadCreateAndRunParams, ThreadCreateParams, ThreadUpdateParams

from ..rules.bodies import body
from ..rules.parameters import ThreadRunAndPollParams, split
from ..rules.polling import FollowParams
from .following import awaited, follow, watch
from .reconciling import deleted

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run, Thread, ThreadDeleted

    from .port import Port


async def create(io: Port, **fields: Unpack[ThreadCreateParams]) -> Thread:
    """Open a conversation, empty or with first messages.

    Endpoint: POST /threads
    """
    return await io.send(create_thread, client=io.client, body=body(models.ThreadCreateRequest, fields))


async def retrieve(io: Port, thread_id: str) -> Thread:
    """Fetch a thread.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /threads/{thread_id}
    """
    return await io.send(get_thread, thread_id, client=io.client)


async def update(io: Port, thread_id: str, **fields: Unpack[ThreadUpdateParams]) -> Thread:
    """Change a thread's metadata, which is merged into what is there, or its tool resources.

    Endpoint: POST /threads/{thread_id}
    """
    changes = body(models.ThreadUpdateRequest, fields)
    return await io.send(modify_thread, thread_id, client=io.client, body=changes)


async def delete(io: Port, thread_id: str) -> ThreadDeleted:
    """Delete a thread with everything on it.

    Endpoint: DELETE /threads/{thread_id}
    """
    gone = models.ThreadDeleted(id=thread_id, object="thread.deleted", deleted=True)
    return await deleted(gone, io.send(delete_thread, thread_id, client=io.client))


async def create_and_run(io: Port, **fields: Unpack[ThreadCreateAndRunParams]) -> Run:
    """Open a conversation and set an assistant to work on it, in one request.

    Returns:
        The run, queued; its `thread_id` is the new thread's.

    Endpoint: POST /threads/runs
    """
    request = body(models.ThreadCreateAndRunRequest, fields, "a Run")
    return await io.send(create_thread_and_run, client=io.client, body=request)


async def create_and_run_poll(io: Port, **fields: Unpack[ThreadRunAndPollParams]) -> Run:
    """Open a conversation, run an assistant on it, and wait until the run has ended or waits for tools.

    Returns:
        The run; look at its `status`.

    Raises:
        RunDeadlineExceeded: It was still at work at the deadline; it is cancelled unless `on_deadline` says
            otherwise.
    """
    options, request = split(fields, FollowParams)
    watched = watch(io, options, owner=True)

    async def work() -> Run:
        return await follow(watched, await create_and_run(io, **request))

    return await awaited(watched, work())
