from typing import Literal

VectorStoreStatus = Literal[
    "completed",
    "expired",
    "in_progress",
]
"""Whether a vector store can be searched: `completed` says that it can. A value that a server has added since is read as its plain string."""
