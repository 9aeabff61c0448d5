"""Values as Python source, one way each, as formatters leave it. Pure. Used by `modules`.

What it writes comes from strangers: no text may end its literal, and none becomes code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from keyword import iskeyword, issoftkeyword
from math import isfinite
from typing import Any, cast
from unicodedata import normalize

_SHORTEST_BLOCK = 60
"""Characters from which on a text stands in lines of its own."""

_LONGEST_NAME = 60
"""Characters of a name."""

INDENT = "    "


def write_value(value: Any, depth: int = 0) -> str:
    """Return a JSON value as Python: containers with an entry a line, so that no formatter joins them.

    Args:
        value: The value.
        depth: How many levels the line is indented on which it begins.
    """
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, float) and not isfinite(value):
        return f'float("{value}")'
    inner = INDENT * (depth + 1)
    if isinstance(value, Mapping):
        pairs = cast("Any", value).items()
        lines = [f"{inner}{write_text(str(name))}: {write_value(part, depth + 1)},\n" for name, part in pairs]
        return f"{{\n{''.join(lines)}{INDENT * depth}}}" if lines else "{}"
    if isinstance(value, Sequence):
        lines = [f"{inner}{write_value(part, depth + 1)},\n" for part in cast("Any", value)]
        return f"[\n{''.join(lines)}{INDENT * depth}]" if lines else "[]"
    return repr(value)


def write_text(text: str) -> str:
    """Return a text as a literal in one line, in the quotes that need fewer backslashes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return f"{quote}{''.join(_escape(character, quote) for character in text)}{quote}"


def write_block(text: str) -> str:
    """Return a text as a literal in lines as it has them; a short one in one line."""
    if len(text) < _SHORTEST_BLOCK and "\n" not in text:
        return write_text(text)
    lines = ("".join(_escape(character, "") for character in line) for line in text.split("\n"))
    body = re.sub(r'"(?="|\Z)', r'\\"', "\n".join(lines))
    return f'"""\\\n{body}"""'


def _escape(character: str, quote: str) -> str:
    if character in ("\\", quote):
        return f"\\{character}"
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def write_note(text: str, limit: int) -> str:
    """Return a text for a comment or a docstring: one line that cannot end either."""
    words = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    safe = words.replace("\\", "/").replace('"', "'")
    return safe if len(safe) <= limit else f"{safe[: limit - 1].rstrip()}…"


def make_name(text: str, otherwise: str, taken: set[str]) -> str:
    """Return a name for Python like a text, and add it to those that are taken.

    Args:
        text: What it is called; anything.
        otherwise: The name if nothing of the text can stand in one.
        taken: The names that are taken.
    """
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].strip("_") or otherwise
    if name[0].isdigit():
        name = f"{otherwise}_{name}"
    if iskeyword(name) or issoftkeyword(name):
        name = f"{name}_"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found
