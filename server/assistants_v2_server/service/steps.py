"""The steps of a run: list and retrieve, with the text that searches found where `include[]` asks for it."""

from __future__ import annotations

from functools import partial

from ..rendering import render_step
from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import STEPS, JsonObject
from .context import Context
from .current_runs import fetch_current_run
from .lists import fetch_page

_CONTENT = "step_details.tool_calls[*].file_search.results[*].content"
"""The one value that `include[]` may have."""


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a run's steps."""
    run = fetch_current_run(context, request)
    show = partial(render_step, run=run, with_content=wants_content(request))
    return fetch_page(context, request, STEPS, show, run_id=run.id)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one step."""
    run = fetch_current_run(context, request)
    step_id = request.path["step_id"]
    with context.database.read() as connection:
        step = STEPS.get(connection, step_id, run_id=run.id)
    if step is None:
        raise refusals.not_found("run step", step_id)
    return render_step(step, run, with_content=wants_content(request))


def wants_content(request: CheckedRequest) -> bool:
    """Say whether a request asks for the text that searches found."""
    return _CONTENT in (request.query.get("include[]") or ())
