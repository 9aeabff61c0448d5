from typing import Literal

FileStatus = Literal[
    "error",
    "processed",
    "uploaded",
]
"""How far a server is with a file; most files are `processed` at once. A value that a server has added since is read as its plain string."""
