"""Which built-in tools are executed here: the one place that knows.

`service` refuses what would force another and warns of those that do nothing, `runs.prompts` tells the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

BUILT_IN = ("code_interpreter", "file_search")
"""The built-in tools of the API."""

EXECUTED: frozenset[str] = frozenset()
"""The built-in tools that this server executes: none."""


def list_missing(tools: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the kinds of the built-in tools among these that are not executed here, without repetition."""
    kinds = {tool["type"] for tool in tools}
    return [kind for kind in BUILT_IN if kind in kinds - EXECUTED]
