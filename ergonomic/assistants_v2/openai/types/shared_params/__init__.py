"""The official SDK's names for what is sent of that; written by `make generate`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .function_definition import FunctionDefinition as FunctionDefinition
    from .response_format_json_object import ResponseFormatJSONObject as ResponseFormatJSONObject
    from .response_format_json_schema import ResponseFormatJSONSchema as ResponseFormatJSONSchema
    from .response_format_text import ResponseFormatText as ResponseFormatText
else:
    from assistants_v2.openai.late_names import load_late

    __all__ = [
        "FunctionDefinition",
        "ResponseFormatJSONObject",
        "ResponseFormatJSONSchema",
        "ResponseFormatText",
    ]
    __getattr__ = load_late(
        __name__,
        {
            "FunctionDefinition": "function_definition",
            "ResponseFormatJSONObject": "response_format_json_object",
            "ResponseFormatJSONSchema": "response_format_json_schema",
            "ResponseFormatText": "response_format_text",
        },
    )
