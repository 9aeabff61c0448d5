from typing import Literal

ImageDetail = (
    Literal[
        "auto",
        "high",
        "low",
    ]
    | str
)
"""How closely the model looks at an image: `low` costs fewer tokens, `high` sees more, `auto` chooses. A value added since is its plain string."""
