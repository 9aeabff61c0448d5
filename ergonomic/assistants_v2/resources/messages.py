"""The face of `client.threads.messages`."""

from __future__ import annotations

from ..flows import messages
from .publishing import Resource, blocking, blocking_pages, cooperative, cooperative_pages


class Messages(Resource, path="threads.messages"):
    """What users and assistants said in a thread."""

    create = blocking(messages.create)
    retrieve = blocking(messages.retrieve)
    update = blocking(messages.update)
    delete = blocking(messages.delete)
    list = blocking_pages(messages.list)


class AsyncMessages(Resource, path="threads.messages"):
    """What users and assistants said in a thread."""

    create = cooperative(messages.create)
    retrieve = cooperative(messages.retrieve)
    update = cooperative(messages.update)
    delete = cooperative(messages.delete)
    list = cooperative_pages(messages.list)
