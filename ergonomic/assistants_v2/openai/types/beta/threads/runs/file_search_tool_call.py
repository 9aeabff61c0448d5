"""The official SDK's place for FileSearchToolCall; written by `make generate`."""

from assistants_v2_raw.models import FileSearchRankingOptions as FileSearchRankingOptions
from assistants_v2_raw.models import FileSearchResult as FileSearchResult
from assistants_v2_raw.models import FileSearchResultContent as FileSearchResultContent
from assistants_v2_raw.models import FileSearchToolCall as FileSearchToolCall
from assistants_v2_raw.models import FileSearchToolCallFileSearch as FileSearch

__all__ = [
    "FileSearchToolCall",
    "FileSearch",
    "FileSearchRankingOptions",
    "FileSearchResult",
    "FileSearchResultContent",
]
