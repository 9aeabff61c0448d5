"""The official SDK's places for the API's objects; written by `make generate`."""

from typing import TYPE_CHECKING

from . import beta as beta
from . import shared as shared
from . import shared_params as shared_params
from . import uploads as uploads
from . import vector_stores as vector_stores

if TYPE_CHECKING:
    from .file_deleted import FileDeleted as FileDeleted
    from .file_object import FileObject as FileObject
    from .file_purpose import FilePurpose as FilePurpose
    from .model import Model as Model
    from .upload import Upload as Upload
    from .vector_store import VectorStore as VectorStore
    from .vector_store_deleted import VectorStoreDeleted as VectorStoreDeleted
    from .vector_store_search_response import VectorStoreSearchResponse as VectorStoreSearchResponse

if not TYPE_CHECKING:
    from assistants_v2.openai.late_names import load_official

    __getattr__ = load_official
