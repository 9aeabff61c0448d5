"""The official SDK's place for RunSubmitToolOutputsParams; written by `make generate`."""

from assistants_v2_raw.params import RunSubmitToolOutputsParams as RunSubmitToolOutputsParams
from assistants_v2_raw.params import ToolOutputParam as ToolOutput

__all__ = ["RunSubmitToolOutputsParams", "ToolOutput"]
