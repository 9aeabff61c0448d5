from typing import Literal

MessageIncompleteReason = Literal[
    "content_filter",
    "max_tokens",
    "run_cancelled",
    "run_expired",
    "run_failed",
]
"""What broke a message off: a filter, a token limit, or the end of its run. A value that a server has added since is read as its plain string."""
