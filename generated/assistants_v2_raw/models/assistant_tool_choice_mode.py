from typing import Literal

AssistantToolChoiceMode = (
    Literal[
        "auto",
        "none",
        "required",
    ]
    | str
)
"""`none` forbids tools, `auto` leaves it to the model, `required` demands at least one call. A value added since is its plain string."""
