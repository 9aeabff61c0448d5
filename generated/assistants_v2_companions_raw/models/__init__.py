"""The API's objects; each module loads when its class is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api_error_body import APIErrorBody as APIErrorBody
    from .auto_file_chunking_strategy_param import (
        AutoFileChunkingStrategyParam as AutoFileChunkingStrategyParam,
    )
    from .comparison_filter import ComparisonFilter as ComparisonFilter
    from .comparison_filter_type import ComparisonFilterType as ComparisonFilterType
    from .compound_filter import CompoundFilter as CompoundFilter
    from .compound_filter_type import CompoundFilterType as CompoundFilterType
    from .error_response import ErrorResponse as ErrorResponse
    from .file_content_response import FileContentResponse as FileContentResponse
    from .file_create_request import FileCreateRequest as FileCreateRequest
    from .file_deleted import FileDeleted as FileDeleted
    from .file_expires_after import FileExpiresAfter as FileExpiresAfter
    from .file_list import FileList as FileList
    from .file_object import FileObject as FileObject
    from .file_purpose import FilePurpose as FilePurpose
    from .file_purpose_param import FilePurposeParam as FilePurposeParam
    from .file_status import FileStatus as FileStatus
    from .list_order import ListOrder as ListOrder
    from .metadata import Metadata as Metadata
    from .model import Model as Model
    from .model_list import ModelList as ModelList
    from .other_file_chunking_strategy_object import (
        OtherFileChunkingStrategyObject as OtherFileChunkingStrategyObject,
    )
    from .search_ranker import SearchRanker as SearchRanker
    from .search_ranking_options import SearchRankingOptions as SearchRankingOptions
    from .static_file_chunking_strategy import (
        StaticFileChunkingStrategy as StaticFileChunkingStrategy,
    )
    from .static_file_chunking_strategy_object import (
        StaticFileChunkingStrategyObject as StaticFileChunkingStrategyObject,
    )
    from .static_file_chunking_strategy_object_param import (
        StaticFileChunkingStrategyObjectParam as StaticFileChunkingStrategyObjectParam,
    )
    from .static_file_chunking_strategy_param import (
        StaticFileChunkingStrategyParam as StaticFileChunkingStrategyParam,
    )
    from .thread import Thread as Thread
    from .thread_list import ThreadList as ThreadList
    from .thread_tool_resources import ThreadToolResources as ThreadToolResources
    from .tool_resources_code_interpreter import (
        ToolResourcesCodeInterpreter as ToolResourcesCodeInterpreter,
    )
    from .tool_resources_file_search import ToolResourcesFileSearch as ToolResourcesFileSearch
    from .upload import Upload as Upload
    from .upload_complete_request import UploadCompleteRequest as UploadCompleteRequest
    from .upload_create_request import UploadCreateRequest as UploadCreateRequest
    from .upload_part import UploadPart as UploadPart
    from .upload_part_create_request import UploadPartCreateRequest as UploadPartCreateRequest
    from .upload_status import UploadStatus as UploadStatus
    from .vector_store import VectorStore as VectorStore
    from .vector_store_create_request import VectorStoreCreateRequest as VectorStoreCreateRequest
    from .vector_store_deleted import VectorStoreDeleted as VectorStoreDeleted
    from .vector_store_expires_after import VectorStoreExpiresAfter as VectorStoreExpiresAfter
    from .vector_store_expires_after_param import (
        VectorStoreExpiresAfterParam as VectorStoreExpiresAfterParam,
    )
    from .vector_store_file import VectorStoreFile as VectorStoreFile
    from .vector_store_file_attributes import VectorStoreFileAttributes as VectorStoreFileAttributes
    from .vector_store_file_batch import VectorStoreFileBatch as VectorStoreFileBatch
    from .vector_store_file_batch_create_request import (
        VectorStoreFileBatchCreateRequest as VectorStoreFileBatchCreateRequest,
    )
    from .vector_store_file_content_response import (
        VectorStoreFileContentResponse as VectorStoreFileContentResponse,
    )
    from .vector_store_file_counts import VectorStoreFileCounts as VectorStoreFileCounts
    from .vector_store_file_create_request import (
        VectorStoreFileCreateRequest as VectorStoreFileCreateRequest,
    )
    from .vector_store_file_deleted import VectorStoreFileDeleted as VectorStoreFileDeleted
    from .vector_store_file_error_code import VectorStoreFileErrorCode as VectorStoreFileErrorCode
    from .vector_store_file_last_error import VectorStoreFileLastError as VectorStoreFileLastError
    from .vector_store_file_list import VectorStoreFileList as VectorStoreFileList
    from .vector_store_file_status import VectorStoreFileStatus as VectorStoreFileStatus
    from .vector_store_file_update_request import (
        VectorStoreFileUpdateRequest as VectorStoreFileUpdateRequest,
    )
    from .vector_store_list import VectorStoreList as VectorStoreList
    from .vector_store_search_request import VectorStoreSearchRequest as VectorStoreSearchRequest
    from .vector_store_search_response import VectorStoreSearchResponse as VectorStoreSearchResponse
    from .vector_store_search_response_content import (
        VectorStoreSearchResponseContent as VectorStoreSearchResponseContent,
    )
    from .vector_store_search_results_page import (
        VectorStoreSearchResultsPage as VectorStoreSearchResultsPage,
    )
    from .vector_store_status import VectorStoreStatus as VectorStoreStatus
    from .vector_store_update_request import VectorStoreUpdateRequest as VectorStoreUpdateRequest

_MODULES = {
    "APIErrorBody": ".api_error_body",
    "AutoFileChunkingStrategyParam": ".auto_file_chunking_strategy_param",
    "ComparisonFilter": ".comparison_filter",
    "ComparisonFilterType": ".comparison_filter_type",
    "CompoundFilter": ".compound_filter",
    "CompoundFilterType": ".compound_filter_type",
    "ErrorResponse": ".error_response",
    "FileContentResponse": ".file_content_response",
    "FileCreateRequest": ".file_create_request",
    "FileDeleted": ".file_deleted",
    "FileExpiresAfter": ".file_expires_after",
    "FileList": ".file_list",
    "FileObject": ".file_object",
    "FilePurpose": ".file_purpose",
    "FilePurposeParam": ".file_purpose_param",
    "FileStatus": ".file_status",
    "ListOrder": ".list_order",
    "Metadata": ".metadata",
    "Model": ".model",
    "ModelList": ".model_list",
    "OtherFileChunkingStrategyObject": ".other_file_chunking_strategy_object",
    "SearchRanker": ".search_ranker",
    "SearchRankingOptions": ".search_ranking_options",
    "StaticFileChunkingStrategy": ".static_file_chunking_strategy",
    "StaticFileChunkingStrategyObject": ".static_file_chunking_strategy_object",
    "StaticFileChunkingStrategyObjectParam": ".static_file_chunking_strategy_object_param",
    "StaticFileChunkingStrategyParam": ".static_file_chunking_strategy_param",
    "Thread": ".thread",
    "ThreadList": ".thread_list",
    "ThreadToolResources": ".thread_tool_resources",
    "ToolResourcesCodeInterpreter": ".tool_resources_code_interpreter",
    "ToolResourcesFileSearch": ".tool_resources_file_search",
    "Upload": ".upload",
    "UploadCompleteRequest": ".upload_complete_request",
    "UploadCreateRequest": ".upload_create_request",
    "UploadPart": ".upload_part",
    "UploadPartCreateRequest": ".upload_part_create_request",
    "UploadStatus": ".upload_status",
    "VectorStore": ".vector_store",
    "VectorStoreCreateRequest": ".vector_store_create_request",
    "VectorStoreDeleted": ".vector_store_deleted",
    "VectorStoreExpiresAfter": ".vector_store_expires_after",
    "VectorStoreExpiresAfterParam": ".vector_store_expires_after_param",
    "VectorStoreFile": ".vector_store_file",
    "VectorStoreFileAttributes": ".vector_store_file_attributes",
    "VectorStoreFileBatch": ".vector_store_file_batch",
    "VectorStoreFileBatchCreateRequest": ".vector_store_file_batch_create_request",
    "VectorStoreFileContentResponse": ".vector_store_file_content_response",
    "VectorStoreFileCounts": ".vector_store_file_counts",
    "VectorStoreFileCreateRequest": ".vector_store_file_create_request",
    "VectorStoreFileDeleted": ".vector_store_file_deleted",
    "VectorStoreFileErrorCode": ".vector_store_file_error_code",
    "VectorStoreFileLastError": ".vector_store_file_last_error",
    "VectorStoreFileList": ".vector_store_file_list",
    "VectorStoreFileStatus": ".vector_store_file_status",
    "VectorStoreFileUpdateRequest": ".vector_store_file_update_request",
    "VectorStoreList": ".vector_store_list",
    "VectorStoreSearchRequest": ".vector_store_search_request",
    "VectorStoreSearchResponse": ".vector_store_search_response",
    "VectorStoreSearchResponseContent": ".vector_store_search_response_content",
    "VectorStoreSearchResultsPage": ".vector_store_search_results_page",
    "VectorStoreStatus": ".vector_store_status",
    "VectorStoreUpdateRequest": ".vector_store_update_request",
}

__all__ = (
    "APIErrorBody",
    "AutoFileChunkingStrategyParam",
    "ComparisonFilter",
    "ComparisonFilterType",
    "CompoundFilter",
    "CompoundFilterType",
    "ErrorResponse",
    "FileContentResponse",
    "FileCreateRequest",
    "FileDeleted",
    "FileExpiresAfter",
    "FileList",
    "FileObject",
    "FilePurpose",
    "FilePurposeParam",
    "FileStatus",
    "ListOrder",
    "Metadata",
    "Model",
    "ModelList",
    "OtherFileChunkingStrategyObject",
    "SearchRanker",
    "SearchRankingOptions",
    "StaticFileChunkingStrategy",
    "StaticFileChunkingStrategyObject",
    "StaticFileChunkingStrategyObjectParam",
    "StaticFileChunkingStrategyParam",
    "Thread",
    "ThreadList",
    "ThreadToolResources",
    "ToolResourcesCodeInterpreter",
    "ToolResourcesFileSearch",
    "Upload",
    "UploadCompleteRequest",
    "UploadCreateRequest",
    "UploadPart",
    "UploadPartCreateRequest",
    "UploadStatus",
    "VectorStore",
    "VectorStoreCreateRequest",
    "VectorStoreDeleted",
    "VectorStoreExpiresAfter",
    "VectorStoreExpiresAfterParam",
    "VectorStoreFile",
    "VectorStoreFileAttributes",
    "VectorStoreFileBatch",
    "VectorStoreFileBatchCreateRequest",
    "VectorStoreFileContentResponse",
    "VectorStoreFileCounts",
    "VectorStoreFileCreateRequest",
    "VectorStoreFileDeleted",
    "VectorStoreFileErrorCode",
    "VectorStoreFileLastError",
    "VectorStoreFileList",
    "VectorStoreFileStatus",
    "VectorStoreFileUpdateRequest",
    "VectorStoreList",
    "VectorStoreSearchRequest",
    "VectorStoreSearchResponse",
    "VectorStoreSearchResponseContent",
    "VectorStoreSearchResultsPage",
    "VectorStoreStatus",
    "VectorStoreUpdateRequest",
)

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(module, __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})
