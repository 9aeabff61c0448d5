from typing import Literal

RunStatus = Literal[
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
"""Where a run stands; `cancelled`, `failed`, `completed`, `incomplete` and `expired` are final. A value that a server has added since is read as its plain string."""
