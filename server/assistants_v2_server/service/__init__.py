"""What the operations do: a checked request in, an object of the contract out, or events, or a file.

There is one module for each resource, and `OPERATIONS` is the table that `server` calls through. An
operation opens its own transactions, and submits a run only after the transaction that queued it has
been committed: a worker may look at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..requests.operations import CheckedRequest
from ..runs.subscriptions import Subscription
from ..store import JsonObject
from . import assistants, files, messages, runs, steps, threads
from .context import Context
from .files import Download
from .shortfalls import describe_shortfalls
from .uploads import IncomingForm

__all__ = ["OPERATIONS", "Context", "Download", "IncomingForm", "describe_shortfalls"]

_Handler = Callable[[Context, CheckedRequest], JsonObject | Subscription | Download]

OPERATIONS: Mapping[str, _Handler] = {
    "createAssistant": assistants.create,
    "listAssistants": assistants.list_page,
    "getAssistant": assistants.retrieve,
    "modifyAssistant": assistants.update,
    "deleteAssistant": assistants.delete,
    "createThread": threads.create,
    "listThreads": threads.list_page,
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
    "createFile": files.create,
    "listFiles": files.list_page,
    "retrieveFile": files.retrieve,
    "deleteFile": files.delete,
    "downloadFile": files.download,
}
"""The function behind each operation of the contracts, and the one beside them, by operationId."""
