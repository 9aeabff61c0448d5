from typing import Literal

RunStepStatus = (
    Literal[
        "cancelled",
        "completed",
        "expired",
        "failed",
        "in_progress",
    ]
    | str
)
"""Where a step stands; all but `in_progress` are final. A value added since is its plain string."""
