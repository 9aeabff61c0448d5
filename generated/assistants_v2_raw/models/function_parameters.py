from __future__ import annotations

from typing import Any

FunctionParameters = dict[str, Any]
"""Arguments of a function, as a JSON Schema of type object."""
