from typing import Literal

RunIncompleteReason = Literal[
    "max_completion_tokens",
    "max_prompt_tokens",
]
"""Token limits that can end a run. A value that a server has added since is read as its plain string."""
