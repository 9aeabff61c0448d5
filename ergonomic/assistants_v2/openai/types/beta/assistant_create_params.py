"""The official SDK's place for AssistantCreateParams; written by `make generate`."""

from assistants_v2_raw.params import AssistantCreateParams as AssistantCreateParams
from assistants_v2_raw.params import AssistantCreateToolResourcesParam as ToolResources

__all__ = ["AssistantCreateParams", "ToolResources"]
