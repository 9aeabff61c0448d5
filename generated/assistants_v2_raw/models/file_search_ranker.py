from typing import Literal

FileSearchRanker = Literal[
    "auto",
    "default-2024-08-21",
    "default_2024_08_21",
]
"""Name of a ranker; servers spell the dated one with underscores or with hyphens. A value that a server has added since is read as its plain string."""
