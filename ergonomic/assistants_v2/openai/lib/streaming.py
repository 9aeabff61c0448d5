"""The official SDK's names for streams and their handlers."""

from ...resources.event_streams import AssistantEventHandler, AsyncAssistantEventHandler
from ...resources.event_streams import AsyncRunStream as AsyncAssistantStreamManager
from ...resources.event_streams import RunStream as AssistantStreamManager

__all__ = [
    "AssistantEventHandler",
    "AssistantStreamManager",
    "AsyncAssistantEventHandler",
    "AsyncAssistantStreamManager",
]
