"""The official SDK's place for ToolCallDeltaObject; written by `make generate`."""

from assistants_v2_raw.models import ToolCallsDelta as ToolCallsDelta

ToolCallDeltaObject = ToolCallsDelta
__all__ = ["ToolCallDeltaObject"]
