"""The code in the arguments of a call while a model writes them: JSON that has not ended. Pure.

`speeches` shows it as it comes.
"""

from __future__ import annotations

import json
import re

_BEGINNING = re.compile(r'\s*\{\s*"code"\s*:\s*"')
_WHOLE = re.compile(r'(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*')
"""What of a JSON text can be read: up to its end, or to an escape that has not come whole."""


class CodeReader:
    """Reads the code of one call."""

    def __init__(self) -> None:
        self._rest = ""
        self._is_inside = self._is_over = False

    def add(self, arguments: str) -> str:
        """Return the code that is in more of the arguments; nothing where they are not as expected."""
        if self._is_over:
            return ""
        self._rest += arguments
        if not self._is_inside:
            begun = _BEGINNING.match(self._rest)
            if begun is None:
                return ""
            self._is_inside, self._rest = True, self._rest[begun.end() :]
        whole = _WHOLE.match(self._rest)
        length = 0 if whole is None else whole.end()
        text, self._rest = self._rest[:length], self._rest[length:]
        self._is_over = self._rest.startswith('"')
        try:
            return str(json.loads(f'"{text}"', strict=False))
        except ValueError:
            self._is_over = True
            return ""
