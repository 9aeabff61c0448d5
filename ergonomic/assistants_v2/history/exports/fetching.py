"""Fetches what an export is made of, as the server sent it. Used by `exporting`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from assistants_v2_raw.api.messages import list_messages
from assistants_v2_raw.api.runs import list_runs
from assistants_v2_raw.api.steps import list_run_steps
from assistants_v2_raw.api.threads import get_thread
from assistants_v2_raw.types import UNSET, Unset
from assistants_v2_server.history.layout import ThreadExport, make_error

from ...errors import (
    APIResponseValidationError,
    APIStatusError,
    AuthenticationError,
    PaginationError,
    RateLimitError,
)
from ...flows.paging import make_pager
from ...rules.options import ListOptions
from .raw_objects import JsonObject, RawObject, RawPage, keep_raw, order_oldest_first
from .reports import is_embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from assistants_v2_raw.models import RunStepInclude
    from assistants_v2_raw.types import Operation

    from ...flows.paging import Pager
    from ...flows.port import Port
    from ...rules.paging import PageQuery

T = TypeVar("T")
S = TypeVar("S")

GAPS = (APIStatusError, APIResponseValidationError, PaginationError)
"""What the server says of a part that it gives no usable answer for."""

BATCH = 100
"""How many threads or files are begun together: what is in memory is bounded by it."""

ENDING = (AuthenticationError, RateLimitError)
"""What is true of all requests: the key is refused, or the server wants to be left alone for a long time."""

_CONTENT: RunStepInclude = "step_details.tool_calls[*].file_search.results[*].content"
"""Asks for the text that searches found, which steps do not show by themselves."""

FAILED = "failed"
"""The word for what may work another time."""

_WORDS = {
    404: "not_found_or_expired",
    **dict.fromkeys((405, 501), "not_served"),
    **dict.fromkeys((400, 403, 410, 422), "refused"),
}


def name_error(failure: Exception) -> str:
    """Return the word for what happened: not there, not served, refused, or failed."""
    return _WORDS.get(getattr(failure, "status_code", 0), FAILED)


def describe(failure: Exception) -> str:
    """Return what happened as a sentence."""
    return str(getattr(failure, "message", failure))


async def fetch_object(io: Port, operation: Operation[Any]) -> JsonObject:
    """Return the object that an operation answers with."""
    return (await io.send(keep_raw(operation, RawObject))).json


def list_raw(io: Port, request: Callable[..., Operation[Any]], **options: Any) -> Pager[RawObject]:
    """Return a list, oldest first unless the options say otherwise; *request* asks for a page."""

    def ask(query: PageQuery) -> Operation[RawPage]:
        return keep_raw(request(**query.parameters), RawPage)

    return make_pager(io, ask, ListOptions.pick({"order": "asc", "prefetch": False, **options}))


async def fetch_list(io: Port, request: Callable[..., Operation[Any]]) -> list[JsonObject]:
    """Return all objects of a list, oldest first."""
    return order_oldest_first([each.json async for each in list_raw(io, request).items()])


async def fetch_newest(io: Port, request: Callable[..., Operation[Any]]) -> JsonObject | None:
    """Return the newest object of a list; None if it is empty."""
    pager = list_raw(io, request, order="desc", limit=1)
    found = (await pager.fetch(pager.first)).items
    return found[0].json if found else None


async def fetch_thread(io: Port, thread_id: str, listed: JsonObject | None) -> ThreadExport:
    """Return a thread with its messages, its runs and their steps.

    Args:
        io: The port.
        thread_id: Its id.
        listed: The thread as a list had it; None to fetch it.

    Raises:
        APIError: The thread or its messages cannot be fetched. Of runs and steps it is among the `errors`.
        PaginationError: Its messages cannot be paged through.
        ValueError: No address can hold the id.
    """
    thread = listed or await fetch_object(io, get_thread.request(thread_id))
    messages = await fetch_list(io, partial(list_messages.request, thread_id))
    errors: list[JsonObject] = []
    runs = await fill_gap(
        "runs", thread_id, errors, fetch_list(io, partial(list_runs.request, thread_id)), ()
    )
    whole = [{**run, "steps": await _fetch_steps(io, thread_id, run, errors)} for run in runs]
    return ThreadExport(thread_id=thread_id, thread=thread, messages=messages, runs=whole, errors=errors)


async def _fetch_steps(
    io: Port, thread_id: str, run: JsonObject, errors: list[JsonObject]
) -> Sequence[JsonObject]:
    run_id = str(run.get("id"))
    # Other servers may refuse it.
    include: list[RunStepInclude] | Unset = [_CONTENT] if is_embedded(io.settings) else UNSET
    steps = fetch_list(io, partial(list_run_steps.request, thread_id, run_id, include=include))
    return await fill_gap("run_steps", run_id, errors, steps, ())


async def fill_gap(
    kind: str, identifier: str, errors: list[JsonObject], work: Coroutine[Any, Any, T], otherwise: S
) -> T | S:
    """Return what is fetched, or *otherwise* where the server gives no usable answer, which is noted.

    Args:
        kind: What is fetched, as an export's `errors` name it.
        identifier: Its id.
        errors: Where it is noted.
        work: What fetches it.
        otherwise: What stands in its place.

    Raises:
        APIConnectionError: No answer came.
        AuthenticationError: The key is refused.
        RateLimitError: The server asks to wait for longer than it is waited for.
    """
    try:
        return await work
    except ENDING:
        raise
    except GAPS as failure:
        errors.append(make_error(kind, identifier, name_error(failure), describe(failure)))
        return otherwise
