"""The official SDK's place for AssistantResponseFormatOption; written by `make generate`."""

from typing import Literal

from assistants_v2_raw.models import ResponseFormatJSONObject as ResponseFormatJSONObject
from assistants_v2_raw.models import ResponseFormatJSONSchema as ResponseFormatJSONSchema
from assistants_v2_raw.models import ResponseFormatText as ResponseFormatText

AssistantResponseFormatOption = (
    Literal["auto"] | ResponseFormatText | ResponseFormatJSONObject | ResponseFormatJSONSchema
)
__all__ = ["AssistantResponseFormatOption"]
