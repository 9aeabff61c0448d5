from typing import Literal

RunStepStatus = Literal[
    "cancelled",
    "completed",
    "expired",
    "failed",
    "in_progress",
]
"""Where a step stands; all but `in_progress` are final. A value that a server has added since is read as its plain string."""
