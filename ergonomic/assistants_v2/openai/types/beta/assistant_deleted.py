"""The official SDK's place for AssistantDeleted; written by `make generate`."""

from assistants_v2_raw.models import AssistantDeleted as AssistantDeleted

__all__ = ["AssistantDeleted"]
