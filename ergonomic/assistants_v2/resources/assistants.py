"""The face of `client.assistants`."""

from __future__ import annotations

from ..flows import assistants
from .publishing import Resource, blocking, blocking_pages, cooperative, cooperative_pages


class AssistantsResource(Resource, path="assistants"):
    """Named settings: a model, its instructions and the tools it may call."""

    create = blocking(assistants.create)
    retrieve = blocking(assistants.retrieve)
    update = blocking(assistants.update)
    delete = blocking(assistants.delete)
    list = blocking_pages(assistants.list)


class AsyncAssistantsResource(Resource, path="assistants"):
    """Named settings: a model, its instructions and the tools it may call."""

    create = cooperative(assistants.create)
    retrieve = cooperative(assistants.retrieve)
    update = cooperative(assistants.update)
    delete = cooperative(assistants.delete)
    list = cooperative_pages(assistants.list)
