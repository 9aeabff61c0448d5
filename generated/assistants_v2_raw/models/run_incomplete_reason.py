from typing import Literal

RunIncompleteReason = (
    Literal[
        "max_completion_tokens",
        "max_prompt_tokens",
    ]
    | str
)
"""Token limits that can end a run. A value added since is its plain string."""
