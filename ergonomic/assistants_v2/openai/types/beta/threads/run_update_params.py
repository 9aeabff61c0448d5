"""The official SDK's place for RunUpdateParams; written by `make generate`."""

from assistants_v2_raw.params import RunUpdateParams as RunUpdateParams

__all__ = ["RunUpdateParams"]
