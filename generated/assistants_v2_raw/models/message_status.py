from typing import Literal

MessageStatus = (
    Literal[
        "completed",
        "in_progress",
        "incomplete",
    ]
    | str
)
"""Whether a message is being written, broke off or is finished. A value added since is its plain string."""
