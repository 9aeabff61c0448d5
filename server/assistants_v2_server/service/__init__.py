"""What the 23 operations do: a checked request in, a contract object out.

One module per resource; `OPERATIONS` is the table `server` calls through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..requests.operations import Call
from . import assistants, messages, runs, steps, threads
from .context import Context

__all__ = ["OPERATIONS", "Context", "Handler"]

Handler = Callable[[Context, Call], Mapping[str, Any]]

OPERATIONS: Final[Mapping[str, Handler]] = {
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
"""The function behind each operation of the contract, by operationId."""
