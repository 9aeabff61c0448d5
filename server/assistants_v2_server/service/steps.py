"""The steps of a run: list and retrieve.

`include[]` is accepted and changes nothing: no file is searched here, so no result can be included.
"""

from __future__ import annotations

from functools import partial

from ..rendering import render_step
from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import STEPS, JsonObject
from .context import Context
from .current_runs import fetch_current_run
from .lists import fetch_page


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one page of a run's steps."""
    run = fetch_current_run(context, request)
    return fetch_page(context, request, STEPS, partial(render_step, run=run), run_id=run.id)


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one step."""
    run = fetch_current_run(context, request)
    step_id = request.path["step_id"]
    with context.database.read() as connection:
        step = STEPS.get(connection, step_id, run_id=run.id)
    if step is None:
        raise refusals.not_found("run step", step_id)
    return render_step(step, run)
