from typing import Literal

RequiredActionType = Literal["submit_tool_outputs",] | str
"""Kinds of actions a run can wait for. A value added since is its plain string."""
