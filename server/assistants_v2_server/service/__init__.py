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
from . import (
    assistants,
    files,
    messages,
    models,
    runs,
    steps,
    threads,
    vector_store_batches,
    vector_store_files,
    vector_stores,
)
from .context import Context
from .files import Download
from .shortfalls import describe_shortfalls
from .uploads import IncomingForm

__all__ = [
    "OPERATIONS",
    "Context",
    "Download",
    "IncomingForm",
    "describe_shortfalls",
]

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
    "listModels": models.list_page,
    "retrieveModel": models.retrieve,
    "createVectorStore": vector_stores.create,
    "listVectorStores": vector_stores.list_page,
    "getVectorStore": vector_stores.retrieve,
    "modifyVectorStore": vector_stores.update,
    "deleteVectorStore": vector_stores.delete,
    "searchVectorStore": vector_stores.search,
    "createVectorStoreFile": vector_store_files.create,
    "listVectorStoreFiles": vector_store_files.list_page,
    "getVectorStoreFile": vector_store_files.retrieve,
    "updateVectorStoreFileAttributes": vector_store_files.update,
    "deleteVectorStoreFile": vector_store_files.delete,
    "retrieveVectorStoreFileContent": vector_store_files.show_content,
    "createVectorStoreFileBatch": vector_store_batches.create,
    "getVectorStoreFileBatch": vector_store_batches.retrieve,
    "cancelVectorStoreFileBatch": vector_store_batches.cancel,
    "listFilesInVectorStoreBatch": vector_store_batches.list_files,
}
"""The function behind each operation of the contracts, and the one beside them, by operationId."""
