"""The official SDK's place for AssistantToolChoiceFunctionParam; written by `make generate`."""

from assistants_v2_raw.params import AssistantToolChoiceFunctionParam as AssistantToolChoiceFunctionParam

__all__ = ["AssistantToolChoiceFunctionParam"]
