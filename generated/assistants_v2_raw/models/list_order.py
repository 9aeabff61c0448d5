from typing import Literal

ListOrder = (
    Literal[
        "asc",
        "desc",
    ]
    | str
)
"""Direction of a list by time of creation: `asc` oldest first, `desc` newest first. A value added since is its plain string."""
