"""The official SDK's place for MessageDeleted; written by `make generate`."""

from assistants_v2_raw.models import MessageDeleted as MessageDeleted

__all__ = ["MessageDeleted"]
