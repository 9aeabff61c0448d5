"""Characters that would do something instead of being seen. Pure. Used by renderings and logs.

Conversations hold what anybody has written. A terminal obeys escape sequences, a carriage return overwrites a
line, and an override of the writing direction shows a text that is not the one that is there. Such characters
are shown by their number, as Python writes them.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # all but tab and new line
    "\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069"  # other new lines, and writing directions
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


def show_controls(text: str) -> str:
    """Return a text of lines with its control characters to be seen."""
    return _CONTROLS.sub(_write_number, text.replace("\r\n", "\n"))


def show_line(text: str) -> str:
    """Return a text as one line, with its control characters to be seen."""
    return show_controls(text).replace("\n", "\\n").replace("\t", "\\t")


def _write_number(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def escape_json(text: str) -> str:
    """Return JSON in a line with its control characters escaped as JSON has it: they are all within texts."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
