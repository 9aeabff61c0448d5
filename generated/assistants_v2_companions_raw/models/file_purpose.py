from typing import Literal

FilePurpose = Literal[
    "assistants",
    "assistants_output",
    "batch",
    "batch_output",
    "evals",
    "fine-tune",
    "fine-tune-results",
    "user_data",
    "vision",
]
"""What a file is for; those that end in `output` or `results` are set by the server. A value that a server has added since is read as its plain string."""
