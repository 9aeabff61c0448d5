from typing import Literal

CompoundFilterType = Literal[
    "and",
    "or",
]
"""How conditions are joined: `and` if all have to hold, `or` if one is enough. A value that a server has added since is read as its plain string."""
