from typing import Literal

AssistantToolChoiceType = Literal[
    "code_interpreter",
    "file_search",
    "function",
]
"""Kinds of tools that can be demanded. A value that a server has added since is read as its plain string."""
