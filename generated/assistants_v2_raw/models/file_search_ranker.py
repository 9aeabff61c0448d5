from typing import Literal

FileSearchRanker = (
    Literal[
        "auto",
        "default-2024-08-21",
        "default_2024_08_21",
    ]
    | str
)
"""Name of a ranker; servers spell the dated one with underscores or with hyphens. A value added since is its plain string."""
