"""The official SDK's place for CodeInterpreterToolParam; written by `make generate`."""

from assistants_v2_raw.params import CodeInterpreterToolParam as CodeInterpreterToolParam

__all__ = ["CodeInterpreterToolParam"]
