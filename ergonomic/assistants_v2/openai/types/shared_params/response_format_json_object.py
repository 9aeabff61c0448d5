"""The official SDK's place for ResponseFormatJSONObject; written by `make generate`."""

from assistants_v2_raw.params import ResponseFormatJSONObjectParam as ResponseFormatJSONObjectParam

ResponseFormatJSONObject = ResponseFormatJSONObjectParam
__all__ = ["ResponseFormatJSONObject"]
