"""The face of `client.threads.runs.steps`."""

from __future__ import annotations

from ..flows import steps
from .publishing import Resource, blocking, blocking_pages, cooperative, cooperative_pages


class Steps(Resource, path="threads.runs.steps"):
    """What a run did: the messages it wrote and the tools it called."""

    retrieve = blocking(steps.retrieve)
    list = blocking_pages(steps.list)


class AsyncSteps(Resource, path="threads.runs.steps"):
    """What a run did: the messages it wrote and the tools it called."""

    retrieve = cooperative(steps.retrieve)
    list = cooperative_pages(steps.list)
