"""The official SDK's place for ToolCall; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterToolCall as CodeInterpreterToolCall
from assistants_v2_raw.models import FileSearchToolCall as FileSearchToolCall
from assistants_v2_raw.models import FunctionToolCall as FunctionToolCall

ToolCall = CodeInterpreterToolCall | FileSearchToolCall | FunctionToolCall
__all__ = ["ToolCall"]
