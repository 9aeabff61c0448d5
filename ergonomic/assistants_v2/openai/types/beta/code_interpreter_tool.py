"""The official SDK's place for CodeInterpreterTool; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterTool as CodeInterpreterTool

__all__ = ["CodeInterpreterTool"]
