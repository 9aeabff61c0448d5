"""The official SDK's place for ResponseFormatText; written by `make generate`."""

from assistants_v2_raw.params import ResponseFormatTextParam as ResponseFormatTextParam

ResponseFormatText = ResponseFormatTextParam
__all__ = ["ResponseFormatText"]
