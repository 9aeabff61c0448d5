from typing import Literal

ReasoningEffort = (
    Literal[
        "high",
        "low",
        "max",
        "medium",
        "minimal",
        "none",
        "xhigh",
    ]
    | str
)
"""How much a reasoning model thinks before it answers; which values a model accepts depends on the model. A value added since is its plain string."""
