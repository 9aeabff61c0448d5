"""The official SDK's place for Thread; written by `make generate`."""

from assistants_v2_raw.models import Thread as Thread
from assistants_v2_raw.models import ThreadToolResources as ToolResources
from assistants_v2_raw.models import ToolResourcesCodeInterpreter as ToolResourcesCodeInterpreter
from assistants_v2_raw.models import ToolResourcesFileSearch as ToolResourcesFileSearch

__all__ = ["Thread", "ToolResources", "ToolResourcesCodeInterpreter", "ToolResourcesFileSearch"]
