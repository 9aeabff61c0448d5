from typing import Literal

AssistantToolChoiceMode = Literal[
    "auto",
    "none",
    "required",
]
"""`none` forbids tools, `auto` leaves it to the model, `required` demands at least one call. A value that a server has added since is read as its plain string."""
