"""The official SDK's names for assistants and threads."""

from __future__ import annotations

from typing import Literal

from assistants_v2_raw.models import (
    Assistant as Assistant,
)
from assistants_v2_raw.models import (
    AssistantDeleted as AssistantDeleted,
)
from assistants_v2_raw.models import (
    AssistantToolChoice as AssistantToolChoice,
)
from assistants_v2_raw.models import (
    AssistantToolChoiceFunction as AssistantToolChoiceFunction,
)
from assistants_v2_raw.models import (
    AssistantToolChoiceMode as AssistantToolChoiceMode,
)
from assistants_v2_raw.models import (
    CodeInterpreterTool as CodeInterpreterTool,
)
from assistants_v2_raw.models import (
    FileSearchTool as FileSearchTool,
)
from assistants_v2_raw.models import (
    FunctionTool as FunctionTool,
)
from assistants_v2_raw.models import (
    ResponseFormatJSONObject as ResponseFormatJSONObject,
)
from assistants_v2_raw.models import (
    ResponseFormatJSONSchema as ResponseFormatJSONSchema,
)
from assistants_v2_raw.models import (
    ResponseFormatText as ResponseFormatText,
)
from assistants_v2_raw.models import (
    Thread as Thread,
)
from assistants_v2_raw.models import (
    ThreadDeleted as ThreadDeleted,
)
from assistants_v2_raw.params import (
    AssistantCreateParams as AssistantCreateParams,
)
from assistants_v2_raw.params import (
    AssistantToolChoiceFunctionParam as AssistantToolChoiceFunctionParam,
)
from assistants_v2_raw.params import (
    AssistantToolChoiceParam as AssistantToolChoiceParam,
)
from assistants_v2_raw.params import (
    AssistantUpdateParams as AssistantUpdateParams,
)
from assistants_v2_raw.params import (
    CodeInterpreterToolParam as CodeInterpreterToolParam,
)
from assistants_v2_raw.params import (
    FileSearchToolParam as FileSearchToolParam,
)
from assistants_v2_raw.params import (
    FunctionToolParam as FunctionToolParam,
)
from assistants_v2_raw.params import (
    ThreadCreateAndRunParams as ThreadCreateAndRunParams,
)
from assistants_v2_raw.params import (
    ThreadCreateParams as ThreadCreateParams,
)
from assistants_v2_raw.params import (
    ThreadUpdateParams as ThreadUpdateParams,
)

AssistantToolParam = CodeInterpreterToolParam | FileSearchToolParam | FunctionToolParam

AssistantTool = CodeInterpreterTool | FileSearchTool | FunctionTool

AssistantResponseFormatOption = (
    Literal["auto"] | ResponseFormatText | ResponseFormatJSONObject | ResponseFormatJSONSchema
)

AssistantToolChoiceOption = AssistantToolChoiceMode | AssistantToolChoice
