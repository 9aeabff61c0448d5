"""The official SDK's place for FunctionToolCall; written by `make generate`."""

from assistants_v2_raw.models import FunctionToolCall as FunctionToolCall
from assistants_v2_raw.models import FunctionToolCallFunction as Function

__all__ = ["FunctionToolCall", "Function"]
