"""The official SDK's place for Assistant; written by `make generate`."""

from assistants_v2_raw.models import Assistant as Assistant
from assistants_v2_raw.models import AssistantToolResources as ToolResources
from assistants_v2_raw.models import ToolResourcesCodeInterpreter as ToolResourcesCodeInterpreter
from assistants_v2_raw.models import ToolResourcesFileSearch as ToolResourcesFileSearch

__all__ = ["Assistant", "ToolResources", "ToolResourcesCodeInterpreter", "ToolResourcesFileSearch"]
