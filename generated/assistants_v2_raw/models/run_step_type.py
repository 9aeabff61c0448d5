from typing import Literal

RunStepType = Literal[
    "message_creation",
    "tool_calls",
]
"""Kinds of steps. A value that a server has added since is read as its plain string."""
