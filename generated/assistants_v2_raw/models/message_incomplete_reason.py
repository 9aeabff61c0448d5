from typing import Literal

MessageIncompleteReason = (
    Literal[
        "content_filter",
        "max_tokens",
        "run_cancelled",
        "run_expired",
        "run_failed",
    ]
    | str
)
"""What broke a message off: a filter, a token limit, or the end of its run. A value added since is its plain string."""
