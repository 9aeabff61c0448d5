"""Python functions as function tools: described for a model, called by it, answered for. Pure.

`tool` holds what callers use. Behind it, `definitions` reads a function (`signatures`, `docstrings`), has
pydantic describe its types (`called_classes`, `schemas`, `inlining`, `strict_mode`) and reads a call's
arguments (`arguments`, `refusals`); `outputs` turns results and failures into text.
"""

from .tool import BoundCall, Tool, Toolbox, as_tool, tool

__all__ = ["BoundCall", "Tool", "Toolbox", "as_tool", "tool"]
