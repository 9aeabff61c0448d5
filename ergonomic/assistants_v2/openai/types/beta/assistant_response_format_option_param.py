"""The official SDK's place for AssistantResponseFormatOptionParam; written by `make generate`."""

from typing import Literal

from assistants_v2_raw.params import ResponseFormatJSONObjectParam as ResponseFormatJSONObjectParam
from assistants_v2_raw.params import ResponseFormatJSONSchemaParam as ResponseFormatJSONSchemaParam
from assistants_v2_raw.params import ResponseFormatTextParam as ResponseFormatTextParam

AssistantResponseFormatOptionParam = (
    Literal["auto"] | ResponseFormatTextParam | ResponseFormatJSONObjectParam | ResponseFormatJSONSchemaParam
)
__all__ = ["AssistantResponseFormatOptionParam"]
