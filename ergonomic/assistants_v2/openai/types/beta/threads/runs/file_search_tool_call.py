"""The official SDK's place for FileSearchToolCall; written by `make generate`."""

from assistants_v2_raw.models import FileSearchToolCall as FileSearchToolCall
from assistants_v2_raw.models import FileSearchToolCallFileSearch as FileSearch

__all__ = ["FileSearchToolCall", "FileSearch"]
