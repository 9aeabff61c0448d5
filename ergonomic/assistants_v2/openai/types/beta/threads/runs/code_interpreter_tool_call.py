"""The official SDK's place for CodeInterpreterToolCall; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterOutputImage as CodeInterpreterOutputImage
from assistants_v2_raw.models import CodeInterpreterOutputImageImage as CodeInterpreterOutputImageImage
from assistants_v2_raw.models import CodeInterpreterOutputLogs as CodeInterpreterOutputLogs
from assistants_v2_raw.models import CodeInterpreterToolCall as CodeInterpreterToolCall
from assistants_v2_raw.models import CodeInterpreterToolCallCodeInterpreter as CodeInterpreter

__all__ = [
    "CodeInterpreterToolCall",
    "CodeInterpreter",
    "CodeInterpreterOutputLogs",
    "CodeInterpreterOutputImage",
    "CodeInterpreterOutputImageImage",
]
