"""The official SDK's names for files in vector stores; written by `make generate`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .file_content_response import FileContentResponse as FileContentResponse
    from .vector_store_file import VectorStoreFile as VectorStoreFile
    from .vector_store_file_batch import VectorStoreFileBatch as VectorStoreFileBatch
    from .vector_store_file_deleted import VectorStoreFileDeleted as VectorStoreFileDeleted
else:
    from assistants_v2.openai.late_names import load_late

    __all__ = ["FileContentResponse", "VectorStoreFile", "VectorStoreFileBatch", "VectorStoreFileDeleted"]
    __getattr__ = load_late(
        __name__,
        {
            "FileContentResponse": "file_content_response",
            "VectorStoreFile": "vector_store_file",
            "VectorStoreFileBatch": "vector_store_file_batch",
            "VectorStoreFileDeleted": "vector_store_file_deleted",
        },
    )
