from typing import Literal

ListOrder = Literal[
    "asc",
    "desc",
]
"""Direction of a list by time of creation: `asc` oldest first, `desc` newest first. A value that a server has added since is read as its plain string."""
