"""The official SDK's place for ThreadCreateAndRunParams; written by `make generate`."""

from assistants_v2_raw.params import ThreadCreateAndRunParams as ThreadCreateAndRunParams

__all__ = ["ThreadCreateAndRunParams"]
