"""The official SDK's place for ResponseFormatJSONSchema; written by `make generate`."""

from assistants_v2_raw.params import ResponseFormatJSONSchemaParam as ResponseFormatJSONSchemaParam

ResponseFormatJSONSchema = ResponseFormatJSONSchemaParam
__all__ = ["ResponseFormatJSONSchema"]
