"""The official SDK's place for CodeInterpreterToolCall; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterToolCall as CodeInterpreterToolCall
from assistants_v2_raw.models import CodeInterpreterToolCallCodeInterpreter as CodeInterpreter

__all__ = ["CodeInterpreterToolCall", "CodeInterpreter"]
