from typing import Literal

VectorStoreFileErrorCode = Literal[
    "invalid_file",
    "server_error",
    "unsupported_file",
]
"""Why a file failed: the server's fault, a kind that it cannot read, or a broken file. A value that a server has added since is read as its plain string."""
