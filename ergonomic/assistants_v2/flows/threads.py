"""Threads: create, retrieve, update, list, delete; and creating one together with its first run."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_raw import models
from assistants_v2_raw.api.threads import (
    create_thread,
    create_thread_and_run,
    delete_thread,
    get_thread,
    modify_thread,
)
from assistants_v2_raw.params import ThreadCreateAndRunParams, ThreadCreateParams, ThreadUpdateParams
from attrs import fields as fields_of

from ..errors import APIError, APIStatusError
from ..rules.bodies import make_body
from ..rules.options import ListOptions
from ..rules.parameters import ListParams
from ..rules.retrying import is_ambiguous, require_room_for_mark
from .paging import make_pager
from .reconciling import delete_once
from .runs import begin_run
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_companions_raw.models import ThreadList
    from assistants_v2_raw.models import Run, Thread, ThreadDeleted
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port
    from .starting import Start


async def create(io: Port, **fields: Unpack[ThreadCreateParams]) -> Thread:
    """Open a conversation, empty or with first messages.

    Endpoint: POST /threads
    """
    return await io.send(create_thread.request(body=make_body(models.ThreadCreateRequest, fields)))


async def retrieve(io: Port, thread_id: str) -> Thread:
    """Fetch a thread.

    Args:
        thread_id: Id of the thread.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /threads/{thread_id}
    """
    return await io.send(get_thread.request(thread_id))


async def update(io: Port, thread_id: str, **fields: Unpack[ThreadUpdateParams]) -> Thread:
    """Change a thread's metadata, which is merged into what is there, or its tool resources.

    Args:
        thread_id: Id of the thread.

    Endpoint: POST /threads/{thread_id}
    """
    changes = make_body(models.ThreadUpdateRequest, fields)
    return await io.send(modify_thread.request(thread_id, body=changes))


async def delete(io: Port, thread_id: str) -> ThreadDeleted:
    """Delete a thread with everything on it.

    Args:
        thread_id: Id of the thread.

    Endpoint: DELETE /threads/{thread_id}
    """
    deleted = models.ThreadDeleted(id=thread_id, object="thread.deleted", deleted=True)
    return await delete_once(deleted, io.send(delete_thread.request(thread_id)))


async def create_and_run(io: Port, **fields: Unpack[ThreadCreateAndRunParams]) -> Run:
    """Open a conversation and set an assistant to work on it, in one request.

    Returns:
        The run, queued; its `thread_id` is the new thread's.

    Endpoint: POST /threads/runs
    """
    body = make_body(models.ThreadCreateAndRunRequest, fields, "a Run")
    return await io.send(create_thread_and_run.request(body=body))


def list(io: Port, **options: Unpack[ListParams]) -> Pager[Thread]:
    """List the threads, newest first unless `order="asc"`, where a server has such a list.

    Azure AI Foundry has it, and our server; OpenAI never had. Iterating fetches page after page.

    Raises:
        NotFoundError: The server has none; some answer 405, which is an APIStatusError.
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads
    """

    from assistants_v2_companions_raw.api.threads import list_threads  # late: few programs list threads

    def request(query: PageQuery) -> Operation[ThreadList]:
        return list_threads.request(**query.parameters)

    return make_pager(io, request, ListOptions.pick(options))


async def begin_on_new_thread(watch: Watch, fields: Mapping[str, Any], start: Start) -> Run:
    """Create a thread and a run: one after the other if that is how the run can be found, else at once."""
    io, body = watch.io, make_body(models.ThreadCreateAndRunRequest, fields, "a Run")
    of_run = body.to_dict()
    of_thread = models.ThreadCreateRequest.from_dict(of_run.pop("thread", None) or {})
    known = {field.name for field in fields_of(models.RunCreateRequest)}  # `tool_resources` is not among them
    if not io.settings.idempotency_metadata or not of_run.keys() <= known:
        stated = body.stream

        def make(stream: bool) -> Operation[Run]:
            body.stream = stream or stated
            return create_thread_and_run.request(body=body)

        run = await start(make)
        watch.keep(run)
        return run
    require_room_for_mark(io.settings.idempotency_metadata, of_run.get("metadata"))
    thread = await io.send(create_thread.request(body=of_thread))
    watch.thread_id = thread.id
    try:
        return await begin_run(io, thread.id, of_run, watch, start)
    except APIStatusError as refusal:
        if not is_ambiguous(refusal):  # one request would have left no thread either
            watch.thread_id = None
            with suppress(APIError):
                await delete(io, thread.id)
        raise
