from typing import Literal

RunStatus = (
    Literal[
        "cancelled",
        "cancelling",
        "completed",
        "expired",
        "failed",
        "in_progress",
        "incomplete",
        "queued",
        "requires_action",
    ]
    | str
)
"""Where a run stands; `cancelled`, `failed`, `completed`, `incomplete` and `expired` are final. A value added since is its plain string."""
