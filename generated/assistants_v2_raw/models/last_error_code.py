from typing import Literal

LastErrorCode = Literal[
    "invalid_prompt",
    "rate_limit_exceeded",
    "server_error",
]
"""Kinds of failures of a run or a step. A value that a server has added since is read as its plain string."""
