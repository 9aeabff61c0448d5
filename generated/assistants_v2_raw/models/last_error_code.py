from typing import Literal

LastErrorCode = (
    Literal[
        "invalid_prompt",
        "rate_limit_exceeded",
        "server_error",
    ]
    | str
)
"""Kinds of failures of a run or a step. A value added since is its plain string."""
