"""The official SDK's place for ResponseFormatJSONObject; written by `make generate`."""

from assistants_v2_raw.models import ResponseFormatJSONObject as ResponseFormatJSONObject

__all__ = ["ResponseFormatJSONObject"]
