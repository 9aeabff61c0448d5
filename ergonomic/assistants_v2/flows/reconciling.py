"""Requests that must not be carried out twice, when it is unclear whether the server carried them out.

A message or a run is looked for by a key in its metadata, where the client allows one; what changes a
run is looked for in the run itself. Used by `messages`, `runs` and `execution`.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Protocol, TypeVar

from assistants_v2_raw.api.runs import cancel_run, get_run
from msgspec import Struct

from ..errors import APIError, BadRequestError, NotFoundError, PaginationError
from ..rules.client_events import ReconcileEvent
from ..rules.paging import find_newest, is_past
from ..rules.polling import SETTLED, is_transient
from ..rules.retrying import SEARCH_MARGIN, SEARCHED, STILL_UNCLEAR, is_ambiguous, require_room_for_mark
from .observing import tell, tell_of_retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from assistants_v2_raw.models import Run

    from ..rules.parameters import ListParams
    from .paging import Pager
    from .port import Port


class Keyed(Protocol):
    """An object that carries metadata."""

    id: str

    @property
    def metadata(self) -> Mapping[str, str] | None:
        """The caller's own key-value pairs."""
        ...


class KeyedRequest(Protocol):
    """The body of a request that takes metadata."""

    metadata: dict[str, str] | None


T = TypeVar("T")
K = TypeVar("K", bound=Keyed)

SEARCH: ListParams = {"order": "desc", "max_items": SEARCHED, "prefetch": False}
"""How the list is asked for in which a mark is looked for."""


class Mark(Struct, frozen=True):
    """A pair in the metadata of an object to be created, by which it is found again; no other object has it.

    Attributes:
        name: The metadata key.
        value: A random text.
    """

    name: str
    value: str

    def find_among(self, items: Iterable[K]) -> K | None:
        """Return the object that has the mark, or None."""
        return next((item for item in items if (item.metadata or {}).get(self.name) == self.value), None)


def mark_request(io: Port, request: KeyedRequest) -> Mark | None:
    """Write a mark into the metadata of a request, and return it; None if the client makes no marks.

    Raises:
        ValueError: The metadata has no room for it.
    """
    name = io.settings.idempotency_metadata
    require_room_for_mark(name, request.metadata)
    if not name:
        return None
    mark = Mark(name, io.token())
    request.metadata = {**(request.metadata or {}), mark.name: mark.value}
    return mark


async def create_once(
    io: Port,
    operation: str,
    mark: Mark | None,
    send: Callable[[], Awaitable[K]],
    list_newest: Callable[[], Pager[K]],
) -> K:
    """Return the object that a request creates, created once.

    Without a mark, an ambiguous failure is raised: only the caller can know whether a second message would
    do harm.

    Args:
        io: The port.
        operation: The request's operation.
        mark: What the request has in its metadata.
        send: Sends the request.
        list_newest: Returns the list of such objects, as `SEARCH` asks for it.
    """
    if mark is None:
        return await send()
    began = io.elapsed()

    async def find() -> K | None:
        return await _search(list_newest(), mark, io.elapsed() - began)

    return await _send_once(io, operation, send, find)


async def _search(listed: Pager[K], mark: Mark, age: float) -> K | None:
    """Return the object that has the mark; None if there is none among those of the last *age* seconds.

    The newest object was made before now, and so its time, less *age*, is before the first try. Only times of
    the server's are compared. They may differ by a margin, since several machines may have made them.
    """
    newest = -inf
    with suppress(PaginationError):  # a server that repeats a page shows no others
        async for page in listed.pages():
            if (found := mark.find_among(page.items)) is not None:
                return found
            newest = find_newest(page.items, newest)
            if is_past(page.items, newest - age - SEARCH_MARGIN):
                break
    return None


async def change_once(
    io: Port,
    operation: str,
    run_id: str,
    thread_id: str,
    send: Callable[[], Awaitable[Run]],
    is_done: Callable[[Run], bool],
) -> Run:
    """Return the run after a change that must not be made twice.

    Args:
        io: The port.
        operation: The request's operation.
        run_id: The run.
        thread_id: Its thread.
        send: Makes the change.
        is_done: Says by the run whether the change was made.
    """

    async def find() -> Run | None:
        run = await io.send(get_run.request(thread_id, run_id))
        return run if is_done(run) else None

    return await _send_once(io, operation, send, find)


async def cancel_once(io: Port, run_id: str, thread_id: str) -> Run:
    """Ask the server to stop a run, and return it as it is on its way out."""

    request = cancel_run.request(thread_id, run_id)

    def is_done(run: Run) -> bool:
        return run.status in SETTLED | {"cancelling"}

    return await change_once(io, request.name, run_id, thread_id, lambda: io.send(request), is_done)


async def delete_once(deleted: T, request: Awaitable[T]) -> T:
    """Return what a deletion is answered with: *deleted* if a try whose reply was lost had deleted it."""
    try:
        return await request
    except NotFoundError as failure:
        if not failure.may_have_acted:
            raise
        tell(ReconcileEvent(failure.operation or "", type(failure).__name__, is_done=True))
        return deleted


async def _send_once(
    io: Port, operation: str, send: Callable[[], Awaitable[T]], find: Callable[[], Awaitable[T | None]]
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
            found = await insist(io, find)
            tell(ReconcileEvent(operation, type(failure).__name__, is_done=found is not None))
            if found is not None:
                return found
            repeatable = is_ambiguous(failure) or isinstance(failure, BadRequestError)
            if retries >= policy.max_retries or not repeatable:
                raise
            wait = policy.pause(retries, io.chance())
            await tell_of_retry(io, failure, wait, operation=operation)
        await io.pause(wait)
    raise AssertionError("count() does not end")


async def insist(io: Port, find: Callable[[], Awaitable[T]]) -> T:
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
            wait = io.settings.retries.pause(failures, io.chance())
            await tell_of_retry(io, failure, wait)
        await io.pause(wait)
    raise AssertionError("count() does not end")
