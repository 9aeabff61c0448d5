"""Requests that must not be carried out twice, when it is unclear whether the server carried them out.

A message or a run is looked for by a key in its metadata, where the client allows one; what changes a
run is looked for in the run itself. Used by `messages`, `runs` and `execution`.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Protocol, TypeVar

from assistants_v2_raw.api.runs import cancel_run, get_run

from ..errors import APIError, BadRequestError, NotFoundError
from ..rules.polling import SETTLED, is_transient
from ..rules.retrying import STILL_UNCLEAR, is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from assistants_v2_raw.models import Run
    from assistants_v2_raw.types import Unset

    from .port import Port


class Keyed(Protocol):
    """An object that carries metadata."""

    @property
    def metadata(self) -> Mapping[str, str] | Unset | None:
        """The caller's own key-value pairs."""
        ...


class KeyedRequest(Protocol):
    """The body of a request that takes metadata."""

    metadata: dict[str, str] | Unset | None


T = TypeVar("T")
K = TypeVar("K", bound=Keyed)


async def create_once(
    io: Port,
    request: KeyedRequest,
    send: Callable[[], Awaitable[K]],
    list_newest: Callable[[], Awaitable[Sequence[K]]],
) -> K:
    """Return the object that *request* creates, created once.

    Without `idempotency_metadata` on the client, an ambiguous failure is raised: only the caller can
    know whether a second message would do harm.

    Args:
        io: The port.
        request: The body to send; it gets the key.
        send: Sends it.
        list_newest: Lists the newest objects of the kind, to look for the key.
    """
    name = io.settings.idempotency_metadata
    if not name:
        return await send()
    key = io.token()
    request.metadata = {**(request.metadata or {}), name: key}

    async def find() -> K | None:
        newest = await list_newest()
        return next((item for item in newest if (item.metadata or {}).get(name) == key), None)

    return await _send_once(io, send, find)


async def change_once(
    io: Port, run_id: str, thread_id: str, send: Callable[[], Awaitable[Run]], is_done: Callable[[Run], bool]
) -> Run:
    """Return the run after a change that must not be made twice.

    Args:
        io: The port.
        run_id: The run.
        thread_id: Its thread.
        send: Makes the change.
        is_done: Says by the run whether the change was made.
    """

    async def find() -> Run | None:
        run = await io.send(get_run.request(thread_id, run_id))
        return run if is_done(run) else None

    return await _send_once(io, send, find)


async def cancel_once(io: Port, run_id: str, thread_id: str) -> Run:
    """Ask the server to stop a run, and return it as it is on its way out."""

    def send() -> Awaitable[Run]:
        return io.send(cancel_run.request(thread_id, run_id))

    return await change_once(io, run_id, thread_id, send, lambda run: run.status in SETTLED | {"cancelling"})


async def delete_once(deleted: T, request: Awaitable[T]) -> T:
    """Return what a deletion is answered with: *deleted* if a try whose reply was lost had deleted it."""
    try:
        return await request
    except NotFoundError as failure:
        if not failure.may_have_acted:
            raise
        return deleted


async def _send_once(
    io: Port, send: Callable[[], Awaitable[T]], find: Callable[[], Awaitable[T | None]]
) -> T:
    """Return what *send* does, done once: after an ambiguous failure, *find* first whether it was done."""
    policy, unclear, attempts = io.settings.retries, False, 0
    for retries in count():
        try:
            return await send()
        except APIError as failure:
            attempts = failure.attempts = attempts + failure.attempts
            unclear = unclear or is_ambiguous(failure)
            if not unclear:
                raise
            if (found := await _insist(io, find)) is not None:
                return found
            repeatable = is_ambiguous(failure) or isinstance(failure, BadRequestError)
            if retries >= policy.max_retries or not repeatable:
                raise
        await io.pause(policy.pause(retries, io.chance()))
    raise AssertionError("count() does not end")


async def _insist(io: Port, find: Callable[[], Awaitable[T]]) -> T:
    """Return what *find* does, trying for half a minute: without it, nobody knows what the server did.

    A client that repeats nothing tries once.
    """
    began = io.elapsed()
    longest = STILL_UNCLEAR if io.settings.retries.max_retries else 0.0
    for failures in count():
        try:
            return await find()
        except APIError as failure:
            if not is_transient(failure) or io.elapsed() - began >= longest:
                raise
        await io.pause(io.settings.retries.pause(failures, io.chance()))
    raise AssertionError("count() does not end")
