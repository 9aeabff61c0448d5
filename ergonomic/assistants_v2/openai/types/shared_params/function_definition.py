"""The official SDK's place for FunctionDefinition; written by `make generate`."""

from assistants_v2_raw.params import FunctionDefinitionParam as FunctionDefinitionParam

FunctionDefinition = FunctionDefinitionParam
__all__ = ["FunctionDefinition"]
