from typing import Literal

MessageRole = (
    Literal[
        "assistant",
        "user",
    ]
    | str
)
"""Who speaks. A value added since is its plain string."""
