from typing import Literal

VectorStoreFileStatus = Literal[
    "cancelled",
    "completed",
    "failed",
    "in_progress",
]
"""How far a server is with a file of a vector store; `completed` says that it can be found. A value that a server has added since is read as its plain string."""
