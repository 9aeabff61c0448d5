"""Python functions as function tools: described for a model, called by it, answered for. Pure.

`tool` is for callers. Behind it, `definitions` has a function read (`signatures`, `docstrings`) and its types
described by pydantic (`called_classes`, `schemas`, `strict_mode`); `arguments` reads calls (`refusals`).
"""

from .tool import BoundCall, Tool, Toolbox, as_tool, define_model, is_model, tool

__all__ = ["BoundCall", "Tool", "Toolbox", "as_tool", "define_model", "is_model", "tool"]
