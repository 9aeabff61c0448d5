from typing import Literal

RunStepType = (
    Literal[
        "message_creation",
        "tool_calls",
    ]
    | str
)
"""Kinds of steps. A value added since is its plain string."""
