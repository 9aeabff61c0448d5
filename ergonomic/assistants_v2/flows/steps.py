"""Steps of a run: retrieve, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw.api.steps import get_run_step, list_run_steps

from ..rules.options import StepListOptions
from ..rules.parameters import StepListParams
from .paging import make_pager

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_raw.models import RunStep, RunStepInclude, RunStepList
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def retrieve(
    io: Port, step_id: str, *, thread_id: str, run_id: str, include: Sequence[RunStepInclude] = ()
) -> RunStep:
    """Fetch a step of a run.

    Args:
        step_id: Id of the step.
        thread_id: Id of the thread.
        run_id: Id of the run.
        include: Further parts of the step to answer with.

    Raises:
        NotFoundError: The run has no step with this id.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}
    """
    operation = get_run_step.request(thread_id, run_id, step_id, include=[*include] or None)
    return await io.send(operation)


def list(io: Port, run_id: str, *, thread_id: str, **options: Unpack[StepListParams]) -> Pager[RunStep]:
    """List a run's steps, newest first unless `order="asc"`; iterating fetches page after page.

    Args:
        run_id: Id of the run.
        thread_id: Id of its thread.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps
    """

    def request(query: PageQuery) -> Operation[RunStepList]:
        return list_run_steps.request(thread_id, run_id, **query.parameters)

    return make_pager(io, request, StepListOptions.pick(options))
