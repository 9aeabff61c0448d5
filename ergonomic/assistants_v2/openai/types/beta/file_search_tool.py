"""The official SDK's place for FileSearchTool; written by `make generate`."""

from assistants_v2_raw.models import FileSearchRankingOptions as FileSearchRankingOptions
from assistants_v2_raw.models import FileSearchTool as FileSearchTool
from assistants_v2_raw.models import FileSearchToolFileSearch as FileSearch

__all__ = ["FileSearchTool", "FileSearch", "FileSearchRankingOptions"]
