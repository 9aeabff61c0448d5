"""The official SDK's place for Run; written by `make generate`."""

from assistants_v2_raw.models import RequiredAction as RequiredAction
from assistants_v2_raw.models import RequiredActionSubmitToolOutputs as RequiredActionSubmitToolOutputs
from assistants_v2_raw.models import Run as Run
from assistants_v2_raw.models import RunIncompleteDetails as IncompleteDetails
from assistants_v2_raw.models import RunLastError as LastError
from assistants_v2_raw.models import RunUsage as Usage
from assistants_v2_raw.models import TruncationStrategy as TruncationStrategy

__all__ = [
    "Run",
    "IncompleteDetails",
    "LastError",
    "RequiredAction",
    "RequiredActionSubmitToolOutputs",
    "TruncationStrategy",
    "Usage",
]
