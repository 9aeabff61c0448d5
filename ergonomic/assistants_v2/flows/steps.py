"""Steps of a run: retrieve, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from assistants_v2_raw.api.steps import get_run_step, list_run_steps
from assistants_v2_raw.types import UNSET

from ..rules.paging import StepListParams
from .paging import pager

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_raw.models import RunStep, RunStepInclude, RunStepList

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def retrieve(
    io: Port, step_id: str, *, thread_id: str, run_id: str, include: Sequence[RunStepInclude] = ()
) -> RunStep:
    """Fetch a step of a run.

    Raises:
        NotFoundError: The run has no step with this id.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}
    """
    wanted = [*include] or UNSET
    return await io.send(get_run_step, thread_id, run_id, step_id, client=io.client, include=wanted)


def list(io: Port, run_id: str, *, thread_id: str, **query: Unpack[StepListParams]) -> Pager[RunStep]:
    """List a run's steps, newest first unless `order="asc"`; iterating fetches page after page.

    Raises:
        ValueError: `limit` or `max_items` is out of range.

    Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps
    """

    async def ask(page: PageQuery) -> RunStepList:
        return await io.send(list_run_steps, thread_id, run_id, client=io.client, **page.parameters)

    return pager(io, ask, query, StepListParams.__annotations__)
