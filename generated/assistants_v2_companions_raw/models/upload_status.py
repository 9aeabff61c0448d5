from typing import Literal

UploadStatus = Literal[
    "cancelled",
    "completed",
    "expired",
    "pending",
]
"""What has become of an upload: parts can be added to a `pending` one, and to no other. A value that a server has added since is read as its plain string."""
