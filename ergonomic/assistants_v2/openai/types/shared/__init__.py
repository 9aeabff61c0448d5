"""The official SDK's names for what several APIs share."""

from __future__ import annotations

from assistants_v2_raw.models import APIErrorBody
from assistants_v2_raw.models import (
    FunctionDefinition as FunctionDefinition,
)
from assistants_v2_raw.models import (
    FunctionParameters as FunctionParameters,
)
from assistants_v2_raw.models import (
    Metadata as Metadata,
)
from assistants_v2_raw.models import (
    ReasoningEffort as ReasoningEffort,
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

ErrorObject = APIErrorBody
