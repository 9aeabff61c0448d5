"""The official SDK's place for CodeInterpreterToolCallDelta; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterToolCallDelta as CodeInterpreterToolCallDelta
from assistants_v2_raw.models import CodeInterpreterToolCallDeltaCodeInterpreter as CodeInterpreter

__all__ = ["CodeInterpreterToolCallDelta", "CodeInterpreter"]
