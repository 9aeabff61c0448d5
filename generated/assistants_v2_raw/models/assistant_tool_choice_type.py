from typing import Literal

AssistantToolChoiceType = (
    Literal[
        "code_interpreter",
        "file_search",
        "function",
    ]
    | str
)
"""Kinds of tools that can be demanded. A value added since is its plain string."""
