"""The steps of a run: list and retrieve.

`include[]` is accepted and changes nothing: no file is searched here, so no result can be included.
"""

from __future__ import annotations

from ..requests import refusals
from ..requests.operations import Call
from ..store import STEPS
from .context import Context, Json
from .current_runs import current_run
from .lists import page_object
from .objects import step_object


def list_page(context: Context, call: Call) -> Json:
    """One page of a run's steps."""
    run = current_run(context, call)
    return page_object(context, call, STEPS, step_object, run_id=run.id)


def retrieve(context: Context, call: Call) -> Json:
    """One step."""
    run = current_run(context, call)
    with context.database.read() as connection:
        step = STEPS.get(connection, call.path["step_id"], run_id=run.id)
    if step is None:
        raise refusals.not_found("run step", call.path["step_id"])
    return step_object(step)
