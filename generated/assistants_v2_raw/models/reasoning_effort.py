from typing import Literal

ReasoningEffort = Literal[
    "high",
    "low",
    "max",
    "medium",
    "minimal",
    "none",
    "xhigh",
]
"""How much a reasoning model thinks before it answers; which values a model accepts depends on the model. A value that a server has added since is read as its plain string."""
