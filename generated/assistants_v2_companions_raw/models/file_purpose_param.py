from typing import Literal

FilePurposeParam = Literal[
    "assistants",
    "batch",
    "evals",
    "fine-tune",
    "user_data",
    "vision",
]
"""What a file can be uploaded for. A value that a server has added since is read as its plain string."""
