"""The official SDK's place for AssistantUpdateParams; written by `make generate`."""

from assistants_v2_raw.params import AssistantToolResourcesParam as ToolResources
from assistants_v2_raw.params import AssistantUpdateParams as AssistantUpdateParams

__all__ = ["AssistantUpdateParams", "ToolResources"]
