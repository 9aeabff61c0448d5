"""The official SDK's place for FileSearchToolCallDelta; written by `make generate`."""

from assistants_v2_raw.models import FileSearchToolCallDelta as FileSearchToolCallDelta

__all__ = ["FileSearchToolCallDelta"]
