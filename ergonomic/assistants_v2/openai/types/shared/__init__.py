"""The official SDK's names for what several APIs share; written by `make generate`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .error_object import ErrorObject as ErrorObject
    from .function_definition import FunctionDefinition as FunctionDefinition
    from .function_parameters import FunctionParameters as FunctionParameters
    from .metadata import Metadata as Metadata
    from .reasoning_effort import ReasoningEffort as ReasoningEffort
    from .response_format_json_object import ResponseFormatJSONObject as ResponseFormatJSONObject
    from .response_format_json_schema import ResponseFormatJSONSchema as ResponseFormatJSONSchema
    from .response_format_text import ResponseFormatText as ResponseFormatText
else:
    from assistants_v2.openai.late_names import load_late

    __all__ = [
        "FunctionDefinition",
        "FunctionParameters",
        "Metadata",
        "ReasoningEffort",
        "ResponseFormatJSONObject",
        "ResponseFormatJSONSchema",
        "ResponseFormatText",
        "ErrorObject",
    ]
    __getattr__ = load_late(
        __name__,
        {
            "FunctionDefinition": "function_definition",
            "FunctionParameters": "function_parameters",
            "Metadata": "metadata",
            "ReasoningEffort": "reasoning_effort",
            "ResponseFormatJSONObject": "response_format_json_object",
            "ResponseFormatJSONSchema": "response_format_json_schema",
            "ResponseFormatText": "response_format_text",
            "ErrorObject": "error_object",
        },
    )
