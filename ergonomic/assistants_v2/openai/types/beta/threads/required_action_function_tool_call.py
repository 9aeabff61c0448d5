"""The official SDK's place for RequiredActionFunctionToolCall; written by `make generate`."""

from assistants_v2_raw.models import RequiredActionFunctionToolCall as RequiredActionFunctionToolCall
from assistants_v2_raw.models import RequiredActionFunctionToolCallFunction as Function

__all__ = ["RequiredActionFunctionToolCall", "Function"]
