"""What the operations of the companions do: files, uploads, vector stores, models, the list of threads.

`find_handler` imports it late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..requests.operations import CheckedRequest
from ..store import JsonObject
from . import files, models, threads, uploads, vector_store_batches, vector_store_files, vector_stores
from .context import Context
from .downloads import Download

COMPANIONS: Mapping[str, Callable[[Context, CheckedRequest], JsonObject | Download]] = {
    "createFile": files.create,
    "listFiles": files.list_page,
    "retrieveFile": files.retrieve,
    "deleteFile": files.delete,
    "downloadFile": files.download,
    "createUpload": uploads.create,
    "addUploadPart": uploads.add_part,
    "completeUpload": uploads.complete,
    "cancelUpload": uploads.cancel,
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
    "listThreads": threads.list_page,
}
"""The function behind each operation of the companions, by operationId."""
