"""The official SDK's place for ResponseFormatText; written by `make generate`."""

from assistants_v2_raw.models import ResponseFormatText as ResponseFormatText

__all__ = ["ResponseFormatText"]
