"""The official SDK's place for ThreadDeleted; written by `make generate`."""

from assistants_v2_raw.models import ThreadDeleted as ThreadDeleted

__all__ = ["ThreadDeleted"]
