"""The official SDK's names for run steps."""

from __future__ import annotations

from assistants_v2_raw.models import (
    CodeInterpreterLogs as CodeInterpreterLogs,
)
from assistants_v2_raw.models import (
    CodeInterpreterOutputImage as CodeInterpreterOutputImage,
)
from assistants_v2_raw.models import (
    CodeInterpreterToolCall as CodeInterpreterToolCall,
)
from assistants_v2_raw.models import (
    CodeInterpreterToolCallDelta as CodeInterpreterToolCallDelta,
)
from assistants_v2_raw.models import (
    FileSearchToolCall as FileSearchToolCall,
)
from assistants_v2_raw.models import (
    FileSearchToolCallDelta as FileSearchToolCallDelta,
)
from assistants_v2_raw.models import (
    FunctionToolCall as FunctionToolCall,
)
from assistants_v2_raw.models import (
    FunctionToolCallDelta as FunctionToolCallDelta,
)
from assistants_v2_raw.models import (
    MessageCreationStepDetails as MessageCreationStepDetails,
)
from assistants_v2_raw.models import (
    RunStep as RunStep,
)
from assistants_v2_raw.models import (
    RunStepDelta as RunStepDelta,
)
from assistants_v2_raw.models import (
    RunStepDeltaEvent as RunStepDeltaEvent,
)
from assistants_v2_raw.models import (
    RunStepDeltaMessageDelta as RunStepDeltaMessageDelta,
)
from assistants_v2_raw.models import (
    RunStepInclude as RunStepInclude,
)
from assistants_v2_raw.models import (
    ToolCallsDelta as ToolCallsDelta,
)
from assistants_v2_raw.models import (
    ToolCallsStepDetails as ToolCallsStepDetails,
)

ToolCall = CodeInterpreterToolCall | FileSearchToolCall | FunctionToolCall

ToolCallDelta = CodeInterpreterToolCallDelta | FileSearchToolCallDelta | FunctionToolCallDelta

ToolCallDeltaObject = ToolCallsDelta
