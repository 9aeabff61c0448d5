"""The official SDK's place for RunCreateParams; written by `make generate`."""

from assistants_v2_raw.params import RunCreateParams as RunCreateParams

__all__ = ["RunCreateParams"]
