"""The official SDK's place for AssistantToolParam; written by `make generate`."""

from assistants_v2_raw.params import CodeInterpreterToolParam as CodeInterpreterToolParam
from assistants_v2_raw.params import FileSearchToolParam as FileSearchToolParam
from assistants_v2_raw.params import FunctionToolParam as FunctionToolParam

AssistantToolParam = CodeInterpreterToolParam | FileSearchToolParam | FunctionToolParam
__all__ = ["AssistantToolParam"]
