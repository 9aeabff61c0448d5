"""The official SDK's place for RunSubmitToolOutputsParams; written by `make generate`."""

from assistants_v2_raw.params import RunSubmitToolOutputsParams as RunSubmitToolOutputsParams

__all__ = ["RunSubmitToolOutputsParams"]
