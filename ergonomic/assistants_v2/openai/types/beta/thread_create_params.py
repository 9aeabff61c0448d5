"""The official SDK's place for ThreadCreateParams; written by `make generate`."""

from assistants_v2_raw.params import MessageCreateParams as Message
from assistants_v2_raw.params import ThreadCreateParams as ThreadCreateParams
from assistants_v2_raw.params import ThreadCreateToolResourcesParam as ToolResources

__all__ = ["ThreadCreateParams", "Message", "ToolResources"]
