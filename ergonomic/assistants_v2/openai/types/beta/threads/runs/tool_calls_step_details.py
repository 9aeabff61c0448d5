"""The official SDK's place for ToolCallsStepDetails; written by `make generate`."""

from assistants_v2_raw.models import ToolCallsStepDetails as ToolCallsStepDetails

__all__ = ["ToolCallsStepDetails"]
