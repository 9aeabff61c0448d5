"""The official SDK's place for ThreadCreateParams; written by `make generate`."""

from assistants_v2_raw.params import ThreadCreateParams as ThreadCreateParams

__all__ = ["ThreadCreateParams"]
