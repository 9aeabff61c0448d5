"""The official SDK's place for ToolCallDelta; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterToolCallDelta as CodeInterpreterToolCallDelta
from assistants_v2_raw.models import FileSearchToolCallDelta as FileSearchToolCallDelta
from assistants_v2_raw.models import FunctionToolCallDelta as FunctionToolCallDelta

ToolCallDelta = CodeInterpreterToolCallDelta | FileSearchToolCallDelta | FunctionToolCallDelta
__all__ = ["ToolCallDelta"]
