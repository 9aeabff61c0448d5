from typing import Literal

MessageStatus = Literal[
    "completed",
    "in_progress",
    "incomplete",
]
"""Whether a message is being written, broke off or is finished. A value that a server has added since is read as its plain string."""
