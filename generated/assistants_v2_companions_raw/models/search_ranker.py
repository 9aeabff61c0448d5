from typing import Literal

SearchRanker = Literal[
    "auto",
    "default-2024-11-15",
    "none",
]
"""Who ranks what a search found; `none` ranks nothing anew, which is faster. A value that a server has added since is read as its plain string."""
