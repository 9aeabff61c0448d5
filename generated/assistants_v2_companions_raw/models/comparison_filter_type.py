from typing import Literal

ComparisonFilterType = Literal[
    "eq",
    "gt",
    "gte",
    "in",
    "lt",
    "lte",
    "ne",
    "nin",
]
"""How an attribute is compared: equal, not equal, greater, greater or equal, less, less or equal, one of several values, none of several values. A value that a server has added since is read as its plain string."""
