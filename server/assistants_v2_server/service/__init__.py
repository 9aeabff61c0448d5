"""What the operations do: a checked request in, an object of the contract out, or events, or a file.

There is one module for each resource, and `server` finds the function behind an operation in two tables, of
which that of the companions is loaded late. An
operation opens its own transactions, and submits a run only after the transaction that queued it has
been committed: a worker may look at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..requests.operations import CheckedRequest
from ..runs.subscriptions import Subscription
from ..store import Contents, JsonObject
from . import assistants, messages, runs, steps, threads
from .context import Context
from .downloads import Download
from .shortfalls import describe_shortfalls

if TYPE_CHECKING:
    from .incoming_forms import IncomingForm

__all__ = [
    "OPERATIONS",
    "Context",
    "Download",
    "IncomingForm",
    "begin_form",
    "describe_shortfalls",
    "find_handler",
]

Handler = Callable[[Context, CheckedRequest], JsonObject | Subscription | Download]

OPERATIONS: Mapping[str, Handler] = {
    "createAssistant": assistants.create,
    "listAssistants": assistants.list_page,
    "getAssistant": assistants.retrieve,
    "modifyAssistant": assistants.update,
    "deleteAssistant": assistants.delete,
    "createThread": threads.create,
    "getThread": threads.retrieve,
    "modifyThread": threads.update,
    "deleteThread": threads.delete,
    "createThreadAndRun": runs.create_with_thread,
    "createMessage": messages.create,
    "listMessages": messages.list_page,
    "getMessage": messages.retrieve,
    "modifyMessage": messages.update,
    "deleteMessage": messages.delete,
    "createRun": runs.create,
    "listRuns": runs.list_page,
    "getRun": runs.retrieve,
    "modifyRun": runs.update,
    "cancelRun": runs.cancel,
    "submitToolOutputsToRun": runs.submit_tool_outputs,
    "listRunSteps": steps.list_page,
    "getRunStep": steps.retrieve,
}
"""The function behind each operation of the Assistants API, by operationId."""


def find_handler(operation_id: str) -> Handler:
    """Return the function behind an operation of either contract."""
    if operation_id in OPERATIONS:
        return OPERATIONS[operation_id]
    from .companions import COMPANIONS  # late: many programs have no files

    return COMPANIONS[operation_id]


def begin_form(contents: Contents, content_type: str, file_field: str) -> IncomingForm:
    """Return what takes the body of a request that is a form with a file.

    Args:
        contents: Where the bytes of the file go.
        content_type: The header that says that the body is a form.
        file_field: The name of the field that holds the file.

    Raises:
        RequestError: It is no form, or there is no room for a file.
    """
    from .incoming_forms import IncomingForm  # late: many programs have no files

    return IncomingForm(contents, content_type, file_field)
