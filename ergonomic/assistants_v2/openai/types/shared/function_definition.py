"""The official SDK's place for FunctionDefinition; written by `make generate`."""

from assistants_v2_raw.models import FunctionDefinition as FunctionDefinition

__all__ = ["FunctionDefinition"]
