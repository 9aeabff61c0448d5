from typing import Literal

ImageDetail = Literal[
    "auto",
    "high",
    "low",
]
"""How closely the model looks at an image: `low` costs fewer tokens, `high` sees more, `auto` chooses. A value that a server has added since is read as its plain string."""
