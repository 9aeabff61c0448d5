"""Python functions as function tools: described for a model, called by it, answered for. Pure.

`tool` holds what callers use. Behind it, `definitions` reads a function (`signatures`, `docstrings`,
`annotations`), writes its schema (`schemas`, `strictness`) and reads a call's arguments (`arguments`);
`outputs` turns results and failures into text.
"""

from .tool import BoundCall, Tool, Toolbox, as_tool, tool

__all__ = ["BoundCall", "Tool", "Toolbox", "as_tool", "tool"]
