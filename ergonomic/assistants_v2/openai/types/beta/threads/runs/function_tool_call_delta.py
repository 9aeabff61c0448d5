"""The official SDK's place for FunctionToolCallDelta; written by `make generate`."""

from assistants_v2_raw.models import FunctionToolCallDelta as FunctionToolCallDelta
from assistants_v2_raw.models import FunctionToolCallDeltaFunction as Function

__all__ = ["FunctionToolCallDelta", "Function"]
