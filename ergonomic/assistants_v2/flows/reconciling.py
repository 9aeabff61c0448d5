"""Requests that must not be carried out twice, when it is unknown whether the server carried them out.

A message or a run is looked for by a key in its metadata, where the client allows one; what changes a
run is looked for in the run itself. Used by `messages`, `runs` and `execution`.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Protocol, TypeVar

from assistants_v2_raw.api.runs import cancel_run, get_run

from ..errors import APIError, BadRequestError, NotFoundError
from ..rules.polling import SETTLED, is_transient
from ..rules.retrying import is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from assistants_v2_raw.models import Run
    from assistants_v2_raw.types import Unset

    from .port import Port


class Keyed(Protocol):
    """An object that carries metadata."""

    @property
    def metadata(self) -> Mapping[str, str] | Unset | None: ...


class Request(Protocol):
    """A request that takes metadata."""

    metadata: dict[str, str] | Unset | None


T = TypeVar("T")

PATIENCE = 30.0
"""Seconds to go on looking whether a request was carried out."""

C = TypeVar("C", bound=Keyed)


async def created(
    io: Port,
    request: Request,
    send: Callable[[], Awaitable[C]],
    newest: Callable[[], Awaitable[Sequence[C]]],
) -> C:
    """Return the object that *request* creates, created once.

    Without `idempotency_metadata` on the client, an ambiguous failure is raised: only the caller can
    know whether a second message would do harm.

    Args:
        io: The port.
        request: The body to send; it gets the key.
        send: Sends it.
        newest: Lists the newest objects of the kind, to look for the key.
    """
    name = io.settings.idempotency_metadata
    if not name:
        return await send()
    key = io.token()
    request.metadata = {**(request.metadata or {}), name: key}

    async def look() -> C | None:
        return next((found for found in await newest() if (found.metadata or {}).get(name) == key), None)

    return await once(io, send, look)


async def changed(
    io: Port, run_id: str, thread_id: str, send: Callable[[], Awaitable[Run]], done: Callable[[Run], bool]
) -> Run:
    """Return the run after a change that must not be made twice.

    Args:
        io: The port.
        run_id: The run.
        thread_id: Its thread.
        send: Makes the change.
        done: Tells by the run whether the change was made.
    """

    async def look() -> Run | None:
        run = await io.send(get_run, thread_id, run_id, client=io.client)
        return run if done(run) else None

    return await once(io, send, look)


async def stopped(io: Port, run_id: str, thread_id: str) -> Run:
    """Ask the server to stop a run, and return it as it is on its way out."""

    def send() -> Awaitable[Run]:
        return io.send(cancel_run, thread_id, run_id, client=io.client)

    return await changed(io, run_id, thread_id, send, lambda run: run.status in SETTLED | {"cancelling"})


async def deleted(gone: T, request: Awaitable[T]) -> T:
    """Return what a deletion is answered with: *gone* if an attempt whose answer was lost had deleted it."""
    try:
        return await request
    except NotFoundError as failure:
        if not failure.may_have_acted:
            raise
        return gone


async def patiently(io: Port, look: Callable[[], Awaitable[T]]) -> T:
    """Return what *look* finds, trying for half a minute: without it, nobody knows what the server did.

    A client that repeats nothing looks once.
    """
    began = io.elapsed()
    patience = PATIENCE if io.settings.retries.max_retries else 0.0
    for failures in count():
        try:
            return await look()
        except APIError as failure:
            if not is_transient(failure) or io.elapsed() - began >= patience:
                raise
        await io.pause(io.settings.retries.pause(failures, io.chance()))
    raise AssertionError("count() does not end")


async def once(io: Port, send: Callable[[], Awaitable[T]], look: Callable[[], Awaitable[T | None]]) -> T:
    """Return what *send* does, done once: after an ambiguous failure, *look* first whether it was done."""
    policy, unclear, attempts = io.settings.retries, False, 0
    for retries in count():
        try:
            return await send()
        except APIError as failure:
            attempts = failure.attempts = attempts + failure.attempts
            unclear = unclear or is_ambiguous(failure)
            if not unclear:
                raise
            if (found := await patiently(io, look)) is not None:
                return found
            repeatable = is_ambiguous(failure) or isinstance(failure, BadRequestError)
            if retries >= policy.max_retries or not repeatable:
                raise
        await io.pause(policy.pause(retries, io.chance()))
    raise AssertionError("count() does not end")
