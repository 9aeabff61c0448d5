"""The official SDK's place for ResponseFormatJSONSchema; written by `make generate`."""

from assistants_v2_raw.models import ResponseFormatJSONSchema as ResponseFormatJSONSchema

__all__ = ["ResponseFormatJSONSchema"]
