from typing import Literal

RequiredActionType = Literal["submit_tool_outputs",]
"""Kinds of actions a run can wait for. A value that a server has added since is read as its plain string."""
