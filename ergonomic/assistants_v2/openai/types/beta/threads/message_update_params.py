"""The official SDK's place for MessageUpdateParams; written by `make generate`."""

from assistants_v2_raw.params import MessageUpdateParams as MessageUpdateParams

__all__ = ["MessageUpdateParams"]
