from typing import Literal

TruncationType = (
    Literal[
        "auto",
        "last_messages",
    ]
    | str
)
"""`auto` drops messages from the middle until the model can hold the thread, `last_messages` keeps only the latest. A value added since is its plain string."""
