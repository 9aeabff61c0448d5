"""The official SDK's place for FunctionParameters; written by `make generate`."""

from assistants_v2_raw.models import FunctionParameters as FunctionParameters

__all__ = ["FunctionParameters"]
