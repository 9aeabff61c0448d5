"""The official SDK's place for ThreadUpdateParams; written by `make generate`."""

from assistants_v2_raw.params import ThreadToolResourcesParam as ToolResources
from assistants_v2_raw.params import ThreadUpdateParams as ThreadUpdateParams

__all__ = ["ThreadUpdateParams", "ToolResources"]
