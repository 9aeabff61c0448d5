"""The official SDK's place for AssistantTool; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterTool as CodeInterpreterTool
from assistants_v2_raw.models import FileSearchTool as FileSearchTool
from assistants_v2_raw.models import FunctionTool as FunctionTool

AssistantTool = CodeInterpreterTool | FileSearchTool | FunctionTool
__all__ = ["AssistantTool"]
