"""The official SDK's place for RunStep; written by `make generate`."""

from assistants_v2_raw.models import RunStep as RunStep
from assistants_v2_raw.models import RunStepLastError as LastError
from assistants_v2_raw.models import RunStepList as List
from assistants_v2_raw.models import RunStepStatus as Status
from assistants_v2_raw.models import RunStepType as Type
from assistants_v2_raw.models import RunStepUsage as Usage

__all__ = ["RunStep", "LastError", "List", "Status", "Type", "Usage"]
