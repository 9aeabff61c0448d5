"""The official SDK's place for FunctionTool; written by `make generate`."""

from assistants_v2_raw.models import FunctionTool as FunctionTool

__all__ = ["FunctionTool"]
