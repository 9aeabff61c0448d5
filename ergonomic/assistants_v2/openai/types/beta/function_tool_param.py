"""The official SDK's place for FunctionToolParam; written by `make generate`."""

from assistants_v2_raw.params import FunctionToolParam as FunctionToolParam

__all__ = ["FunctionToolParam"]
