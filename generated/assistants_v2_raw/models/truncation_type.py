from typing import Literal

TruncationType = Literal[
    "auto",
    "last_messages",
]
"""`auto` drops messages from the middle until the model can hold the thread, `last_messages` keeps only the latest. A value that a server has added since is read as its plain string."""
