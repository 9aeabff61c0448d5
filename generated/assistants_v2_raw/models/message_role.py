from typing import Literal

MessageRole = Literal[
    "assistant",
    "user",
]
"""Who speaks. A value that a server has added since is read as its plain string."""
