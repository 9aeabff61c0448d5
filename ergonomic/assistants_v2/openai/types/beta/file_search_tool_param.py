"""The official SDK's place for FileSearchToolParam; written by `make generate`."""

from assistants_v2_raw.params import FileSearchToolParam as FileSearchToolParam

__all__ = ["FileSearchToolParam"]
